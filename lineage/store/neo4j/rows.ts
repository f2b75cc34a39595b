import { hash } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical-json.ts';
import {
  type EdgeRecord,
  type FactRecord,
  type GraphRecord,
  isMemory,
  type NodeRecord,
  recordKey,
} from '../../domain/graph-record.ts';
import type { Instant } from '../../domain/instant.ts';
import { datasetOfField, nameOfField } from '../../domain/node-ref.ts';
import type { CypherParameters, CypherValue } from './cypher.ts';

/** The open end of an interval: the greatest integer that JavaScript has exactly, in the year 2255. */
export const OPEN: Instant = Number.MAX_SAFE_INTEGER;
/** The open start. */
export const SINCE_EVER: Instant = Number.MIN_SAFE_INTEGER;

/** Longest code that is indexed; a longer reference is found by its key. */
const LONGEST_CODE = 256;

/** What a node is unique by: SHA-256 of its reference, hex. */
export const nodeKey = (ref: string): string => hash('sha256', ref);

/** Label of each record that is a node of the store: fixed texts, never from input. */
export const LABEL_OF = {
  dataset: 'Dataset',
  field: 'Field',
  job: 'Job',
  agency: 'Agency',
  partner: 'Partner',
  assignment: 'Assignment',
  name: 'Name',
  link: 'Link',
  place: 'Place',
  family: 'Family',
  alias: 'Alias',
  rule: 'NameRule',
  ends: 'Ends',
  basis: 'Policy',
  list: 'Policy',
  claim: 'Policy',
  deidentification: 'Policy',
  acceptance: 'Policy',
  element: 'Dictionary',
  codelist: 'Dictionary',
  standard: 'Dictionary',
  conformance: 'Dictionary',
  run: 'Memory',
  columns: 'Memory',
  schema: 'Memory',
  tellings: 'Memory',
  schemas: 'Memory',
  linked: 'Memory',
  facets: 'Memory',
  binding: 'Memory',
} as const satisfies Record<Exclude<GraphRecord['record'], 'edge'>, string>;

/** A node or fact as it is written: what makes it and what changes. */
export function recordRow(record: NodeRecord | FactRecord): CypherParameters {
  // Refuses text that Bolt would mangle: half a surrogate pair, and NUL, which the log cannot hold.
  const facts = record.facts === null ? null : canonicalJson(record.facts);
  canonicalJson('ref' in record ? record.ref : record.code);
  return {
    key: nodeKey(recordKey(record)),
    dataset: record.record === 'field' ? nodeKey(datasetOfField(record.ref)) : null,
    made: made(record),
    facts,
    told: told(record),
  };
}

/** Properties that never change. */
function made(record: NodeRecord | FactRecord): CypherParameters {
  const kind = record.record;
  if (!('ref' in record)) return { kind, code: record.code };
  const { ref } = record;
  if (record.record === 'field') return { kind, ref, dataset: datasetOfField(ref), name: nameOfField(ref) };
  const code = record.record === 'job' ? ref.slice('job:'.length) : ref;
  const known: CypherParameters = code.length > LONGEST_CODE ? { kind, ref } : { kind, ref, code };
  return record.record === 'dataset' ? { ...known, dataset: ref } : known;
}

/** Properties that a record is found and read by. */
const OWN = new Set(['key', 'kind', 'ref', 'code', 'facts', 'revision']);

/** A fact that is called as one of those bears the kind of its record before its name: `listKind`. */
const toldAs = (kind: string, name: string): string =>
  OWN.has(name) ? `${kind}${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;

/** Facts of a column that may be absent, so that what is no more is taken away. */
const NOT_KNOWN = { nullable: null, isKey: null, element: null, codeList: null };

/** The facts as properties to ask by; null takes one away. Memory of the fold can be long, and nobody asks for it. */
function told(record: NodeRecord | FactRecord): CypherParameters {
  const { facts } = record;
  if (facts === null || isMemory(record)) return {};
  return Object.fromEntries(
    Object.entries(record.record === 'field' ? { ...NOT_KNOWN, ...facts } : facts).map(
      ([name, value]: [string, unknown]): [string, CypherValue] => [
        toldAs(record.record, name),
        typeof value === 'object' && value !== null ? canonicalJson(value) : (value as CypherValue),
      ],
    ),
  );
}

/** Columns of a record `n`, for `recordOf`. */
export const RECORD_COLUMNS = 'n.kind AS kind, n.ref AS ref, n.code AS code, n.facts AS facts';

/** A record as it is read. */
export interface RecordRow {
  readonly kind: Exclude<GraphRecord['record'], 'edge'>;
  readonly ref: string | null;
  readonly code: string | null;
  readonly facts: string | null;
}

/** The record of a row. The facts are those that were written with that kind. */
export function recordOf({ kind, ref, code, facts: text }: RecordRow): NodeRecord | FactRecord {
  const facts: unknown = text === null ? null : JSON.parse(text);
  const named = kind === 'dataset' || kind === 'field' || kind === 'job' ? { ref } : { code };
  return { record: kind, ...named, facts } as NodeRecord | FactRecord;
}

/** An edge as it is written. */
export function edgeRow(edge: EdgeRecord): CypherParameters {
  return {
    from: nodeKey(edge.from),
    to: nodeKey(edge.to),
    key: hash('sha256', recordKey(edge)),
    made: {
      job: edge.job,
      jobKey: nodeKey(edge.job),
      transformation: edge.transformation,
      validFrom: edge.validFrom ?? SINCE_EVER,
      validTo: edge.validTo ?? OPEN,
      recordedFrom: edge.recordedFrom,
    },
    recordedTo: edge.recordedTo ?? OPEN,
  };
}

/** Columns of an edge `e` from `f` to `t`, for `edgeOf`. */
export const EDGE_COLUMNS = `f.ref AS from, t.ref AS to, e.job AS job, e.transformation AS transformation,
  e.validFrom AS validFrom, e.validTo AS validTo, e.recordedFrom AS recordedFrom, e.recordedTo AS recordedTo`;

/** An edge as it is read. */
export interface EdgeRow {
  readonly from: string;
  readonly to: string;
  readonly job: string;
  readonly transformation: EdgeRecord['transformation'];
  readonly validFrom: Instant;
  readonly validTo: Instant;
  readonly recordedFrom: Instant;
  readonly recordedTo: Instant;
}

const instantOrNull = (value: Instant): Instant | null => (value === OPEN || value === SINCE_EVER ? null : value);

/** The record of a row. */
export const edgeOf = (row: EdgeRow): EdgeRecord => ({
  record: 'edge',
  from: row.from,
  to: row.to,
  job: row.job,
  transformation: row.transformation,
  validFrom: instantOrNull(row.validFrom),
  validTo: instantOrNull(row.validTo),
  recordedFrom: row.recordedFrom,
  recordedTo: instantOrNull(row.recordedTo),
});
