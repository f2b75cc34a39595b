import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { between } from '../../../lineage/domain/algorithms/between.ts';
import { type Closure, closure, distanceAt, resume } from '../../../lineage/domain/algorithms/closure.ts';
import { components, inOrder } from '../../../lineage/domain/algorithms/components.ts';
import { cycles, hasCycle } from '../../../lineage/domain/algorithms/cycles.ts';
import { digraphOf } from '../../../lineage/domain/algorithms/digraph.ts';
import type { Walk } from '../../../lineage/domain/algorithms/expand.ts';
import { generations } from '../../../lineage/domain/algorithms/generations.ts';
import { kShortestPaths } from '../../../lineage/domain/algorithms/k-shortest-paths.ts';
import { layerOrder } from '../../../lineage/domain/algorithms/layer-order.ts';
import { looseEnds } from '../../../lineage/domain/algorithms/loose-ends.ts';
import { countPaths } from '../../../lineage/domain/algorithms/path-count.ts';
import { separators } from '../../../lineage/domain/algorithms/separators.ts';
import { shortestPath } from '../../../lineage/domain/algorithms/shortest-path.ts';
import { countShortestPaths } from '../../../lineage/domain/algorithms/shortest-path-count.ts';
import type { PairSearch } from '../../../lineage/domain/algorithms/shortest-ways.ts';
import { type SmallGraph, searchOf, shown, smallGraphs } from '../../support/small-graphs.ts';
import {
  cycleBetween,
  distancesOf,
  everyPath,
  flowing,
  inOrderOf,
  latestGenerations,
  nearestSeparators,
  reachable,
} from '../../support/try-everything.ts';

const RUNS = 2_000;
const SMALL = { nodes: 8, edges: 16 };

/** Checks a claim on many small graphs, as they are and turned round. */
function always(claim: (graph: SmallGraph) => void, most = SMALL): void {
  fc.assert(fc.property(smallGraphs(most), claim), { numRuns: RUNS });
}

const clean = ({ scratch }: PairSearch): boolean => scratch.every(({ visited }) => visited.every((mark) => mark === 0));
const numbers = (nodes: Iterable<number>): number[] => [...nodes].sort((a, b) => a - b);
const turnedRound = (pairs: readonly (readonly [number, number])[]): [number, number][] =>
  pairs.map(([from, to]) => [to, from]);
const length = (paths: readonly (readonly number[])[]): number => Math.min(...paths.map((path) => path.length));

/** Distances by node, as a closure gives them. */
function distancesIn(reached: Closure, nodes: number): (number | undefined)[] {
  const distances = new Array<number | undefined>(nodes).fill(undefined);
  reached.nodes.forEach((node, i) => {
    expect(distances[node], `node ${node} reached twice`).toBeUndefined();
    distances[node] = distanceAt(reached, i);
  });
  return distances;
}

describe(`on ${RUNS} small graphs with parallel edges, self-loops, cycles, time windows, hidden nodes and filters`, () => {
  test('a closure has the distances that relaxing every edge gives, in both directions', () => {
    always((graph) => {
      const search = searchOf(graph);
      const from = shown(graph, graph.from);
      for (const [adjacency, pairs] of [
        [search.forward, flowing(graph)],
        [search.backward, turnedRound(flowing(graph))],
      ] as const) {
        const reached = closure({ ...search, adjacency, scratch: search.scratch[0] }, from, Infinity);
        expect(reached.cut).toBeNull();
        expect(distancesIn(reached, graph.nodes)).toEqual(distancesOf(graph.nodes, pairs, from));
      }
    });
  });

  test('a closure to a depth has what lies within it, and says when there is more', () => {
    always((graph) => {
      const search = searchOf(graph);
      const from = shown(graph, graph.from);
      const all = distancesOf(graph.nodes, flowing(graph), from);
      for (const depth of [0, 1, 2]) {
        const walk = { ...search, adjacency: search.forward, scratch: search.scratch[0] };
        const reached = closure(walk, from, depth);
        const within = all.map((distance) => (distance !== undefined && distance <= depth ? distance : undefined));
        expect(distancesIn(reached, graph.nodes)).toEqual(within);
        expect(reached.cut).toBe(all.some((distance) => distance !== undefined && distance > depth) ? 'DEPTH' : null);
        if (reached.cut === null) continue;
        const further = resume(walk, reached, Infinity);
        expect(distancesIn(further, graph.nodes)).toEqual(all);
        expect(further.nodes.subarray(0, reached.nodes.length)).toEqual(reached.nodes);
      }
    });
  });

  test('a closure cut by budget or time goes on without missing or repeating a node, whatever the portions', () => {
    fc.assert(
      fc.property(
        smallGraphs({ nodes: 30, edges: 90 }),
        fc.array(fc.nat({ max: 12 }), { minLength: 1 }),
        fc.boolean(),
        fc.oneof(fc.constant(Infinity), fc.nat({ max: 4 })),
        (graph, budgets, isTimed, depth) => {
          const search = searchOf(graph);
          const from = shown(graph, graph.from);
          const scratch = search.scratch[0];
          const whole = closure({ ...search, adjacency: search.forward, scratch }, from, depth);
          const portion = (i: number): Walk => ({
            ...search,
            adjacency: search.forward,
            scratch,
            ...(isTimed
              ? { isLate: () => i % 3 !== 0 || scratch.looked > 7 }
              : { budget: budgets[i % budgets.length] as number }),
          });
          let reached = closure(portion(0), from, depth);
          for (let i = 1; reached.cut === 'BUDGET'; i++) {
            const before = reached;
            reached = resume(portion(i), before, depth);
            expect(reached.nodes.subarray(0, before.nodes.length)).toEqual(before.nodes);
            if (reached.cut === 'BUDGET') expect(reached.next).toBeGreaterThan(before.next);
          }
          expect(reached.cut).toBe(whole.cut);
          expect(distancesIn(reached, graph.nodes)).toEqual(distancesIn(whole, graph.nodes));
          expect(clean(search)).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('the shortest path is the first of all paths in order', () => {
    always((graph) => {
      const search = searchOf(graph);
      const [from, to] = [shown(graph, graph.from), shown(graph, graph.to)];
      const first = everyPath(flowing(graph), from, to).sort(inOrderOf(graph.ranks))[0];
      const { path, cut } = shortestPath(
        search,
        from,
        to,
        (a, _p, b) => (graph.ranks[a] as number) < (graph.ranks[b] as number),
      );
      expect(cut).toBeNull();
      expect(path?.nodes).toEqual(first);
      expect(clean(search)).toBe(true);
    });
  });

  test('between two ends lies what one end leads to and what leads to the other', () => {
    always((graph) => {
      const search = searchOf(graph);
      const [from, to] = [shown(graph, graph.from), shown(graph, graph.to)];
      const reach = reachable(graph.nodes, flowing(graph));
      const all = Array.from({ length: graph.nodes }, (_, node) => node).filter(
        (node) => from.some((source) => reach[source]?.has(node)) && to.some((target) => reach[node]?.has(target)),
      );
      const found = between(search, from, to);
      expect(found.cut).toBeNull();
      expect(numbers(found.nodes)).toEqual(all);
      expect(clean(search)).toBe(true);
    });
  });

  test('the number of shortest paths is that of the paths of least length', () => {
    always((graph) => {
      const search = searchOf(graph);
      const [from, to] = [shown(graph, graph.from), shown(graph, graph.to)];
      const paths = everyPath(flowing(graph), from, to);
      const least = length(paths);
      const count = paths.filter((path) => path.length === least).length;
      expect(countShortestPaths(search, from, to)).toEqual({ count: BigInt(count), cut: null });
    });
  });

  test('the number of all paths is theirs, or null with CYCLE exactly when a cycle lies between', () => {
    always((graph) => {
      const search = searchOf(graph);
      const [from, to] = [shown(graph, graph.from), shown(graph, graph.to)];
      const pairs = flowing(graph);
      const expected = cycleBetween(graph.nodes, pairs, from, to)
        ? { count: null, cut: 'CYCLE' }
        : { count: BigInt(everyPath(pairs, from, to).length), cut: null };
      expect(countPaths(search, from, to)).toEqual(expected);
    });
  });

  test('the number of all paths through many nodes is that which a walk from the end that remembers finds', () => {
    let many = 0;
    always(
      (graph) => {
        const search = searchOf(graph);
        const [from, to] = [shown(graph, graph.from), shown(graph, graph.to)];
        const pairs = flowing(graph);
        if (cycleBetween(graph.nodes, pairs, from, to)) return;
        const known = new Map<number, bigint>();
        const count = (node: number): bigint => {
          const before = known.get(node);
          if (before !== undefined) return before;
          let sum = from.includes(node) ? 1n : 0n;
          for (const [start, end] of pairs) if (end === node && leadsTo.has(start)) sum += count(start);
          known.set(node, sum);
          return sum;
        };
        const reach = reachable(graph.nodes, pairs);
        const leadsTo = new Set(from.flatMap((source) => [...(reach[source] ?? [])]));
        const expected = to.reduce((sum, target) => sum + (leadsTo.has(target) ? count(target) : 0n), 0n);
        expect(countPaths(search, from, to)).toEqual({ count: expected, cut: null });
        if (expected > 20n) many += 1;
      },
      { nodes: 14, edges: 100 },
    );
    expect(many).toBeGreaterThan(RUNS / 100);
  });

  test('the k shortest paths are the first k of all paths in order', () => {
    always((graph) => {
      const search = searchOf(graph);
      const [from, to] = [shown(graph, graph.from), shown(graph, graph.to)];
      const all = everyPath(flowing(graph), from, to).sort(inOrderOf(graph.ranks));
      const compare = (a: number, b: number): number => (graph.ranks[a] as number) - (graph.ranks[b] as number);
      for (const k of [1, 3, 100]) {
        expect(kShortestPaths(search, from, to, k, compare)).toEqual({ paths: all.slice(0, k), cut: null });
      }
    });
  });

  test('the k shortest paths under a budget are the first of them', () => {
    fc.assert(
      fc.property(smallGraphs(SMALL), fc.nat({ max: 300 }), (graph, budget) => {
        const search = searchOf(graph, { budget });
        const [from, to] = [shown(graph, graph.from), shown(graph, graph.to)];
        const compare = (a: number, b: number): number => (graph.ranks[a] as number) - (graph.ranks[b] as number);
        const all = everyPath(flowing(graph), from, to).sort(inOrderOf(graph.ranks));
        const { paths, cut } = kShortestPaths(search, from, to, 100, compare);
        expect(paths).toEqual(all.slice(0, cut === null ? 100 : paths.length));
        expect(clean(search)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test('the separators are the smallest set that separates, the nearest to the source of these', () => {
    always((graph) => {
      const search = searchOf(graph);
      const [from, to] = [shown(graph, graph.from), shown(graph, graph.to)];
      const expected = nearestSeparators(graph.nodes, flowing(graph), from, to);
      const { nodes, cut } = separators(search, from, to);
      expect(cut).toBeNull();
      expect(nodes === null ? undefined : numbers(nodes)).toEqual(expected);
    });
  });

  test('components are the nodes that lead to one another, numbered against the flow', () => {
    always((graph) => {
      const search = searchOf(graph);
      const nodes = shown(graph, numbers(Array(graph.nodes).keys()));
      const { graph: laidOut } = digraphOf(search, Int32Array.from(nodes));
      const parts = components(laidOut);
      const pairs = flowing(graph);
      const reach = reachable(graph.nodes, pairs);
      const place = (node: number): number => nodes.indexOf(node);
      for (const a of nodes) {
        for (const b of nodes) {
          const together = (reach[a]?.has(b) ?? false) && (reach[b]?.has(a) ?? false);
          expect(parts.componentOf[place(a)] === parts.componentOf[place(b)]).toBe(together);
        }
      }
      expect(new Set(parts.componentOf).size).toBe(parts.count);
      const order = [...inOrder(parts)];
      for (const [from, to] of pairs) {
        const [one, other] = [parts.componentOf[place(from)] as number, parts.componentOf[place(to)] as number];
        expect(one).toBeGreaterThanOrEqual(other);
        if (one !== other) expect(order.indexOf(place(from))).toBeLessThan(order.indexOf(place(to)));
      }
      const onCycle = nodes.filter((node) => pairs.some(([from, to]) => from === node && reach[to]?.has(node)));
      const groups = cycles(laidOut, parts).map((group) => group.map((number) => nodes[number] as number));
      expect(numbers(groups.flat())).toEqual(onCycle);
      expect(groups.map(({ length }) => -length)).toEqual(numbers(groups.map(({ length }) => -length)));
      expect(hasCycle(laidOut, parts)).toBe(onCycle.length > 0);
    });
  });

  test('generations are the longest ways over the cycles', () => {
    always((graph) => {
      const nodes = shown(graph, numbers(Array(graph.nodes).keys()));
      const { graph: laidOut } = digraphOf(searchOf(graph), Int32Array.from(nodes));
      const { generationOf, count } = generations(laidOut, components(laidOut));
      const expected = latestGenerations(graph.nodes, flowing(graph));
      expect([...generationOf]).toEqual(nodes.map((node) => expected[node]));
      expect(count).toBe(Math.max(-1, ...generationOf) + 1);
    });
  });

  test('the order of layers leads with the flow, but within cycles, and ends with what nothing flows through', () => {
    always((graph) => {
      const nodes = shown(graph, numbers(Array(graph.nodes).keys()));
      const { graph: laidOut } = digraphOf(searchOf(graph), Int32Array.from(nodes));
      const { componentOf } = components(laidOut);
      const order = [...layerOrder(laidOut)];
      expect(order.toSorted((a, b) => a - b)).toEqual(nodes.map((_, node) => node));
      const places = new Map(order.map((node, place) => [node, place]));
      const used = new Set<number>();
      for (const [from, to] of flowing(graph).map((edge) => edge.map((node) => nodes.indexOf(node)))) {
        if (from === undefined || to === undefined) continue;
        used.add(from).add(to);
        if (componentOf[from] !== componentOf[to]) expect(places.get(from)).toBeLessThan(places.get(to) as number);
      }
      expect(new Set(order.slice(0, used.size))).toEqual(used);
    });
  });

  test('orphans, origins and dead ends are told by their edges to others', () => {
    always((graph) => {
      const nodes = shown(graph, numbers(Array(graph.nodes).keys()));
      const { graph: laidOut } = digraphOf(searchOf(graph), Int32Array.from(nodes));
      const others = flowing(graph).filter(([from, to]) => from !== to);
      const flowsIn = (node: number): boolean => others.some(([, to]) => to === node);
      const flowsOut = (node: number): boolean => others.some(([from]) => from === node);
      const found = looseEnds(laidOut);
      const named = (numbered: readonly number[]): number[] => numbered.map((number) => nodes[number] as number);
      expect(named(found.orphans)).toEqual(nodes.filter((node) => !flowsIn(node) && !flowsOut(node)));
      expect(named(found.origins)).toEqual(nodes.filter((node) => !flowsIn(node) && flowsOut(node)));
      expect(named(found.deadEnds)).toEqual(nodes.filter((node) => flowsIn(node) && !flowsOut(node)));
    });
  });

  test('whatever the budget, an answer is exact or says that it was cut, and leaves nothing behind', () => {
    fc.assert(
      fc.property(smallGraphs({ nodes: 12, edges: 40 }), fc.nat({ max: 80 }), (graph, budget) => {
        const [search, free] = [searchOf(graph, { budget }), searchOf(graph)];
        const [from, to] = [shown(graph, graph.from), shown(graph, graph.to)];
        const whole = between(free, from, to);
        const part = between(search, from, to);
        if (part.cut === null) expect(numbers(part.nodes)).toEqual(numbers(whole.nodes));
        else expect(numbers(whole.nodes)).toEqual(expect.arrayContaining([...part.nodes]));
        for (const count of [countShortestPaths, countPaths]) {
          const counted = count(search, from, to);
          expect(counted).toEqual(counted.cut === 'BUDGET' ? { count: null, cut: 'BUDGET' } : count(free, from, to));
        }
        const separated = separators(search, from, to);
        expect(separated).toEqual(
          separated.cut === 'BUDGET' ? { nodes: null, cut: 'BUDGET' } : separators(free, from, to),
        );
        expect(clean(search)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
