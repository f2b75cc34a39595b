/**
 * The graph as the algorithms see it: compressed adjacency in typed arrays, one direction an object, and an overlay of
 * edges that came since. Nodes and edges are dense integers; an edge is its *slot*, the same in both directions.
 */
export interface Adjacency {
  /** Nodes with a place in `offsets`; later ones have edges in the overlay only. */
  readonly baseNodes: number;
  /** `baseNodes + 1` positions: the edges of node u stand at `offsets[u]` up to `offsets[u + 1]`, open ones first. */
  readonly offsets: Int32Array;
  /** Where the open edges of a node end. Open: neither ended nor superseded when the arrays were built. */
  readonly openEnds: Int32Array;
  /**
   * Where those of the open edges of a node end that lead to distinct nodes; they stand first, and what other jobs repeat
   * of them comes after. A walk that follows every open edge need not look further.
   */
  readonly distinctEnds: Int32Array;
  /**
   * By node, two numbers beside each other: `offsets` and `distinctEnds`, so that one look at memory finds the edges that a
   * walk follows. 0 and 0 without edges; the second is negative for nodes with edges in the overlay, and for later ones.
   */
  readonly rows: Int32Array;
  /** By position: the node at the other end. */
  readonly ends: Int32Array;
  /** By position: the slot; null when positions are slots. */
  readonly slots: Int32Array | null;
  /** By node: slot + 1 of its newest overlay edge, 0 for none. */
  readonly overlayHead: Int32Array;
  /** By slot less `firstOverlaySlot`: slot + 1 of the next older overlay edge of the same node, 0 for none. */
  readonly overlayNext: Int32Array;
  /** By slot: the node at the other end, for overlay edges. */
  readonly overlayEnds: Int32Array;
  readonly firstOverlaySlot: number;
  readonly times: EdgeTimes;
}

/** The four instants of every edge, by slot, as labels: integers in time's order (`lineage/projection/instant-table.ts`). */
export interface EdgeTimes {
  readonly validFrom: Int32Array;
  readonly validTo: Int32Array;
  readonly recordedFrom: Int32Array;
  readonly recordedTo: Int32Array;
}

/** Label of "since ever". Labels and their differences stay within 32 bits. */
export const EARLIEST_LABEL = -(2 ** 30 - 1);
/** Label of an open end. No instant has it. */
export const OPEN_LABEL = 2 ** 30 - 1;
/** The time at which just what is not superseded is known. */
export const LATEST_RECORDED = OPEN_LABEL - 1;

/** Which versions of edges a walk follows: valid at one instant, as known at another. */
export interface TimeWindow {
  readonly valid: number;
  readonly recorded: number;
  /**
   * True when the open edges of the base are exactly its live ones, so that their times need not be read: nothing was
   * closed since it was built, and no valid time lies after `valid`.
   */
  readonly openIsLive: boolean;
}

/**
 * 1 when an edge is valid and known in a window, else 0: `from <= t && t < to` twice, by the sign bits of differences,
 * so that a walk does not branch on it. Differences of labels fit 32 bits.
 */
export const isLive = (times: EdgeTimes, slot: number, valid: number, recorded: number): number =>
  // biome-ignore format: the two halves are one test on two times
  (((times.validFrom[slot] as number) - valid - 1) & (valid - (times.validTo[slot] as number)) &
    ((times.recordedFrom[slot] as number) - recorded - 1) & (recorded - (times.recordedTo[slot] as number))) >>> 31;

/** Calls back with every edge of a node, live or not: base first, then the overlay from the newest. */
export function forEachEdge(adjacency: Adjacency, node: number, visit: (end: number, slot: number) => void): void {
  if (node < adjacency.baseNodes) {
    const last = adjacency.offsets[node + 1] as number;
    for (let position = adjacency.offsets[node] as number; position < last; position++) {
      visit(
        adjacency.ends[position] as number,
        adjacency.slots === null ? position : (adjacency.slots[position] as number),
      );
    }
  }
  for (let entry = adjacency.overlayHead[node] as number; entry !== 0; ) {
    const slot = entry - 1;
    visit(adjacency.overlayEnds[slot] as number, slot);
    entry = adjacency.overlayNext[slot - adjacency.firstOverlaySlot] as number;
  }
}
