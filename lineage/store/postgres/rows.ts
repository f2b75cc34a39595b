import { hash } from 'node:crypto';
import type { EdgeRecord, FactRecord, NodeRecord } from '../../domain/graph-record.ts';
import type { Instant } from '../../domain/instant.ts';

/** The open end of an interval, as the table has it. */
export const OPEN = '9223372036854775807';
/** The open start. */
export const SINCE_EVER = '-9223372036854775808';

/** What a node is unique by: SHA-256 of its reference, hex. */
export const nodeKey = (ref: string): string => hash('sha256', ref);

/** Columns of a node, for `nodeOf`. */
export const NODE_COLUMNS = 'n.ref, n.kind, n.facts::text as facts';

/** A node as it is read. */
export interface NodeRow {
  readonly ref: string;
  readonly kind: NodeRecord['record'];
  readonly facts: string | null;
}

/** The record of a row. The facts are those that were written with that kind. */
export const nodeOf = ({ kind, ref, facts }: NodeRow): NodeRecord =>
  ({ record: kind, ref, facts: facts === null ? null : JSON.parse(facts) }) as NodeRecord;

/** Columns of an edge `e`, for `edgeOf`; `f`, `t` and `j` are its nodes. */
export const EDGE_COLUMNS = `f.ref as from_ref, t.ref as to_ref, j.ref as job_ref, e.transformation,
  e.valid_from, e.valid_to, e.recorded_from, e.recorded_to`;

/** Joins the nodes of an edge `e` for `EDGE_COLUMNS`. */
export const EDGE_NODES = `join lineage.graph_node f on f.id = e.from_id
  join lineage.graph_node t on t.id = e.to_id join lineage.graph_node j on j.id = e.job_id`;

type Bigint = string | number;

/** An edge as it is read. */
export interface EdgeRow {
  readonly from_ref: string;
  readonly to_ref: string;
  readonly job_ref: string;
  readonly transformation: string;
  readonly valid_from: Bigint;
  readonly valid_to: Bigint;
  readonly recorded_from: Bigint;
  readonly recorded_to: Bigint;
}

const instantOrNull = (value: Bigint): Instant | null =>
  String(value) === OPEN || String(value) === SINCE_EVER ? null : Number(value);

/** The record of a row. */
export const edgeOf = (row: EdgeRow): EdgeRecord => ({
  record: 'edge',
  from: row.from_ref,
  to: row.to_ref,
  job: row.job_ref,
  transformation: row.transformation === '' ? null : (row.transformation as EdgeRecord['transformation']),
  validFrom: instantOrNull(row.valid_from),
  validTo: instantOrNull(row.valid_to),
  recordedFrom: Number(row.recorded_from),
  recordedTo: instantOrNull(row.recorded_to),
});

/** A fact as it is read. */
export interface FactRow {
  readonly kind: FactRecord['record'];
  readonly code: string;
  readonly facts: string;
}

/** The record of a row. */
export const factOf = ({ kind, code, facts }: FactRow): FactRecord =>
  ({ record: kind, code, facts: JSON.parse(facts) }) as FactRecord;
