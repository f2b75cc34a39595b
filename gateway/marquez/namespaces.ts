import { namespaceShape } from './namespace.ts';
import { type AskedPage, pieceOf } from './pages.ts';
import type { ReadPath } from './path.ts';

const NAMESPACES = /* GraphQL */ `
  query MarquezNamespaces($first: Int!, $skip: Int!) {
    lineageNamespaces(first: $first, skip: $skip) { totalCount nodes { name } }
  }
`;

/** `GET /namespaces`: the namespaces in which there is anything for whoever asks. */
export const namespaces: ReadPath = {
  path: '/namespaces',
  async read(ask, parameters) {
    const { nodes, totalCount, complete } = await pieceOf(
      ask,
      NAMESPACES,
      {},
      parameters,
      ({ lineageNamespaces }: { lineageNamespaces: AskedPage<{ name: string }> }) => lineageNamespaces,
    );
    return { body: { namespaces: nodes.map(({ name }) => namespaceShape(name)), totalCount }, complete };
  },
};
