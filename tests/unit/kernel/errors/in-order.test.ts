import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { inOrder } from '../../../../kernel/errors/in-order.ts';

const errorAt = (...path: (string | number)[]): GraphQLError => new GraphQLError('x', { path });
const placesOf = (errors: readonly GraphQLError[]): string[] => inOrder(errors).map(({ path = [] }) => path.join('.'));

it('errors come by their paths, numbers as numbers, what has none first', () => {
  const errors = [
    errorAt('nodes', 10, 'b'),
    errorAt('nodes', 9, 'b'),
    errorAt('nodes', 9),
    errorAt('nodes', 9, 'a'),
    new GraphQLError('x'),
  ];
  const expected = ['', 'nodes.9', 'nodes.9.a', 'nodes.9.b', 'nodes.10.b'];
  expect(placesOf(errors)).toEqual(expected);
  expect(placesOf(errors.toReversed())).toEqual(expected);
});
