import { sharedInts } from './shared-arrays.ts';

/** Where the edges of each job stand among all edges. */
export interface CompressedJobs {
  /** One more than there are nodes: the edges of job j stand at `offsets[j]` up to `offsets[j + 1]`. */
  readonly offsets: Int32Array;
  /** By position: the slot; the slots of a job ascend. */
  readonly slots: Int32Array;
}

/** The edges of jobs: those that were laid out, and linked lists of those that came since. As `Adjacency`. */
export interface JobEdges extends CompressedJobs {
  /** By node: slot + 1 of its newest edge that came since, 0 for none. */
  readonly overlayHead: Int32Array;
  /** By slot less `firstOverlaySlot`: slot + 1 of the next older one of the same job, 0 for none. */
  readonly overlayNext: Int32Array;
  readonly firstOverlaySlot: number;
}

/**
 * Lays edges out by job, by counting sort. Cost: O(nodes + edges).
 * @param slots filled, whatever it holds; as long as there are edges.
 */
export function compressJobs(job: Int32Array, slots: Int32Array, nodes: number): CompressedJobs {
  const offsets = sharedInts(nodes + 1);
  const count = slots.length;
  for (let slot = 0; slot < count; slot++) {
    const next = (job[slot] as number) + 1;
    offsets[next] = (offsets[next] as number) + 1;
  }
  for (let node = 0; node < nodes; node++)
    offsets[node + 1] = (offsets[node + 1] as number) + (offsets[node] as number);
  const places = offsets.slice();
  for (let slot = 0; slot < count; slot++) {
    const of = job[slot] as number;
    const place = places[of] as number;
    slots[place] = slot;
    places[of] = place + 1;
  }
  return { offsets, slots };
}

/**
 * Calls back with the edges of a job, live or not, until it is told to stop: those that were laid out, then the others
 * from the newest. Cost: its edges.
 * @param visit true: no more.
 */
export function someEdgeOfJob(
  { offsets, slots, overlayHead, overlayNext, firstOverlaySlot }: JobEdges,
  job: number,
  visit: (slot: number) => boolean,
): boolean {
  if (job + 1 < offsets.length) {
    const last = offsets[job + 1] as number;
    for (let position = offsets[job] as number; position < last; position++)
      if (visit(slots[position] as number)) return true;
  }
  for (let entry = overlayHead[job] ?? 0; entry !== 0; ) {
    const slot = entry - 1;
    if (visit(slot)) return true;
    entry = overlayNext[slot - firstOverlaySlot] as number;
  }
  return false;
}
