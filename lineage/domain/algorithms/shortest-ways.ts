import { type Adjacency, forEachEdge } from './adjacency.ts';
import type { Cut } from './closure.ts';
import { expand, type Following, follows, type Walk } from './expand.ts';
import type { Scratch } from './scratch.ts';

/** What is searched between two sets of nodes. */
export interface PairSearch extends Following {
  readonly forward: Adjacency;
  readonly backward: Adjacency;
  /** One for each end. */
  readonly scratch: readonly [Scratch, Scratch];
}

/** All shortest paths between two sets of nodes at once. */
export interface ShortestWays {
  /** Exact distance from the nearest start: of all nodes on these paths, and of some others that are nearer. */
  readonly distances: ReadonlyMap<number, number>;
  /** Where these paths end: the nearest of the targets; empty when no path was found. */
  readonly targets: readonly number[];
  readonly cut: Cut;
}

interface Side {
  readonly walk: Walk;
  /** As in `Closure`; the last level may be empty. */
  readonly bounds: number[];
}

const NONE: ShortestWays = { distances: new Map(), targets: [], cut: null };

/**
 * Where the shortest paths lie from any of some nodes to any of others: breadth-first search from both ends, always by
 * the level with fewer nodes (Pohl 1971, with whole levels). Before a level is walked the two sides share no node, so
 * all nodes that they share after it lie on shortest paths.
 *
 * Cost: O(edges within half the distance of the ends). Preconditions as for `closure`.
 */
export function shortestWays(search: PairSearch, from: readonly number[], to: readonly number[]): ShortestWays {
  const { scratch, budget, isLate } = search;
  const forward = openSide({ ...search, adjacency: search.forward, scratch: scratch[0] }, from);
  const backward = openSide({ ...search, adjacency: search.backward, scratch: scratch[1] }, to);
  try {
    let meeting = from.filter((node) => scratch[1].visited[node] === 1);
    while (meeting.length === 0) {
      const side = levelOf(forward).length <= levelOf(backward).length ? forward : backward;
      const other = side === forward ? backward : forward;
      if (levelOf(side).length === 0) return NONE;
      walkLevel(side);
      if (scratch[0].looked + scratch[1].looked > budget || isLate?.() === true) return { ...NONE, cut: 'BUDGET' };
      meeting = Array.from(levelOf(side)).filter((node) => other.walk.scratch.visited[node] === 1);
    }
    return waysThrough(meeting, forward, backward);
  } finally {
    for (const { walk, bounds } of [forward, backward]) walk.scratch.forget(0, bounds.at(-1) as number);
  }
}

function openSide(walk: Walk, sources: readonly number[]): Side {
  walk.scratch.start(sources);
  return { walk, bounds: [0, sources.length] };
}

const levelOf = ({ walk, bounds }: Side): Int32Array => walk.scratch.queue.subarray(bounds.at(-2), bounds.at(-1));

function walkLevel({ walk, bounds }: Side): void {
  const [first, last] = [bounds.at(-2) as number, bounds.at(-1) as number];
  bounds.push(expand(walk, first, last, last));
}

/**
 * Gives every node on a shortest path its distance from the start: forward levels know theirs; from the meeting nodes on
 * the backward levels are followed down to the targets.
 */
function waysThrough(meeting: readonly number[], forward: Side, backward: Side): ShortestWays {
  const { adjacency } = forward.walk;
  const isFollowed = follows(forward.walk, adjacency.times);
  const distances = distancesOf(forward);
  const toTarget = distancesOf(backward);
  const half = forward.bounds.length - 2;
  const rest = backward.bounds.length - 2;
  let frontier = meeting;
  for (const node of meeting) distances.set(node, half);
  for (let left = rest - 1; left >= 0; left--) {
    const next: number[] = [];
    for (const node of frontier) {
      forEachEdge(adjacency, node, (end, slot) => {
        if (distances.has(end) || toTarget.get(end) !== left || !isFollowed(slot)) return;
        distances.set(end, half + rest - left);
        next.push(end);
      });
    }
    frontier = next;
  }
  return { distances, targets: frontier, cut: null };
}

function distancesOf({ walk, bounds }: Side): Map<number, number> {
  const levels = new Map<number, number>();
  for (let level = 0; level + 1 < bounds.length; level++) {
    for (let i = bounds[level] as number; i < (bounds[level + 1] as number); i++) {
      levels.set(walk.scratch.queue[i] as number, level);
    }
  }
  return levels;
}
