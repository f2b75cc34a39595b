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

/** Copies the edge of one slot into a slot of other columns, its labels through `move`. */
export function copyEdge(
  source: EdgeColumns,
  slot: number,
  target: EdgeColumns,
  into: number,
  move: ((label: number) => number) | null,
): void {
  target.from[into] = source.from[slot] as number;
  target.to[into] = source.to[slot] as number;
  target.job[into] = source.job[slot] as number;
  target.transformation[into] = source.transformation[slot] as number;
  const [validFrom, validTo] = [source.validFrom[slot] as number, source.validTo[slot] as number];
  const [recordedFrom, recordedTo] = [source.recordedFrom[slot] as number, source.recordedTo[slot] as number];
  target.validFrom[into] = move === null ? validFrom : move(validFrom);
  target.validTo[into] = move === null ? validTo : move(validTo);
  target.recordedFrom[into] = move === null ? recordedFrom : move(recordedFrom);
  target.recordedTo[into] = move === null ? recordedTo : move(recordedTo);
}
