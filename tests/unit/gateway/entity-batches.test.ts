import { GraphQLError, parse } from 'graphql';
import { expect, it } from 'vitest';
import { inBatches } from '../../../gateway/entity-batches.ts';
import type { SubgraphTransport } from '../../../gateway/transport.ts';
import { Lang } from '../../../kernel/graphql/language.ts';
import { ANONYMOUS } from '../../../kernel/identity/viewer.ts';
import { LIMITS } from '../../../kernel/limits/limits.ts';

const caller = { viewer: ANONYMOUS, lang: Lang.VI, correlationId: 'test' };
const ONE = parse('query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }');
const TWO = parse(
  'query ($a: [_Any!]!, $b: [_Any!]!) { _e0: _entities(representations: $a) { __typename } _e1: _entities(representations: $b) { __typename } }',
);
const keys = (count: number, prefix = ''): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

/** Answers every key with itself, "bad" ones with an error; notes how many keys each call had. */
function echo(bad: ReadonlySet<string> = new Set()) {
  const calls: number[] = [];
  const transport: SubgraphTransport = async (_subgraph, { document, variables = {} }) => {
    const names =
      document === ONE
        ? [['_entities', 'representations']]
        : [
            ['_e0', 'a'],
            ['_e1', 'b'],
          ];
    const given = names.map(([key = '', variable = '']) => [key, variables[variable] as string[]] as const);
    calls.push(given.reduce((sum, [, list]) => sum + list.length, 0));
    const errors = given.flatMap(([key, list]) =>
      list.flatMap((item, i) => (bad.has(item) ? [new GraphQLError(item, { path: [key, i, 'name'] })] : [])),
    );
    return { data: Object.fromEntries(given), ...(errors.length === 0 ? {} : { errors }) };
  };
  return { calls, ask: inBatches(transport) };
}

it.each([0, 1, 999, LIMITS.entities])('%d keys are asked about in one call', async (count) => {
  const { calls, ask } = echo();
  expect(await ask('x', { document: ONE, variables: { representations: keys(count) } }, caller)).toEqual({
    data: { _entities: keys(count) },
  });
  expect(calls).toEqual([count]);
});

it.each([
  [1_001, [1_000, 1]],
  [2_000, [1_000, 1_000]],
  [2_500, [1_000, 1_000, 500]],
])('%d keys are asked about in several calls and put together in their order', async (count, expected) => {
  const { calls, ask } = echo();
  expect(await ask('x', { document: ONE, variables: { representations: keys(count) } }, caller)).toEqual({
    data: { _entities: keys(count) },
  });
  expect(calls).toEqual(expected);
});

it('several fields share the room of a call', async () => {
  const { calls, ask } = echo();
  const variables = { a: keys(600, 'a'), b: keys(900, 'b') };
  expect(await ask('x', { document: TWO, variables }, caller)).toEqual({
    data: { _e0: variables.a, _e1: variables.b },
  });
  expect(calls).toEqual([1_000, 500]);
});

it('errors keep the place that they have among all keys', async () => {
  const { ask } = echo(new Set(['a5', 'b450', 'b899']));
  const variables = { a: keys(600, 'a'), b: keys(900, 'b') };
  const { errors = [] } = await ask('x', { document: TWO, variables }, caller);
  expect(errors.map(({ message, path }) => [message, path])).toEqual([
    ['a5', ['_e0', 5, 'name']],
    ['b450', ['_e1', 450, 'name']],
    ['b899', ['_e1', 899, 'name']],
  ]);
});

it('a call that fails leaves its own keys null, and the others answered', async () => {
  let call = 0;
  const ask = inBatches(async (_subgraph, { variables = {} }) =>
    ++call === 2 ? { errors: [new GraphQLError('down')] } : { data: { _entities: variables['representations'] } },
  );
  const { data, errors = [] } = await ask('x', { document: ONE, variables: { representations: keys(2_100) } }, caller);
  const answered = data?.['_entities'] as unknown[];
  expect([answered.length, answered[999], answered[1_000], answered[1_999], answered[2_000]]).toEqual([
    2_100,
    '999',
    null,
    null,
    '2000',
  ]);
  expect(errors).toHaveLength(1);
});
