import { describe, expect, test } from 'vitest';
import { canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import { canonicalJson } from '../../../lineage/domain/canonical-json.ts';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { type AnyEvent, dataset, flow, schema } from '../../support/lineage-events.ts';

const stateOf = (...events: readonly (readonly [number, AnyEvent])[]): GraphState => {
  const state = new GraphState();
  for (const [recordedAt, event] of events) foldChanges(state, normalise({ ...event, recordedAt }));
  return state;
};

describe('the canonical hash', () => {
  const events: readonly (readonly [number, AnyEvent])[] = [
    [1, dataset('A')],
    [2, schema('A', 'x y')],
    [3, flow('F1', 'A>B x')],
  ];

  test('does not depend on the order of records or members', () => {
    const records = [...stateOf(...events).records()];
    const turned = records
      .reverse()
      .map((record) => Object.fromEntries(Object.entries(record).reverse()) as typeof record);
    expect(canonicalHash(turned)).toBe(canonicalHash(records));
  });

  test.each([
    ['a class', [1, dataset('A', { sharingClass: 'PRIVATE' })]],
    ['a validity', [3, flow('F1', 'A>B x', { validTo: '2030-01-01T00:00:00Z' })]],
    ['a recorded time', [4, flow('F1', 'A>B x')]],
    ['a column', [2, schema('A', 'x')]],
  ] as const)('differs when %s differs', (_what, changed) => {
    const other = events.map((event) => (event[1].kind === changed[1].kind ? changed : event));
    expect(canonicalHash(stateOf(...other).records())).not.toBe(canonicalHash(stateOf(...events).records()));
  });

  test('without history is that of what is known now, whenever and however it was learnt', () => {
    const direct = stateOf(...events);
    const detour = stateOf(
      [5, schema('A', 'x y')],
      [6, flow('F1', 'A>C y')],
      [7, dataset('A')],
      [9, flow('F1', 'A>B x')],
    );
    // The way over C leaves C and its column behind, so it is named in both.
    const both = [detour, direct].map((state) => {
      foldChanges(state, normalise({ ...flow('F2', 'B>C y'), recordedAt: 11 }));
      foldChanges(state, normalise({ ...flow('F3', 'A>C y'), recordedAt: 12 }));
      return canonicalHash(state.records(), { history: false });
    });
    expect(both[0]).toBe(both[1]);
    expect(canonicalHash(detour.records())).not.toBe(canonicalHash(direct.records()));
  });
});

describe('canonical JSON', () => {
  test('sorts members at every depth and drops undefined ones', () => {
    expect(canonicalJson({ b: [{ z: 1, a: null }], a: undefined, é: 'x' })).toBe('{"b":[{"a":null,"z":1}],"é":"x"}');
  });

  test('keeps a member called __proto__', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });

  test.each([
    [{ a: ['x', 'nul\0'] }, '$.a[1]'],
    [{ 'half\ud800': 1 }, '$'],
    [{ a: Number.NaN }, '$.a'],
  ])('refuses what cannot be stored, and says where (%#)', (value, path) => {
    expect(() => canonicalJson(value)).toThrow(path);
  });

  test('refuses a value nested too deep instead of running out of stack', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => canonicalJson(deep)).toThrow('deeper than 64');
  });
});
