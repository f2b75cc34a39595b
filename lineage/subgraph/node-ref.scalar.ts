import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { NodeRefError, parseNodeRef, printNodeRef } from '../domain/node-ref.ts';

/** The canonical text of a reference. */
function canonical(value: unknown): string {
  try {
    return printNodeRef(parseNodeRef(typeof value === 'string' ? value : ''));
  } catch (error) {
    if (!(error instanceof NodeRefError)) throw error;
    throw new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
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
  parseLiteral: (node) => canonical(node.kind === Kind.STRING ? node.value : ''),
});
