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

/**
 * All open edges are followed, and no other: no times are read, nor edges that repeat others. Nodes are taken some tens at
 * a time; where all their edges stand in rows and fit the limit, nothing is asked between one edge and the next.
 */
function expandOpen(walk: Walk, first: number, last: number, tail: number, limit: number): number {
  const { adjacency, scratch } = walk;
  let t = tail;
  let i = first;
  while (i < last && (scratch.looked <= limit || i === first)) {
    const end = Math.min(i + GATHERED, last);
    const looked = scratch.looked + gather(adjacency, scratch, i, end);
    if (looked <= limit) {
      scratch.looked = looked;
      t = pushRows(scratch, adjacency.ends, end - i, t);
      i = end;
    } else {
      t = expandOneByOne(walk, i, end, t, limit);
      i = scratch.head;
    }
  }
  scratch.head = i;
  return t;
}

/** As `expandOpen`, where some nodes are hidden. */
function expandVisible(walk: Walk, mask: Uint8Array, first: number, last: number, tail: number, limit: number): number {
  const { adjacency, scratch } = walk;
  let t = tail;
  let i = first;
  while (i < last && (scratch.looked <= limit || i === first)) {
    const end = Math.min(i + GATHERED, last);
    const looked = scratch.looked + gather(adjacency, scratch, i, end);
    if (looked <= limit) {
      scratch.looked = looked;
      t = pushVisibleRows(scratch, adjacency.ends, mask, end - i, t);
      i = end;
    } else {
      t = expandOneByOne(walk, i, end, t, limit);
      i = scratch.head;
    }
  }
  scratch.head = i;
  return t;
}

/**
 * Looks up the rows of some nodes of the queue, and reads the first edge of each: a processor fetches what independent
 * reads ask for at the same time, while nodes taken one by one wait for memory twice each.
 * @returns how many nodes and edges these are; when the rows of any of them are not all there is, `NaN`, which is within
 *   no limit, an infinite one included.
 */
function gather({ rows, ends }: Adjacency, scratch: Scratch, first: number, last: number): number {
  const { queue, rowStarts, rowEnds } = scratch;
  let late = 0;
  let edges = 0;
  for (let i = first; i < last; i++) {
    const row = (queue[i] as number) * 2;
    const from = rows[row] as number;
    const to = rows[row + 1] as number;
    rowStarts[i - first] = from;
    rowEnds[i - first] = to;
    edges += to - from;
    late |= to;
  }
  let read = 0;
  for (let k = 0; k < last - first; k++) read ^= ends[rowStarts[k] as number] as number;
  scratch.readAhead = read;
  return late < 0 ? Number.NaN : edges + last - first;
}

/** Pushes the rows that were gathered. */
function pushRows(
  { visited, queue, rowStarts, rowEnds }: Scratch,
  ends: Int32Array,
  rows: number,
  tail: number,
): number {
  let t = tail;
  for (let k = 0; k < rows; k++) {
    const to = rowEnds[k] as number;
    for (let position = rowStarts[k] as number; position < to; position++) {
      const end = ends[position] as number;
      queue[t] = end;
      t += (visited[end] as number) ^ 1;
      visited[end] = 1;
    }
  }
  return t;
}

/** Pushes what the mask lets through of the rows that were gathered. */
function pushVisibleRows(
  { visited, queue, rowStarts, rowEnds }: Scratch,
  ends: Int32Array,
  mask: Uint8Array,
  rows: number,
  tail: number,
): number {
  let t = tail;
  for (let k = 0; k < rows; k++) {
    const to = rowEnds[k] as number;
    for (let position = rowStarts[k] as number; position < to; position++) {
      const end = ends[position] as number;
      const found = (mask[end] as number) & ((visited[end] as number) ^ 1);
      queue[t] = end;
      t += found;
      visited[end] = (visited[end] as number) | found;
    }
  }
  return t;
}

/** The open edges of some nodes, where the limit may be reached or edges stand in the overlay. */
function expandOneByOne(walk: Walk, first: number, last: number, tail: number, limit: number): number {
  const { adjacency, scratch } = walk;
  const { baseNodes, offsets, distinctEnds, ends, overlayHead } = adjacency;
  const { visited, queue, everything } = scratch;
  const mask = walk.mask ?? everything;
  let t = tail;
  let i = first;
  for (; i < last && (scratch.looked <= limit || i === first); i++) {
    const node = queue[i] as number;
    const from = node < baseNodes ? (offsets[node] as number) : 0;
    const to = node < baseNodes ? (distinctEnds[node] as number) : 0;
    scratch.looked += 1 + to - from;
    for (let position = from; position < to; position++) {
      const end = ends[position] as number;
      const found = (mask[end] as number) & ((visited[end] as number) ^ 1);
      queue[t] = end;
      t += found;
      visited[end] = (visited[end] as number) | found;
    }
    if ((overlayHead[node] as number) !== 0) t = expandOverlay(walk, node, t);
  }
  scratch.head = i;
  return t;
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
