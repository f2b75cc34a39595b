import { type Adjacency, forEachEdge, isLive, type TimeWindow } from './adjacency.ts';
import type { Cut } from './closure.ts';
import { expand } from './expand.ts';
import { type Explained, explain, type Path } from './explanation.ts';
import type { Scratch } from './scratch.ts';

/** What a search for a shortest path walks over. */
export interface PairSearch {
  readonly forward: Adjacency;
  readonly backward: Adjacency;
  readonly window: TimeWindow;
  readonly mask: Uint8Array | null;
  /** Most edges looked at. */
  readonly edges: number;
  /** One for each end. */
  readonly scratch: readonly [Scratch, Scratch];
}

/** The shortest path between two sets of nodes; `path` is null when there is none, or none was found within the budget. */
export interface PairAnswer {
  readonly path: Path | null;
  readonly cut: Cut;
}

interface Side {
  readonly adjacency: Adjacency;
  readonly scratch: Scratch;
  /** As in `Closure`. */
  readonly bounds: number[];
  tail: number;
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
  const forward = openSide(search.forward, search.scratch[0], from);
  const backward = openSide(search.backward, search.scratch[1], to);
  try {
    let meeting = from.filter((node) => backward.scratch.visited[node] === 1);
    let looked = 0;
    while (meeting.length === 0) {
      const side = levelSize(forward) <= levelSize(backward) ? forward : backward;
      const other = side === forward ? backward : forward;
      if (levelSize(side) === 0) return { path: null, cut: null };
      looked += levelCost(side);
      if (looked > search.edges) return { path: null, cut: 'BUDGET' };
      walkLevel(side, search);
      meeting = levelNodes(side).filter((node) => other.scratch.visited[node] === 1);
    }
    return { path: pathThrough(meeting, forward, backward, search, comesBefore), cut: null };
  } finally {
    forward.scratch.clear(forward.tail);
    backward.scratch.clear(backward.tail);
  }
}

function openSide(adjacency: Adjacency, scratch: Scratch, sources: readonly number[]): Side {
  sources.forEach((source, i) => {
    scratch.queue[i] = source;
    scratch.visited[source] = 1;
  });
  return { adjacency, scratch, bounds: [0, sources.length], tail: sources.length };
}

const levelStart = (side: Side): number => side.bounds.at(-2) as number;
const levelSize = (side: Side): number => side.tail - levelStart(side);
const levelNodes = (side: Side): number[] => [...side.scratch.queue.subarray(levelStart(side), side.tail)];

function levelCost({ adjacency, scratch, tail, bounds }: Side): number {
  let cost = 0;
  for (let i = bounds.at(-2) as number; i < tail; i++) {
    const node = scratch.queue[i] as number;
    cost += 1;
    if (node < adjacency.baseNodes) {
      cost += (adjacency.offsets[node + 1] as number) - (adjacency.offsets[node] as number);
    }
  }
  return cost;
}

function walkLevel(side: Side, { window, mask }: PairSearch): void {
  const levelEnd = side.tail;
  for (let i = levelStart(side); i < levelEnd; i++) {
    side.tail = expand(side.adjacency, side.scratch.queue[i] as number, side.tail, window, mask, side.scratch);
  }
  side.bounds.push(side.tail);
}

/**
 * Gives every node on a shortest path its distance from the start: forward levels know theirs; from the meeting nodes on
 * the backward levels are followed down to the target. Then the path is chosen backward from the least target.
 */
function pathThrough(
  meeting: readonly number[],
  forward: Side,
  backward: Side,
  { window }: PairSearch,
  comesBefore: Explained['comesBefore'],
): Path {
  const distance = levelsByNode(forward);
  const toTarget = levelsByNode(backward);
  const live = (slot: number): boolean => isLive(forward.adjacency.times, slot, window.valid, window.recorded) === 1;
  let frontier = [...meeting];
  const half = forward.bounds.length - 2;
  const rest = backward.bounds.length - 2;
  for (const node of meeting) distance.set(node, half);
  for (let left = rest - 1; left >= 0; left--) {
    const next: number[] = [];
    for (const node of frontier) {
      forEachEdge(forward.adjacency, node, (end, slot) => {
        if (distance.has(end) || toTarget.get(end) !== left || !live(slot)) return;
        distance.set(end, half + rest - left);
        next.push(end);
      });
    }
    frontier = next;
  }
  // The last frontier are the targets at the end of a shortest path.
  const target = frontier.reduce((least, node) => (comesBefore(node, -1, least, -1) ? node : least));
  const distanceOf = (node: number): number => distance.get(node) ?? -1;
  return explain({ against: backward.adjacency, distanceOf, isLive: live, comesBefore }, target);
}

function levelsByNode({ scratch, bounds }: Side): Map<number, number> {
  const levels = new Map<number, number>();
  for (let level = 0; level + 1 < bounds.length; level++) {
    for (let i = bounds[level] as number; i < (bounds[level + 1] as number); i++) {
      levels.set(scratch.queue[i] as number, level);
    }
  }
  return levels;
}
