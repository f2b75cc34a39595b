import type { EdgeTimes } from '../domain/algorithms/adjacency.ts';
import { sharedBytes, sharedInts } from './shared-arrays.ts';

/** Edges as columns, by slot; times as labels. 29 bytes an edge. */
export interface EdgeColumns extends EdgeTimes {
  readonly room: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly job: Int32Array;
  /** Code of `domain/transformations.ts`; 0 at dataset level. */
  readonly transformation: Uint8Array;
}

/** Names of columns with instants, as labels. */
export const TIMES = ['validFrom', 'validTo', 'recordedFrom', 'recordedTo'] as const;
const COLUMNS = ['from', 'to', 'job', 'transformation', ...TIMES] as const;

/** One edge of the columns. */
export interface EdgeRow {
  readonly from: number;
  readonly to: number;
  readonly job: number;
  readonly transformation: number;
  readonly validFrom: number;
  readonly validTo: number;
  readonly recordedFrom: number;
  readonly recordedTo: number;
}

/** Columns with room for some edges. */
export const edgeColumns = (room: number): EdgeColumns => ({
  room,
  from: sharedInts(room),
  to: sharedInts(room),
  job: sharedInts(room),
  transformation: sharedBytes(room),
  validFrom: sharedInts(room),
  validTo: sharedInts(room),
  recordedFrom: sharedInts(room),
  recordedTo: sharedInts(room),
});

/** Writes an edge into a slot. */
export function writeEdge(columns: EdgeColumns, slot: number, edge: EdgeRow): void {
  columns.from[slot] = edge.from;
  columns.to[slot] = edge.to;
  columns.job[slot] = edge.job;
  columns.transformation[slot] = edge.transformation;
  columns.validFrom[slot] = edge.validFrom;
  columns.validTo[slot] = edge.validTo;
  columns.recordedFrom[slot] = edge.recordedFrom;
  columns.recordedTo[slot] = edge.recordedTo;
}

/** The same edges in columns with more room. */
export function grownColumns(columns: EdgeColumns, room: number): EdgeColumns {
  const more = edgeColumns(room);
  for (const name of COLUMNS) more[name].set(columns[name]);
  return more;
}
