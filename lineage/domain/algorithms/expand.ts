import { type Adjacency, type EdgeTimes, isLive, type TimeWindow } from './adjacency.ts';
import type { Allowance } from './allowance.ts';
import { GATHERED, type Scratch } from './scratch.ts';

/** Which edges are followed, by a byte that each of them has. */
export interface EdgeFilter {
  /** By slot: a number from 0 to 31. */
  readonly codes: Uint8Array;
  /** Bit c is 1 when edges with the code c are followed. */
  readonly allowed: number;
}

/** What is followed, whichever way. */
export interface Following extends Allowance {
  readonly window: TimeWindow;
  /** By node: 1 for nodes that may be entered; null for all. */
  readonly mask: Uint8Array | null;
  /** Absent or null: edges with any code. */
  readonly filter?: EdgeFilter | null | undefined;
}

/** What a walk follows. */
export interface Walk extends Following {
  readonly adjacency: Adjacency;
  readonly scratch: Scratch;
}

/** Whether an edge is followed: live in the window, and let through by the filter. */
export const follows =
  ({ window, filter = null }: Following, times: EdgeTimes) =>
  (slot: number): boolean =>
    (isLive(times, slot, window.valid, window.recorded) & passes(filter, slot)) === 1;

/** 1 when a filter lets an edge through, else 0. */
export const passes = (filter: EdgeFilter | null, slot: number): number =>
  filter === null ? 1 : (filter.allowed >>> (filter.codes[slot] as number)) & 1;

/**
 * Expands some nodes of the queue: puts their unvisited live neighbours that the mask lets through behind `tail` and
 * marks them. Stops after the node at which `scratch.looked` goes over a limit; `scratch.head` is the first node that
 * was not expanded. At least one node is.
 *
 * The push does not branch: the neighbour is written, and the tail moves by 0 or 1. Mispredicted branches are the top
 * cost of a closure otherwise. One call takes many nodes, so that the arrays are at hand in registers.
 * @returns the new tail.
 */
export function expand(walk: Walk, first: number, last: number, tail: number, limit = walk.budget): number {
  const { window, mask, filter = null, scratch } = walk;
  if (filter !== null) return expandFiltered(walk, mask ?? scratch.everything, filter, first, last, tail, limit);
  if (!window.openIsLive) return expandLive(walk, mask ?? scratch.everything, first, last, tail, limit);
  if (mask !== null) return expandVisible(walk, mask, first, last, tail, limit);
  return expandOpen(walk, first, last, tail, limit);
}

/** All open edges are followed, and no other: no times are read, nor edges that repeat others. */
function expandOpen(walk: Walk, first: number, last: number, tail: number, limit: number): number {
  const { adjacency, scratch } = walk;
  const { ends, overlayHead } = adjacency;
  const { visited, queue, rowStarts, rowEnds } = scratch;
  let looked = scratch.looked;
  let t = tail;
  let i = first;
  while (i < last && (looked <= limit || i === first)) {
    const batch = i;
    const end = Math.min(batch + GATHERED, last);
    const overlaid = gather(adjacency, scratch, batch, end);
    for (; i < end && (looked <= limit || i === first); i++) {
      const from = rowStarts[i - batch] as number;
      const to = rowEnds[i - batch] as number;
      looked += 1 + to - from;
      for (let position = from; position < to; position++) {
        const node = ends[position] as number;
        queue[t] = node;
        t += (visited[node] as number) ^ 1;
        visited[node] = 1;
      }
      if (overlaid && (overlayHead[queue[i] as number] as number) !== 0) {
        scratch.looked = looked;
        t = expandOverlay(walk, queue[i] as number, t);
        looked = scratch.looked;
      }
    }
  }
  scratch.looked = looked;
  scratch.head = i;
  return t;
}

/** As `expandOpen`, where some nodes are hidden. */
function expandVisible(walk: Walk, mask: Uint8Array, first: number, last: number, tail: number, limit: number): number {
  const { adjacency, scratch } = walk;
  const { ends, overlayHead } = adjacency;
  const { visited, queue, rowStarts, rowEnds } = scratch;
  let looked = scratch.looked;
  let t = tail;
  let i = first;
  while (i < last && (looked <= limit || i === first)) {
    const batch = i;
    const end = Math.min(batch + GATHERED, last);
    const overlaid = gather(adjacency, scratch, batch, end);
    for (; i < end && (looked <= limit || i === first); i++) {
      const from = rowStarts[i - batch] as number;
      const to = rowEnds[i - batch] as number;
      looked += 1 + to - from;
      for (let position = from; position < to; position++) {
        const node = ends[position] as number;
        const found = (mask[node] as number) & ((visited[node] as number) ^ 1);
        queue[t] = node;
        t += found;
        visited[node] = (visited[node] as number) | found;
      }
      if (overlaid && (overlayHead[queue[i] as number] as number) !== 0) {
        scratch.looked = looked;
        t = expandOverlay(walk, queue[i] as number, t);
        looked = scratch.looked;
      }
    }
  }
  scratch.looked = looked;
  scratch.head = i;
  return t;
}

/**
 * Looks up where the distinct open edges of some nodes of the queue stand, and reads the first of each: a processor
 * fetches what independent reads ask for at the same time, while nodes taken one by one wait for memory twice each.
 * Some tens of nodes at a time are enough.
 * @returns whether any of the nodes has edges in the overlay.
 */
function gather(adjacency: Adjacency, scratch: Scratch, first: number, last: number): boolean {
  const { baseNodes, offsets, distinctEnds, ends, overlayHead } = adjacency;
  const { queue, rowStarts, rowEnds } = scratch;
  let overlaid = 0;
  for (let i = first; i < last; i++) {
    const node = queue[i] as number;
    const inBase = node < baseNodes;
    rowStarts[i - first] = inBase ? (offsets[node] as number) : 0;
    rowEnds[i - first] = inBase ? (distinctEnds[node] as number) : 0;
    overlaid |= overlayHead[node] as number;
  }
  // The row of a node without edges may begin behind the last edge of all; a read outside of an array is slow.
  const furthest = ends.length - 1;
  let read = 0;
  for (let k = 0; k < last - first; k++) read ^= ends[Math.min(rowStarts[k] as number, furthest)] as number;
  scratch.readAhead = read;
  return overlaid !== 0;
}

/** Every edge is tested for both its times, and its end for the mask. */
function expandLive(walk: Walk, mask: Uint8Array, first: number, last: number, tail: number, limit: number): number {
  const { adjacency, scratch, window } = walk;
  const { baseNodes, offsets, ends, slots, times, overlayHead } = adjacency;
  const { visited, queue } = scratch;
  const { valid, recorded } = window;
  let looked = scratch.looked;
  let t = tail;
  let i = first;
  for (; i < last && (looked <= limit || i === first); i++) {
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
  scratch.head = i;
  return t;
}

/** As `expandLive`, where the code of an edge counts too. */
function expandFiltered(
  walk: Walk,
  mask: Uint8Array,
  filter: EdgeFilter,
  first: number,
  last: number,
  tail: number,
  limit: number,
): number {
  const { adjacency, scratch, window } = walk;
  const { baseNodes, offsets, ends, slots, times, overlayHead } = adjacency;
  const { visited, queue } = scratch;
  const { valid, recorded } = window;
  const { codes, allowed } = filter;
  let looked = scratch.looked;
  let t = tail;
  let i = first;
  for (; i < last && (looked <= limit || i === first); i++) {
    const node = queue[i] as number;
    if (node < baseNodes) {
      const from = offsets[node] as number;
      const to = offsets[node + 1] as number;
      looked += 1 + to - from;
      for (let position = from; position < to; position++) {
        const end = ends[position] as number;
        const slot = slots === null ? position : (slots[position] as number);
        const followed = isLive(times, slot, valid, recorded) & (allowed >>> (codes[slot] as number)) & 1;
        const found = followed & (mask[end] as number) & ((visited[end] as number) ^ 1);
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
  scratch.head = i;
  return t;
}

/** The overlay is a small part of the graph, so one way of following it is enough. */
function expandOverlay({ adjacency, window, mask, filter = null, scratch }: Walk, node: number, tail: number): number {
  const { overlayHead, overlayNext, overlayEnds, firstOverlaySlot, times } = adjacency;
  const { visited, queue, everything } = scratch;
  const visible = mask ?? everything;
  let t = tail;
  for (let entry = overlayHead[node] as number; entry !== 0; ) {
    const slot = entry - 1;
    const end = overlayEnds[slot] as number;
    const live = isLive(times, slot, window.valid, window.recorded) & passes(filter, slot);
    const found = live & (visible[end] as number) & ((visited[end] as number) ^ 1);
    queue[t] = end;
    t += found;
    visited[end] = (visited[end] as number) | found;
    entry = overlayNext[slot - firstOverlaySlot] as number;
    scratch.looked += 1;
  }
  return t;
}
