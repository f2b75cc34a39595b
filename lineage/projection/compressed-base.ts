import { EARLIEST_LABEL, OPEN_LABEL } from '../domain/algorithms/adjacency.ts';
import { type EdgeColumns, edgeColumns, TIMES } from './edge-columns.ts';
import { type CompressedJobs, compressJobs } from './job-edges.ts';
import { sharedInts } from './shared-arrays.ts';

/** Shared memory of an edge that is laid out. */
export const EDGE_BYTES = 41;

/** Where the edges of each node stand in one direction; see `Adjacency`. */
export interface Compressed {
  readonly offsets: Int32Array;
  readonly openEnds: Int32Array;
  readonly distinctEnds: Int32Array;
  /** As if nothing stood in an overlay. */
  readonly rows: Int32Array;
  readonly ends: Int32Array;
  readonly slots: Int32Array | null;
}

/** Edges laid out for walking. */
export interface CompressedBase {
  /** In forward order: the slot of an edge is its position among the edges of its source. */
  readonly columns: EdgeColumns;
  readonly count: number;
  readonly nodes: number;
  readonly forward: Compressed;
  readonly backward: Compressed;
  readonly jobs: CompressedJobs;
  /** Greatest label of a valid time at which anything starts or ends; that of `EARLIEST_LABEL` when nothing does. */
  readonly latestValid: number;
}

/** How edges are laid out. */
export interface Compressing {
  /** Room left in the columns for edges to come. */
  readonly spare: number;
  /** Where a label goes; null or absent to keep all. */
  readonly move?: ((label: number) => number) | null;
  /** By node of the source: its number in the base; absent to keep all. */
  readonly numbers?: Int32Array;
}

/**
 * Lays edges out by counting sort: compressed sparse rows in both directions, at every node open edges first, and of
 * those the ones that lead to distinct nodes; and by job. Cost: O(nodes + edges), 41 bytes an edge and 24 a node beside the
 * source, which is not changed, and 12 bytes a node meanwhile: what is needed an edge stands in arrays that are filled later.
 */
export function compress(
  source: EdgeColumns,
  count: number,
  nodes: number,
  { spare, move = null, numbers }: Compressing,
): CompressedBase {
  const columns = edgeColumns(count + spare);
  const jobSlots = sharedInts(count);
  const from = numbers === undefined ? source.from : renumbered(source.from, count, numbers, columns.from);
  const { order, ...forward } = layOut(from, source.to, source, jobSlots, nodes);
  for (const name of ['to', 'job', 'transformation', ...TIMES] as const) gather(source[name], order, columns[name]);
  if (move !== null) for (const name of TIMES) relabel(columns[name], count, move);
  if (numbers !== undefined) for (const ends of [columns.to, columns.job]) renumbered(ends, count, numbers, ends);
  for (let u = 0; u < nodes; u++) columns.from.fill(u, forward.offsets[u], forward.offsets[u + 1]);
  const { order: slots, ...backward } = layOut(columns.to, columns.from, columns, sharedInts(count), nodes);
  const ends = sharedInts(count);
  gather(columns.from, slots, ends);
  return {
    columns,
    count,
    nodes,
    forward: { ...forward, ends: columns.to, slots: null },
    backward: { ...backward, ends, slots },
    jobs: compressJobs(columns.job, jobSlots, nodes),
    latestValid: latestValid(columns, count),
  };
}

/** One column in another order: each by itself, so that only one is read here and there. */
function gather<T extends Int32Array | Uint8Array>(column: T, order: Int32Array, into: T): void {
  for (let slot = 0; slot < order.length; slot++) into[slot] = column[order[slot] as number] as number;
}

function renumbered(column: Int32Array, count: number, numbers: Int32Array, into: Int32Array): Int32Array {
  for (let slot = 0; slot < count; slot++) into[slot] = numbers[column[slot] as number] as number;
  return into;
}

function relabel(labels: Int32Array, count: number, move: (label: number) => number): void {
  for (let slot = 0; slot < count; slot++) labels[slot] = move(labels[slot] as number);
}

/** The greatest label of a valid time of an edge; an open end does not count. */
export function latestValidOf({ validFrom, validTo }: EdgeColumns, slot: number): number {
  const to = validTo[slot] as number;
  return to === OPEN_LABEL ? (validFrom[slot] as number) : Math.max(to, validFrom[slot] as number);
}

function latestValid(columns: EdgeColumns, count: number): number {
  let latest = EARLIEST_LABEL;
  for (let slot = 0; slot < count; slot++) latest = Math.max(latest, latestValidOf(columns, slot));
  return latest;
}

/** See `Adjacency.rows`. */
export function rowsOf(offsets: Int32Array, distinctEnds: Int32Array): Int32Array {
  const rows = sharedInts(distinctEnds.length * 2);
  for (let node = 0; node < distinctEnds.length; node++) {
    const [from, to] = [offsets[node] as number, distinctEnds[node] as number];
    if (from === to) continue;
    rows[node * 2] = from;
    rows[node * 2 + 1] = to;
  }
  return rows;
}

interface Layout {
  readonly offsets: Int32Array;
  readonly openEnds: Int32Array;
  readonly distinctEnds: Int32Array;
  readonly rows: Int32Array;
  /** By position: the slot in the source. */
  readonly order: Int32Array;
}

/** @param order filled; as long as there are edges. */
function layOut(node: Int32Array, end: Int32Array, edges: EdgeColumns, order: Int32Array, nodes: number): Layout {
  const [offsets, openEnds] = [sharedInts(nodes + 1), sharedInts(nodes)];
  for (let slot = 0; slot < order.length; slot++) {
    const u = node[slot] as number;
    offsets[u + 1] = (offsets[u + 1] as number) + 1;
    openEnds[u] = (openEnds[u] as number) + isOpen(edges, slot);
  }
  const [nextOpen, nextClosed] = [new Int32Array(nodes), new Int32Array(nodes)];
  for (let u = 0; u < nodes; u++) {
    const first = offsets[u] as number;
    offsets[u + 1] = first + (offsets[u + 1] as number);
    nextOpen[u] = first;
    nextClosed[u] = first + (openEnds[u] as number);
    openEnds[u] = nextClosed[u] as number;
  }
  for (let slot = 0; slot < order.length; slot++) {
    const next = isOpen(edges, slot) === 1 ? nextOpen : nextClosed;
    const u = node[slot] as number;
    const position = next[u] as number;
    next[u] = position + 1;
    order[position] = slot;
  }
  const distinctEnds = distinctFirst(offsets, openEnds, end, order);
  return { offsets, openEnds, distinctEnds, rows: rowsOf(offsets, distinctEnds), order };
}

/** Moves the first open edge to each node before those that repeat it. @returns where the first ones of a node end. */
function distinctFirst(offsets: Int32Array, openEnds: Int32Array, end: Int32Array, order: Int32Array): Int32Array {
  const distinctEnds = sharedInts(openEnds.length);
  /** By node at the other end: 1 + the last node that was seen to lead there. */
  const seenFrom = new Int32Array(openEnds.length);
  for (let u = 0; u < openEnds.length; u++) {
    const last = openEnds[u] as number;
    let distinct = offsets[u] as number;
    for (let position = distinct; position < last; position++) {
      const slot = order[position] as number;
      const v = end[slot] as number;
      if (seenFrom[v] === u + 1) continue;
      seenFrom[v] = u + 1;
      order[position] = order[distinct] as number;
      order[distinct++] = slot;
    }
    distinctEnds[u] = distinct;
  }
  return distinctEnds;
}

const isOpen = ({ validTo, recordedTo }: EdgeColumns, slot: number): 0 | 1 =>
  validTo[slot] === OPEN_LABEL && recordedTo[slot] === OPEN_LABEL ? 1 : 0;
