import { describe, expect, test } from 'vitest';
import { Meter, STRIDE } from '../../../lineage/domain/algorithms/allowance.ts';
import { between } from '../../../lineage/domain/algorithms/between.ts';
import { closure, distanceAt } from '../../../lineage/domain/algorithms/closure.ts';
import { components, inOrder } from '../../../lineage/domain/algorithms/components.ts';
import { cycles } from '../../../lineage/domain/algorithms/cycles.ts';
import type { Digraph } from '../../../lineage/domain/algorithms/digraph.ts';
import { generations } from '../../../lineage/domain/algorithms/generations.ts';
import { kShortestPaths } from '../../../lineage/domain/algorithms/k-shortest-paths.ts';
import { looseEnds } from '../../../lineage/domain/algorithms/loose-ends.ts';
import { ofKinds } from '../../../lineage/domain/algorithms/of-kinds.ts';
import { countPaths } from '../../../lineage/domain/algorithms/path-count.ts';
import { separators } from '../../../lineage/domain/algorithms/separators.ts';
import { shortestPath } from '../../../lineage/domain/algorithms/shortest-path.ts';
import { countShortestPaths } from '../../../lineage/domain/algorithms/shortest-path-count.ts';
import { drawn } from '../../support/drawn-graph.ts';
import { type SmallGraph, searchOf } from '../../support/small-graphs.ts';

/** Asks everything about the way between two named ends of a drawing. */
function ask(drawing: string, from: string, to: string, how: Partial<SmallGraph> & { budget?: number } = {}) {
  const { graph, node, names } = drawn(drawing);
  const { budget, ...changed } = how;
  const search = searchOf({ ...graph, ...changed }, budget === undefined ? {} : { budget });
  const [sources, targets] = [from, to].map((ends) => ends.split(',').map(node)) as [number[], number[]];
  const named = (nodes: Iterable<number>): string => Array.from(nodes, (id) => names[id]).join('');
  return {
    shortest: named(shortestPath(search, sources, targets, (a, _p, b) => a < b).path?.nodes ?? []),
    between: [...named(between(search, sources, targets).nodes)].sort().join(''),
    counts: [countShortestPaths(search, sources, targets).count, countPaths(search, sources, targets).count],
    cut: countPaths(search, sources, targets).cut,
    ways: kShortestPaths(search, sources, targets, 10, (a, b) => a - b).paths.map(named),
    separators: ((nodes) => (nodes === null ? null : named(nodes)))(separators(search, sources, targets).nodes),
  };
}

describe('between two ends', () => {
  test('that are the same there is one way, of no hops, and nothing separates them', () => {
    const expected = { shortest: 'a', between: 'a', counts: [1n, 1n], cut: null, ways: ['a'], separators: null };
    expect(ask('a>b', 'a', 'a')).toEqual(expected);
  });

  test('that are the same and on a cycle the cycle is between, and no number of ways is right', () => {
    const expected = { shortest: 'a', between: 'abc', counts: [1n, null], cut: 'CYCLE', ways: ['a'], separators: null };
    expect(ask('a>b b>c c>a', 'a', 'a')).toEqual(expected);
  });

  test('of which one is not reached there is nothing, and nothing has to be frozen', () => {
    const expected = { shortest: '', between: '', counts: [0n, 0n], cut: null, ways: [], separators: '' };
    expect(ask('a>b c>b', 'a', 'c')).toEqual(expected);
    expect(ask('a>b', 'b', 'a')).toEqual(expected);
  });

  test('with an edge from one to the other no set separates them', () => {
    expect(ask('a>b b>c a>c', 'a', 'c')).toMatchObject({ counts: [1n, 2n], ways: ['ac', 'abc'], separators: null });
  });

  test('a cycle beside the way does not make the number of ways unknown', () => {
    expect(ask('a>b b>c x>a x>y y>x c>u u>v v>u', 'a', 'c')).toMatchObject({ counts: [1n, 1n], cut: null });
  });

  test('a node that feeds itself is a cycle', () => {
    expect(ask('a>b b>b b>c', 'a', 'c')).toMatchObject({ counts: [1n, null], cut: 'CYCLE', ways: ['abc'] });
  });

  test('parallel edges are one way', () => {
    expect(ask('a>b a>b b>c b>c', 'a', 'c')).toMatchObject({ counts: [1n, 1n], ways: ['abc'], separators: 'b' });
  });

  test('what is hidden does not exist', () => {
    const { node } = drawn('a>b b>d a>c c>d');
    const seen = ask('a>b b>d a>c c>d', 'a', 'd', { hidden: [node('b')] });
    expect(seen).toMatchObject({ between: 'acd', counts: [1n, 1n], ways: ['acd'], separators: 'c' });
  });

  test('an edge outside the window does not hide what is reached another way', () => {
    const drawing = 'a>b b>c c>d b>d';
    const { graph } = drawn(drawing);
    // b>d has ended before the time asked about; d is still reached through c.
    const edges = graph.edges.map((edge, i) => (i === 3 ? { ...edge, validTo: 1 } : edge));
    expect(ask(drawing, 'a', 'd', { edges })).toMatchObject({ shortest: 'abcd', between: 'abcd', counts: [1n, 1n] });
    expect(ask(drawing, 'a', 'd', { edges, asOf: 0 })).toMatchObject({ shortest: 'abd', counts: [1n, 2n] });
  });

  test('several sources and targets count together', () => {
    expect(ask('a>c b>c c>d c>e', 'a,b', 'd,e')).toMatchObject({
      shortest: 'acd',
      between: 'abcde',
      counts: [4n, 4n],
      ways: ['acd', 'bcd', 'ace', 'bce'],
      separators: 'c',
    });
  });

  test('a target that another lies behind ends one way and is passed by another', () => {
    expect(ask('a>b b>c', 'a', 'b,c')).toMatchObject({ counts: [1n, 2n], ways: ['ab', 'abc'] });
  });

  test('the separators nearest to the source are taken, and a flow is redirected where a first one was in the way', () => {
    expect(ask('a>b b>c c>d', 'a', 'd').separators).toBe('b');
    expect(ask('a>b a>c b>d c>d d>e', 'a', 'e').separators).toBe('d');
    // The shortest way a p q t blocks both ways of a greedy choice; two are disjoint all the same.
    expect(ask('a>p p>q q>t p>x x>y y>t a>u u>v v>q', 'a', 't').separators).toHaveLength(2);
  });

  test('a budget of one is used up, and says so', () => {
    const cut = ask('a>b b>c c>d', 'a', 'd', { budget: 1 });
    expect(cut).toEqual({ shortest: '', between: '', counts: [null, null], cut: 'BUDGET', ways: [], separators: null });
  });
});

describe('the number of ways', () => {
  /** Diamonds in a row: each doubles the number of ways. */
  const diamonds = (count: number): string =>
    Array.from({ length: count }, (_, i) => `n${i}>u${i} n${i}>v${i} u${i}>n${i + 1} v${i}>n${i + 1}`).join(' ');

  test('is exact beyond what a double can hold', () => {
    const { graph, node } = drawn(diamonds(70));
    const search = searchOf(graph);
    expect(countPaths(search, [node('n0')], [node('n70')])).toEqual({ count: 2n ** 70n, cut: null });
    expect(countShortestPaths(search, [node('n0')], [node('n70')])).toEqual({ count: 2n ** 70n, cut: null });
  });

  test('beyond 2^1024 is not computed, and says so', () => {
    const { graph, node } = drawn(diamonds(1_100));
    expect(countPaths(searchOf(graph), [node('n0')], [node('n1100')])).toEqual({ count: null, cut: 'BUDGET' });
  });

  test('does not keep the first few ways from being listed', () => {
    const { graph, node } = drawn(diamonds(70));
    const { paths, cut } = kShortestPaths(searchOf(graph), [node('n0')], [node('n70')], 100, (a, b) => a - b);
    expect(cut).toBeNull();
    expect(new Set(paths.map((path) => path.join())).size).toBe(100);
    expect(new Set(paths.map(({ length }) => length))).toEqual(new Set([141]));
  });
});

describe('a graph that is one large cycle', () => {
  const COUNT = 300_000;
  const ring: Digraph = {
    count: COUNT,
    offsets: Int32Array.from({ length: COUNT + 1 }, (_, i) => i),
    ends: Int32Array.from({ length: COUNT }, (_, i) => (i + 1) % COUNT),
  };

  test('is one component and one generation, however long', () => {
    const parts = components(ring);
    expect(parts.count).toBe(1);
    expect(cycles(ring, parts).map(({ length }) => length)).toEqual([COUNT]);
    expect(generations(ring, parts)).toMatchObject({ count: 1 });
    expect(looseEnds(ring)).toEqual({ orphans: [], origins: [], deadEnds: [] });
  });

  test('opened at one place is as many components and generations as nodes', () => {
    const chain: Digraph = { count: COUNT, offsets: ring.offsets.map((i) => Math.min(i, COUNT - 1)), ends: ring.ends };
    const parts = components(chain);
    expect(parts.count).toBe(COUNT);
    expect(inOrder(parts)[0]).toBe(0);
    expect(cycles(chain, parts)).toEqual([]);
    expect(generations(chain, parts).count).toBe(COUNT);
    expect(looseEnds(chain)).toEqual({ orphans: [], origins: [0], deadEnds: [COUNT - 1] });
  });
});

describe('a graph of nothing', () => {
  const empty: Digraph = { count: 0, offsets: new Int32Array(1), ends: new Int32Array(0) };

  test('has no components, cycles, generations or ends', () => {
    const parts = components(empty);
    expect(parts.count).toBe(0);
    expect(cycles(empty, parts)).toEqual([]);
    expect(generations(empty, parts)).toMatchObject({ count: 0 });
    expect(looseEnds(empty)).toEqual({ orphans: [], origins: [], deadEnds: [] });
  });

  test('leads nowhere from no source', () => {
    const search = searchOf(drawn('a').graph);
    expect(shortestPath(search, [], [0], () => false)).toEqual({ path: null, cut: null });
    expect(between(search, [], [0])).toMatchObject({ nodes: new Int32Array(0), cut: null });
    expect(countPaths(search, [0], [])).toEqual({ count: 0n, cut: null });
    expect(separators(search, [], [])).toEqual({ nodes: [], cut: null });
  });
});

describe('a closure', () => {
  test('reports the kinds asked for, at the distances that they have', () => {
    const { graph, node } = drawn('a>b b>c c>d');
    const search = searchOf(graph);
    const walk = { ...search, adjacency: search.forward, scratch: search.scratch[0] };
    const reached = closure(walk, [node('a')], Infinity);
    const some = ofKinds(reached, Uint8Array.of(0, 1, 0, 1), 0b10);
    expect(Array.from(some.nodes, (id, i) => [id, distanceAt(some, i)])).toEqual([
      [node('b'), 1],
      [node('d'), 3],
    ]);
    expect(ofKinds(reached, Uint8Array.of(0, 1, 0, 1), 0b11)).toMatchObject({ bounds: reached.bounds });
  });
});

describe('an allowance', () => {
  test('is asked for the time only now and then', () => {
    let asked = 0;
    const meter = new Meter({ budget: Infinity, isLate: () => ++asked > 1 });
    for (let i = 0; i < STRIDE - 1; i++) meter.spend(1);
    expect([asked, meter.isOver]).toEqual([0, false]);
    expect(meter.spend(1)).toBe(true);
    expect(meter.spend(STRIDE)).toBe(false);
    expect(meter.isOver).toBe(true);
  });

  test('that is used up stays used up', () => {
    const meter = new Meter({ budget: 3 });
    expect(meter.spend(3)).toBe(true);
    expect(meter.spend(1)).toBe(false);
    expect(meter.spend(0)).toBe(false);
    expect(meter.looked).toBe(4);
  });
});
