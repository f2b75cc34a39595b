import { type Adjacency, isLive, type TimeWindow } from './adjacency.ts';
import type { Scratch } from './scratch.ts';

/** What a walk follows. */
export interface Walk {
  readonly adjacency: Adjacency;
  readonly window: TimeWindow;
  /** By node: 1 for nodes that may be entered; null for all. */
  readonly mask: Uint8Array | null;
  /** Most edges and nodes looked at. */
  readonly budget: number;
  readonly scratch: Scratch;
}

/**
 * Expands some nodes of the queue: puts their unvisited live neighbours that the mask lets through behind `tail` and
 * marks them. Stops after the node at which `scratch.looked` goes over the budget.
 *
 * The push does not branch: the neighbour is written, and the tail moves by 0 or 1. Mispredicted branches are the top
 * cost of a closure otherwise. One call takes many nodes, so that the arrays are at hand in registers.
 * @returns the new tail.
 */
export function expand(walk: Walk, first: number, last: number, tail: number): number {
  if (!walk.window.openIsLive) return expandLive(walk, walk.mask ?? walk.scratch.everything, first, last, tail);
  if (walk.mask !== null) return expandVisible(walk, walk.mask, first, last, tail);
  return expandOpen(walk, first, last, tail);
}

/** All open edges are followed, and no other: no times are read. */
function expandOpen(walk: Walk, first: number, last: number, tail: number): number {
  const { adjacency, budget, scratch } = walk;
  const { baseNodes, offsets, openEnds, ends, overlayHead } = adjacency;
  const { visited, queue } = scratch;
  let looked = scratch.looked;
  let t = tail;
  for (let i = first; i < last && looked <= budget; i++) {
    const node = queue[i] as number;
    if (node < baseNodes) {
      const from = offsets[node] as number;
      const to = openEnds[node] as number;
      looked += 1 + to - from;
      for (let position = from; position < to; position++) {
        const end = ends[position] as number;
        queue[t] = end;
        t += (visited[end] as number) ^ 1;
        visited[end] = 1;
      }
    }
    if ((overlayHead[node] as number) !== 0) {
      scratch.looked = looked;
      t = expandOverlay(walk, node, t);
      looked = scratch.looked;
    }
  }
  scratch.looked = looked;
  return t;
}

/** As `expandOpen`, where some nodes are hidden. */
function expandVisible(walk: Walk, mask: Uint8Array, first: number, last: number, tail: number): number {
  const { adjacency, budget, scratch } = walk;
  const { baseNodes, offsets, openEnds, ends, overlayHead } = adjacency;
  const { visited, queue } = scratch;
  let looked = scratch.looked;
  let t = tail;
  for (let i = first; i < last && looked <= budget; i++) {
    const node = queue[i] as number;
    if (node < baseNodes) {
      const from = offsets[node] as number;
      const to = openEnds[node] as number;
      looked += 1 + to - from;
      for (let position = from; position < to; position++) {
        const end = ends[position] as number;
        const found = (mask[end] as number) & ((visited[end] as number) ^ 1);
        queue[t] = end;
        t += found;
        visited[end] = (visited[end] as number) | found;
      }
    }
    if ((overlayHead[node] as number) !== 0) {
      scratch.looked = looked;
      t = expandOverlay(walk, node, t);
      looked = scratch.looked;
    }
  }
  scratch.looked = looked;
  return t;
}

/** Every edge is tested for both its times, and its end for the mask. */
function expandLive(walk: Walk, mask: Uint8Array, first: number, last: number, tail: number): number {
  const { adjacency, budget, scratch, window } = walk;
  const { baseNodes, offsets, ends, slots, times, overlayHead } = adjacency;
  const { visited, queue } = scratch;
  const { valid, recorded } = window;
  let looked = scratch.looked;
  let t = tail;
  for (let i = first; i < last && looked <= budget; i++) {
    const node = queue[i] as number;
    if (node < baseNodes) {
      const from = offsets[node] as number;
      const to = offsets[node + 1] as number;
      looked += 1 + to - from;
      for (let position = from; position < to; position++) {
        const end = ends[position] as number;
        const slot = slots === null ? position : (slots[position] as number);
        const found = isLive(times, slot, valid, recorded) & (mask[end] as number) & ((visited[end] as number) ^ 1);
        queue[t] = end;
        t += found;
        visited[end] = (visited[end] as number) | found;
      }
    }
    if ((overlayHead[node] as number) !== 0) {
      scratch.looked = looked;
      t = expandOverlay(walk, node, t);
      looked = scratch.looked;
    }
  }
  scratch.looked = looked;
  return t;
}

/** The overlay is a small part of the graph, so one way of following it is enough. */
function expandOverlay({ adjacency, window, mask, scratch }: Walk, node: number, tail: number): number {
  const { overlayHead, overlayNext, overlayEnds, firstOverlaySlot, times } = adjacency;
  const { visited, queue, everything } = scratch;
  const visible = mask ?? everything;
  let t = tail;
  for (let entry = overlayHead[node] as number; entry !== 0; ) {
    const slot = entry - 1;
    const end = overlayEnds[slot] as number;
    const live = isLive(times, slot, window.valid, window.recorded);
    const found = live & (visible[end] as number) & ((visited[end] as number) ^ 1);
    queue[t] = end;
    t += found;
    visited[end] = (visited[end] as number) | found;
    entry = overlayNext[slot - firstOverlaySlot] as number;
    scratch.looked += 1;
  }
  return t;
}
