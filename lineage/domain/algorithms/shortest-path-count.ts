import { forEachEdge } from './adjacency.ts';
import type { Cut } from './closure.ts';
import { follows } from './expand.ts';
import { type PairSearch, shortestWays } from './shortest-ways.ts';

/** How many shortest paths there are; `count` is null when that was not found out within the budget. */
export interface ShortestPathCount {
  /** Exact, however many. */
  readonly count: bigint | null;
  readonly cut: Cut;
}

/**
 * The number of shortest paths from any of some nodes to any of others, as sequences of nodes: parallel edges count
 * once. A node has as many as its predecessors one nearer to the start have together (Brandes 2001, section 3); the
 * targets are those at the least distance.
 *
 * Cost: that of `shortestWays`, and one addition an edge on a shortest path. Preconditions as for `closure`.
 */
export function countShortestPaths(
  search: PairSearch,
  from: readonly number[],
  to: readonly number[],
): ShortestPathCount {
  const { distances, targets, cut } = shortestWays(search, from, to);
  if (cut !== null) return { count: null, cut };
  const levels = levelsUpTo(search, targets, distances);
  const counts = new Map<number, bigint>();
  for (const { node, before } of levels) {
    counts.set(node, before.length === 0 ? 1n : before.reduce((sum, other) => sum + (counts.get(other) ?? 0n), 0n));
  }
  return { count: targets.reduce((sum, target) => sum + (counts.get(target) ?? 0n), 0n), cut: null };
}

/** The nodes on shortest paths to some targets, nearest to the start first, each with its distinct predecessors. */
function levelsUpTo(
  search: PairSearch,
  targets: readonly number[],
  distances: ReadonlyMap<number, number>,
): { readonly node: number; readonly before: readonly number[] }[] {
  const isFollowed = follows(search, search.backward.times);
  const seen = new Set(targets);
  const nodes: { node: number; before: number[] }[] = [];
  for (const node of seen) {
    const nearer = (distances.get(node) as number) - 1;
    const before = new Set<number>();
    forEachEdge(search.backward, node, (end, slot) => {
      if (distances.get(end) === nearer && isFollowed(slot)) before.add(end);
    });
    nodes.push({ node, before: [...before] });
    // A set is walked in the order of insertion, also over what is added meanwhile.
    for (const other of before) seen.add(other);
  }
  return nodes.reverse();
}
