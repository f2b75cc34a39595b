import { NotFoundError } from '../../kernel/errors/errors.ts';
import { CATALOG } from './names.ts';
import { type ReadPath, whole } from './path.ts';

const NAMESPACE = /* GraphQL */ `
  query MarquezNamespace($namespace: String!) {
    jobs(namespace: $namespace, first: 1) { totalCount }
    datasetNames(namespace: $namespace, first: 1) { totalCount }
  }
`;

/** A namespace as Marquez writes it; nobody declares one, so that it has no owner and no day on which it began. */
export const namespaceShape = (name: string) => ({
  name,
  createdAt: null,
  updatedAt: null,
  ownerName: null,
  description: name === CATALOG ? 'Datasets and flows of the catalog, by code' : null,
  isHidden: false,
});

interface Counts {
  readonly jobs: { readonly totalCount: number };
  readonly datasetNames: { readonly totalCount: number };
}

/** `GET /namespaces/{namespace}`. */
export const namespace: ReadPath = {
  path: '/namespaces/:namespace',
  async read(ask, parameters) {
    const name = parameters.part('namespace');
    const { jobs, datasetNames } = await ask<Counts>(NAMESPACE, { namespace: name });
    if (jobs.totalCount + datasetNames.totalCount === 0) throw new NotFoundError('namespace', name);
    return whole(namespaceShape(name));
  },
};
