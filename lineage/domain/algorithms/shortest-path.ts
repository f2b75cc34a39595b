import type { Cut } from './closure.ts';
import { follows } from './expand.ts';
import { type Explained, explain, type Path } from './explanation.ts';
import { type PairSearch, shortestWays } from './shortest-ways.ts';

/** The shortest path between two sets of nodes; `path` is null when there is none, or none was found within the budget. */
export interface PairAnswer {
  readonly path: Path | null;
  readonly cut: Cut;
}

/**
 * A shortest path from any of some nodes to any of others: of all that there are the one that `explain` would choose,
 * from the least of the nearest targets. Bidirectional breadth-first search; cost and preconditions are those of
 * `shortestWays`.
 */
export function shortestPath(
  search: PairSearch,
  from: readonly number[],
  to: readonly number[],
  comesBefore: Explained['comesBefore'],
): PairAnswer {
  const { distances, targets, cut } = shortestWays(search, from, to);
  if (targets.length === 0) return { path: null, cut };
  const target = targets.reduce((least, node) => (comesBefore(node, -1, least, -1) ? node : least));
  const distanceOf = (node: number): number => distances.get(node) ?? -1;
  const isLive = follows(search, search.forward.times);
  return { path: explain({ against: search.backward, distanceOf, isLive, comesBefore }, target), cut };
}
