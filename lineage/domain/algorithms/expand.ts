import { type Adjacency, isLive, type TimeWindow } from './adjacency.ts';
import type { Scratch } from './scratch.ts';

/**
 * One step of a breadth-first walk: puts the unvisited live neighbours of a node that the mask lets through into the
 * queue, from `tail` on, and marks them.
 *
 * The push does not branch: the neighbour is written, and the tail moves by 0 or 1. Mispredicted branches are the top
 * cost of a closure otherwise. Cost: the edges of the node.
 * @returns the new tail.
 */
export function expand(
  adjacency: Adjacency,
  node: number,
  tail: number,
  window: TimeWindow,
  mask: Uint8Array | null,
  scratch: Scratch,
): number {
  let end = tail;
  if (node < adjacency.baseNodes) {
    end =
      window.openIsLive && mask === null
        ? expandOpen(adjacency, node, end, scratch.visited, scratch.queue)
        : expandLive(adjacency, node, end, window, mask ?? scratch.everything, scratch.visited, scratch.queue);
  }
  return (adjacency.overlayHead[node] as number) === 0
    ? end
    : expandOverlay(adjacency, node, end, window, mask ?? scratch.everything, scratch.visited, scratch.queue);
}

function expandOpen(
  { offsets, openEnds, ends }: Adjacency,
  node: number,
  tail: number,
  visited: Uint8Array,
  queue: Int32Array,
): number {
  const last = openEnds[node] as number;
  let t = tail;
  for (let position = offsets[node] as number; position < last; position++) {
    const end = ends[position] as number;
    queue[t] = end;
    t += (visited[end] as number) ^ 1;
    visited[end] = 1;
  }
  return t;
}

function expandLive(
  { offsets, openEnds, ends, slots, times }: Adjacency,
  node: number,
  tail: number,
  window: TimeWindow,
  mask: Uint8Array,
  visited: Uint8Array,
  queue: Int32Array,
): number {
  const { valid, recorded } = window;
  const last = window.openIsLive ? (openEnds[node] as number) : (offsets[node + 1] as number);
  let t = tail;
  for (let position = offsets[node] as number; position < last; position++) {
    const end = ends[position] as number;
    const slot = slots === null ? position : (slots[position] as number);
    const found = isLive(times, slot, valid, recorded) & (mask[end] as number) & ((visited[end] as number) ^ 1);
    queue[t] = end;
    t += found;
    visited[end] = (visited[end] as number) | found;
  }
  return t;
}

function expandOverlay(
  { overlayHead, overlayNext, overlayEnds, firstOverlaySlot, times }: Adjacency,
  node: number,
  tail: number,
  { valid, recorded }: TimeWindow,
  mask: Uint8Array,
  visited: Uint8Array,
  queue: Int32Array,
): number {
  let t = tail;
  for (let entry = overlayHead[node] as number; entry !== 0; ) {
    const slot = entry - 1;
    const end = overlayEnds[slot] as number;
    const found = isLive(times, slot, valid, recorded) & (mask[end] as number) & ((visited[end] as number) ^ 1);
    queue[t] = end;
    t += found;
    visited[end] = (visited[end] as number) | found;
    entry = overlayNext[slot - firstOverlaySlot] as number;
  }
  return t;
}
