import { expand, type Walk } from './expand.ts';

/** How a walk was cut short; null when it saw all there is. */
export type Cut = 'DEPTH' | 'BUDGET' | null;

/** The nodes reached, by distance. */
export interface Closure {
  /** Each once; the sources first. */
  readonly nodes: Int32Array;
  /** `nodes[bounds[d]]` up to `nodes[bounds[d + 1]]` are at distance d. */
  readonly bounds: readonly number[];
  readonly cut: Cut;
}

/**
 * Everything reachable from a set of nodes, with exact distances: breadth-first search by levels (Moore 1959; Cormen et
 * al., Introduction to Algorithms, 20.2). Cycles, self-loops and parallel edges cost one look each.
 *
 * A node hidden by the mask is neither reported nor walked through. A walk cut at a depth says so only when something
 * lies beyond; a walk cut by its budget reports nodes whose distances are exact, but not all of them.
 *
 * Cost: O(nodes + edges reached), no allocation but the answer. Precondition: sources distinct and let through.
 * @param depth farthest distance walked, `Infinity` for all.
 */
export function closure(walk: Walk, sources: readonly number[], depth: number): Closure {
  const { scratch } = walk;
  scratch.start(sources);
  let tail = sources.length;
  const bounds = [0, tail];
  let cut: Cut = null;
  while (cut === null) {
    const [first, last] = [bounds.at(-2) as number, tail];
    if (first === last) break;
    if (bounds.length - 2 >= depth) {
      cut = leadsOn(walk, first, last) ? 'DEPTH' : null;
      break;
    }
    tail = expand(walk, first, last, tail);
    if (scratch.looked > walk.budget) cut = 'BUDGET';
    if (tail > last) bounds.push(tail);
    else break;
  }
  const nodes = scratch.queue.slice(0, tail);
  scratch.forget(0, tail);
  return { nodes, bounds, cut };
}

/** Nodes tried at once. */
const STRIDE = 64;

/** Whether an unvisited node follows one of the last level. Marks nothing. */
function leadsOn(walk: Walk, first: number, last: number): boolean {
  const { scratch } = walk;
  for (let from = first; from < last; from += STRIDE) {
    const found = expand(walk, from, Math.min(from + STRIDE, last), last);
    scratch.forget(last, found);
    // Over the budget nobody knows; more is the safe answer.
    if (found > last || scratch.looked > walk.budget) return true;
  }
  return false;
}

/** Distance of the node at an index of a closure. O(log levels). */
export function distanceAt({ bounds }: Closure, index: number): number {
  let [low, high] = [0, bounds.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bounds[middle] as number) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
