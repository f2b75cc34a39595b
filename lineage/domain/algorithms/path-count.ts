import { components, inOrder } from './components.ts';
import { hasCycle } from './cycles.ts';
import { digraphBetween, numbersIn } from './digraph.ts';
import type { PairSearch } from './shortest-ways.ts';

/** How many paths there are; `count` is null when it is cut. */
export interface PathCount {
  /** Exact, up to 2^1024. */
  readonly count: bigint | null;
  /** CYCLE: data may go round on the way, so there is no such number. BUDGET: not found out, or beyond 2^1024. */
  readonly cut: 'CYCLE' | 'BUDGET' | null;
}

/**
 * The number of all paths from any of some nodes to any of others, as sequences of nodes: parallel edges count once, and
 * a path may go on past one of the others. Counted in topological order (Cormen et al., Introduction to Algorithms,
 * 20.4), which there is only where no cycle lies between; one node that feeds itself is a cycle.
 *
 * Cost: that of `between`, and one addition for each edge between. Preconditions as for `closure`.
 */
export function countPaths(search: PairSearch, from: readonly number[], to: readonly number[]): PathCount {
  const laidOut = digraphBetween(search, from, to);
  if (laidOut.cut !== null) return { count: null, cut: 'BUDGET' };
  const { graph } = laidOut;
  const parts = components(graph);
  if (hasCycle(graph, parts)) return { count: null, cut: 'CYCLE' };
  const counts = new Array<bigint>(graph.count).fill(0n);
  // The same sums as floating point say when a number gets too long to be added in constant time.
  const sizes = new Float64Array(graph.count);
  for (const source of numbersIn(laidOut, from)) {
    counts[source] = 1n;
    sizes[source] = 1;
  }
  for (const node of inOrder(parts)) {
    const last = graph.offsets[node + 1] as number;
    for (let position = graph.offsets[node] as number; position < last; position++) {
      const end = graph.ends[position] as number;
      counts[end] = (counts[end] as bigint) + (counts[node] as bigint);
      sizes[end] = (sizes[end] as number) + (sizes[node] as number);
    }
    if (sizes[node] === Number.POSITIVE_INFINITY) return { count: null, cut: 'BUDGET' };
    if (!laidOut.meter.spend(1 + last - (graph.offsets[node] as number))) return { count: null, cut: 'BUDGET' };
  }
  return { count: numbersIn(laidOut, to).reduce((sum, target) => sum + (counts[target] as bigint), 0n), cut: null };
}
