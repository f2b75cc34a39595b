import { describe, expect, it } from 'vitest';
import { byKeyAndArguments, manyByKey, oneByKey, present } from '../../../../kernel/subgraph/loaders.ts';
import { forgetReads, type RequestScope } from '../../../../kernel/subgraph/request-scope.ts';

interface Row {
  readonly code: string;
  readonly owner: string;
}

let cleared = 0;
const scopeOf = (): RequestScope => ({ caches: new Set(), em: { clear: () => cleared++ } }) as unknown as RequestScope;

const rows: Row[] = [
  { code: 'a', owner: 'x' },
  { code: 'b', owner: 'y' },
  { code: 'c', owner: 'x' },
];

describe('a loader of one value a key', () => {
  it('asks once for all keys of a tick, each once, and gives null for what is not there', async () => {
    const calls: (readonly string[])[] = [];
    const loader = oneByKey(
      scopeOf(),
      async (keys: readonly string[]) => {
        calls.push(keys);
        return rows.filter(({ code }) => keys.includes(code)).reverse();
      },
      ({ code }) => code,
    );
    expect(await Promise.all(['c', 'zz', 'a', 'c'].map((key) => loader.load(key)))).toEqual([
      rows[2],
      null,
      rows[0],
      rows[2],
    ]);
    expect(calls).toEqual([['c', 'zz', 'a']]);
  });

  it('takes keys that are lists', async () => {
    const loader = oneByKey(
      scopeOf(),
      async (_keys: readonly [string, number][]) => [{ at: ['a', 1] as [string, number], value: 'found' }],
      ({ at }) => at,
    );
    expect((await loader.load(['a', 1]))?.value).toBe('found');
    expect(await loader.load(['a', 2])).toBe(null);
  });

  it('asks for 1,000 keys at once at most', async () => {
    const sizes: number[] = [];
    const loader = oneByKey(
      scopeOf(),
      async (keys: readonly string[]) => {
        sizes.push(keys.length);
        return [...keys];
      },
      (key) => key,
    );
    await loader.loadMany(Array.from({ length: 2_001 }, (_, index) => `k${index}`));
    expect(sizes).toEqual([1_000, 1_000, 1]);
  });

  it('gives every key the failure of the call', async () => {
    const loader = oneByKey(
      scopeOf(),
      () => Promise.reject(new Error('down')),
      () => 'a',
    );
    await expect(loader.load('a')).rejects.toThrow('down');
    expect(present(await loader.loadMany(['b', 'c']))).toEqual([]);
  });
});

describe('a loader of many values a key', () => {
  it('groups them in the order in which they come, and gives none for what is not there', async () => {
    const loader = manyByKey(
      scopeOf(),
      async () => rows,
      ({ owner }) => owner,
    );
    expect(await loader.loadMany(['x', 'y', 'z'])).toEqual([[rows[0], rows[2]], [rows[1]], []]);
  });
});

describe('a loader with arguments', () => {
  it('asks once for every set of arguments', async () => {
    const calls: unknown[] = [];
    const load = byKeyAndArguments(scopeOf(), async (keys, args: { first: number; after?: string | null }) => {
      calls.push([keys, args.first]);
      return keys.map((key) => `${key}:${args.first}`);
    });
    expect(
      await Promise.all([
        load('a', { first: 1 }),
        load('b', { first: 1 }),
        load('a', { first: 2 }),
        load('a', { first: 1 }),
      ]),
    ).toEqual(['a:1', 'b:1', 'a:2', 'a:1']);
    expect(calls).toEqual([
      [['a', 'b'], 1],
      [['a'], 2],
    ]);
  });
});

it('what was read is asked for again after a write of the same request', async () => {
  const scope = scopeOf();
  let asked = 0;
  const loader = oneByKey(
    scope,
    async (keys: readonly string[]) => {
      asked++;
      return [...keys];
    },
    (key) => key,
  );
  const nested = byKeyAndArguments(scope, async (keys, _args: object) => {
    asked++;
    return keys;
  });
  await loader.load('a');
  await loader.load('a');
  await nested('a', {});
  expect(asked).toBe(2);
  cleared = 0;
  forgetReads(scope);
  expect(cleared).toBe(1);
  await loader.load('a');
  await nested('a', {});
  expect(asked).toBe(4);
});
