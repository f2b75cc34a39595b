import type { Adjacency } from '../algorithms/adjacency.ts';
import { type LabelArray, type LabelScheme, passedBy } from './label-scheme.ts';

/** The edges of a graph as arrays, which threads can share. */
export interface LaidOutEdges {
  /** Edges by source. */
  readonly adjacency: Adjacency;
  /** By slot: kind of the edge; 0 for one over which nothing passes, or which is not there. */
  readonly kinds: Uint8Array;
}

/**
 * Spreads labels from some nodes as far as they go: a monotone worklist (Kildall 1973 on sets of labels), a node looked
 * at again only when it gained one. Nothing but arrays: it can be done by any thread.
 *
 * Cost: O(nodes + edges), an edge at most once a label; 5 bytes a node.
 * @param seeds labels that nodes have by themselves.
 * @param arrived labels that arrived, by node; is added to.
 */
export function spreadLabels(
  { adjacency, kinds }: LaidOutEdges,
  scheme: LabelScheme,
  seeds: LabelArray,
  arrived: LabelArray,
): void {
  const { baseNodes, offsets, ends, slots, overlayHead, overlayNext, overlayEnds, firstOverlaySlot } = adjacency;
  const count = seeds.length;
  const ring = new Int32Array(Math.max(1, count));
  const waits = new Uint8Array(count);
  let [head, tail, length] = [0, 0, 0];
  for (let node = 0; node < count; node++) {
    if (seeds[node] === 0 && arrived[node] === 0) continue;
    waits[node] = 1;
    ring[tail++] = node;
    length += 1;
  }
  if (tail === ring.length) tail = 0;
  const add = (node: number): void => {
    if (waits[node] === 1) return;
    waits[node] = 1;
    ring[tail] = node;
    tail = tail + 1 === ring.length ? 0 : tail + 1;
    length += 1;
  };
  while (length > 0) {
    const node = ring[head] as number;
    head = head + 1 === ring.length ? 0 : head + 1;
    length -= 1;
    waits[node] = 0;
    const mask = (seeds[node] as number) | (arrived[node] as number);
    if (node < baseNodes) {
      const last = offsets[node + 1] as number;
      for (let position = offsets[node] as number; position < last; position++) {
        const kind = kinds[slots === null ? position : (slots[position] as number)] as number;
        if (kind === 0) continue;
        const end = ends[position] as number;
        const before = arrived[end] as number;
        const after = before | passedBy(scheme, kind, mask);
        if (after === before) continue;
        arrived[end] = after;
        add(end);
      }
    }
    for (let entry = overlayHead[node] ?? 0; entry !== 0; ) {
      const slot = entry - 1;
      const end = overlayEnds[slot] as number;
      const before = arrived[end] as number;
      const after = before | passedBy(scheme, kinds[slot] as number, mask);
      if (after !== before) {
        arrived[end] = after;
        add(end);
      }
      entry = overlayNext[slot - firstOverlaySlot] as number;
    }
  }
}
