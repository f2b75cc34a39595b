import { GraphQLError, GraphQLScalarType, Kind, print } from 'graphql';
import { NodeRefError, parseNodeRef, printNodeRef } from '../domain/node-ref.ts';

const refuse = (message: string): never => {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
};

/** What is no text is no reference, an empty one neither: the two are told apart. */
const refuseOtherThanText = (given: string): never =>
  refuse(`A node reference is text in quotes, such as "N01" or "N01.ngay_sinh"; given: ${given.slice(0, 80)}.`);

/** The canonical text of a reference. */
function canonical(value: unknown): string {
  if (typeof value !== 'string') return refuseOtherThanText(JSON.stringify(value) ?? typeof value);
  try {
    return printNodeRef(parseNodeRef(value));
  } catch (error) {
    if (!(error instanceof NodeRefError)) throw error;
    return refuse(error.message);
  }
}

/** The `NodeRef` scalar: the one textual form of a node, parsed and printed by `domain/node-ref.ts`. */
export const NodeRefScalar = new GraphQLScalarType<string, string>({
  name: 'NodeRef',
  description:
    'A node of the lineage graph. N01: a dataset; N01.ngay_sinh: a column; job:F26: a flow; <namespace>|<name> and ' +
    '<namespace>|<name>#<field>: what is not in the catalog, with | # % and blanks percent-encoded inside the parts. ' +
    'The same text works on the command line.',
  serialize: (value) => String(value),
  parseValue: canonical,
  parseLiteral: (node) => (node.kind === Kind.STRING ? canonical(node.value) : refuseOtherThanText(print(node))),
});
