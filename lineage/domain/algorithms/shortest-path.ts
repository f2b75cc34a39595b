import { type Adjacency, forEachEdge, isLive, type TimeWindow } from './adjacency.ts';
import type { Cut } from './closure.ts';
import { expand, type Walk } from './expand.ts';
import { type Explained, explain, type Path } from './explanation.ts';
import type { Scratch } from './scratch.ts';

/** What a search for a shortest path walks over. */
export interface PairSearch {
  readonly forward: Adjacency;
  readonly backward: Adjacency;
  readonly window: TimeWindow;
  /** As in `Walk`. */
  readonly mask: Uint8Array | null;
  /** Most edges and nodes looked at. */
  readonly budget: number;
  /** One for each end. */
  readonly scratch: readonly [Scratch, Scratch];
}

/** The shortest path between two sets of nodes; `path` is null when there is none, or none was found within the budget. */
export interface PairAnswer {
  readonly path: Path | null;
  readonly cut: Cut;
}

interface Side {
  readonly walk: Walk;
  /** As in `Closure`; the last level may be empty. */
  readonly bounds: number[];
}

/**
 * A shortest path from any of some nodes to any of others: breadth-first search from both ends, always by the level with
 * fewer nodes (Pohl 1971, with whole levels). Before a level is walked the two sides share no node, so all nodes that
 * they share after it lie on shortest paths. Of these paths the answer is the one that `explain` would choose.
 *
 * Cost: O(edges within half the distance of the ends). Preconditions as for `closure`.
 */
export function shortestPath(
  search: PairSearch,
  from: readonly number[],
  to: readonly number[],
  comesBefore: Explained['comesBefore'],
): PairAnswer {
  const { window, mask, budget, scratch } = search;
  const forward = openSide({ adjacency: search.forward, window, mask, budget, scratch: scratch[0] }, from);
  const backward = openSide({ adjacency: search.backward, window, mask, budget, scratch: scratch[1] }, to);
  try {
    let meeting = from.filter((node) => scratch[1].visited[node] === 1);
    while (meeting.length === 0) {
      const side = levelOf(forward).length <= levelOf(backward).length ? forward : backward;
      const other = side === forward ? backward : forward;
      if (levelOf(side).length === 0) return { path: null, cut: null };
      walkLevel(side);
      if (scratch[0].looked + scratch[1].looked > budget) return { path: null, cut: 'BUDGET' };
      meeting = Array.from(levelOf(side)).filter((node) => other.walk.scratch.visited[node] === 1);
    }
    return { path: pathThrough(meeting, forward, backward, comesBefore), cut: null };
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
 * the backward levels are followed down to the target. Then the path is chosen backward from the least target.
 */
function pathThrough(
  meeting: readonly number[],
  forward: Side,
  backward: Side,
  comesBefore: Explained['comesBefore'],
): Path {
  const { adjacency, window } = forward.walk;
  const distance = distances(forward);
  const toTarget = distances(backward);
  const live = (slot: number): boolean => isLive(adjacency.times, slot, window.valid, window.recorded) === 1;
  const half = forward.bounds.length - 2;
  const rest = backward.bounds.length - 2;
  let frontier = meeting;
  for (const node of meeting) distance.set(node, half);
  for (let left = rest - 1; left >= 0; left--) {
    const next: number[] = [];
    for (const node of frontier) {
      forEachEdge(adjacency, node, (end, slot) => {
        if (distance.has(end) || toTarget.get(end) !== left || !live(slot)) return;
        distance.set(end, half + rest - left);
        next.push(end);
      });
    }
    frontier = next;
  }
  // What is left are the targets at the end of a shortest path.
  const target = frontier.reduce((least, node) => (comesBefore(node, -1, least, -1) ? node : least));
  const distanceOf = (node: number): number => distance.get(node) ?? -1;
  return explain({ against: backward.walk.adjacency, distanceOf, isLive: live, comesBefore }, target);
}

function distances({ walk, bounds }: Side): Map<number, number> {
  const levels = new Map<number, number>();
  for (let level = 0; level + 1 < bounds.length; level++) {
    for (let i = bounds[level] as number; i < (bounds[level + 1] as number); i++) {
      levels.set(walk.scratch.queue[i] as number, level);
    }
  }
  return levels;
}
