import type { Adjacency, TimeWindow } from './adjacency.ts';
import { expand } from './expand.ts';
import type { Scratch } from './scratch.ts';

/** What bounds a walk. */
export interface WalkLimits {
  /** Farthest distance walked, `Infinity` for all. */
  readonly depth: number;
  /** Most edges looked at. */
  readonly edges: number;
}

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
 */
export function closure(
  adjacency: Adjacency,
  sources: readonly number[],
  window: TimeWindow,
  mask: Uint8Array | null,
  limits: WalkLimits,
  scratch: Scratch,
): Closure {
  const { queue, visited } = scratch;
  let tail = 0;
  for (const source of sources) {
    queue[tail++] = source;
    visited[source] = 1;
  }
  const bounds = [0, tail];
  let head = 0;
  let looked = 0;
  let cut: Cut = null;
  while (head < tail && cut === null) {
    const levelEnd = tail;
    const deepest = bounds.length - 2 >= limits.depth;
    for (; head < levelEnd; head++) {
      const node = queue[head] as number;
      looked += 1 + degree(adjacency, node);
      if (looked > limits.edges) {
        cut = 'BUDGET';
        break;
      }
      const found = expand(adjacency, node, tail, window, mask, scratch);
      if (deepest && found > tail) {
        for (let i = tail; i < found; i++) visited[queue[i] as number] = 0;
        cut = 'DEPTH';
        break;
      }
      tail = found;
    }
    if (tail > levelEnd) bounds.push(tail);
  }
  const nodes = queue.slice(0, tail);
  scratch.clear(tail);
  return { nodes, bounds, cut };
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

/** Edges of the base that a step looks at, at most; the overlay is a small part of the graph and bounded itself. */
const degree = ({ baseNodes, offsets }: Adjacency, node: number): number =>
  node < baseNodes ? (offsets[node + 1] as number) - (offsets[node] as number) : 0;
