import { STRIDE } from './allowance.ts';
import { expand, type Walk } from './expand.ts';

/** How a walk was cut short; null when it saw all there is. */
export type Cut = 'DEPTH' | 'BUDGET' | null;

/** The nodes reached, by distance. */
export interface Closure {
  /** Each once; the sources first. */
  readonly nodes: Int32Array;
  /** `nodes[bounds[d]]` up to `nodes[bounds[d + 1]]` are at distance d. */
  readonly bounds: readonly number[];
  /** Index of the first node whose edges were not followed: where a cut closure goes on. */
  readonly next: number;
  readonly cut: Cut;
}

/**
 * Everything reachable from a set of nodes, with exact distances: breadth-first search by levels (Moore 1959; Cormen et
 * al., Introduction to Algorithms, 20.2). Cycles, self-loops and parallel edges cost one look each.
 *
 * A node hidden by the mask is neither reported nor walked through. A walk cut at a depth says so only when something
 * lies beyond; a walk cut by its budget or its time reports nodes whose distances are exact, but not all of them, and
 * `resume` goes on from there.
 *
 * Cost: O(nodes + edges reached), no allocation but the answer. Precondition: sources distinct and let through.
 * @param depth farthest distance walked, `Infinity` for all.
 */
export function closure(walk: Walk, sources: ArrayLike<number>, depth: number): Closure {
  walk.scratch.start(sources);
  return goOn(walk, [0, sources.length], 0, depth);
}

/**
 * Goes on with a closure that was cut, with a budget of its own: the nodes of the earlier one come first and in the same
 * places, so what stands behind them is new, and nothing is missed or repeated. At least one node more is expanded.
 *
 * Cost: O(nodes reached before + edges reached anew). Precondition: the walk and the graph are those of the earlier one;
 * the depth is not less.
 */
export function resume(walk: Walk, { nodes, bounds, next }: Closure, depth: number): Closure {
  walk.scratch.start(nodes);
  return goOn(walk, [...bounds], next, depth);
}

/** Walks on from a place in the queue; `bounds` is that of the queue so far, its last level perhaps not all found. */
function goOn(walk: Walk, bounds: number[], next: number, depth: number): Closure {
  const { scratch } = walk;
  scratch.head = next;
  let tail = bounds.at(-1) as number;
  let cut: Cut = null;
  while (scratch.head < tail && cut === null) {
    // The level that is expanded is the last, or the one before it when part of the last was found already.
    const found = scratch.head < (bounds.at(-2) as number);
    const last = found ? (bounds.at(-2) as number) : tail;
    const distance = bounds.length - (found ? 3 : 2);
    if (distance >= depth) {
      cut = beyond(walk, tail);
      break;
    }
    tail = expandLevel(walk, last, tail);
    if (found) bounds[bounds.length - 1] = tail;
    else if (tail > last) bounds.push(tail);
    if (scratch.head < tail && isOver(walk)) cut = 'BUDGET';
  }
  const answer = { nodes: scratch.queue.slice(0, tail), bounds, next: scratch.head, cut };
  scratch.forget(0, tail);
  return answer;
}

/** Expands from the head on to the end of a level, or until the allowance is used up. @returns the new tail. */
function expandLevel(walk: Walk, last: number, tail: number): number {
  const { scratch, budget, isLate } = walk;
  let t = tail;
  do {
    const limit = isLate === undefined ? budget : Math.min(budget, scratch.looked + STRIDE);
    t = expand(walk, scratch.head, last, t, limit);
  } while (scratch.head < last && !isOver(walk));
  return t;
}

const isOver = ({ scratch, budget, isLate }: Walk): boolean => scratch.looked > budget || isLate?.() === true;

/** Nodes tried at once. */
const TRIED = 64;

/**
 * DEPTH when an unvisited node follows one that was not expanded, null when none does, BUDGET when that was not found
 * out. Marks nothing; the head moves over nodes that lead to nothing new, for they need not be expanded again.
 */
function beyond(walk: Walk, tail: number): Cut {
  const { scratch } = walk;
  while (scratch.head < tail) {
    const from = scratch.head;
    const found = expand(walk, from, Math.min(from + TRIED, tail), tail);
    scratch.forget(tail, found);
    if (found > tail) {
      scratch.head = from;
      return 'DEPTH';
    }
    if (scratch.head < tail && isOver(walk)) return 'BUDGET';
  }
  return null;
}

/** Distance of the node at an index of a closure. O(log levels). */
export function distanceAt({ bounds }: Pick<Closure, 'bounds'>, index: number): number {
  let [low, high] = [0, bounds.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bounds[middle] as number) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
