import { GraphQLError, GraphQLScalarType } from 'graphql';

const refuse = (): never => {
  throw new GraphQLError('JSON is read here, never sent.', { extensions: { code: 'BAD_USER_INPUT' } });
};

/** The scalar `JSON`: what producers send and nobody describes. For answers only. */
export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value, as a producer of lineage sent it. Members come in another order.',
  serialize: (value) => value,
  parseValue: refuse,
  parseLiteral: refuse,
});
