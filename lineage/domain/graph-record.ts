import type { DictionaryRecord } from './dictionary/dictionary-facts.ts';
import type { EndsRecord } from './ends.ts';
import type { AgencyFacts, AssignmentFacts, DatasetFacts, FieldFacts, JobFacts, ValidTime } from './facts.ts';
import type { Instant } from './instant.ts';
import type { BindingFacts, ColumnsFacts, FacetsFacts, LinkedFacts, RunFacts, SchemaFacts } from './memory.ts';
import type { NameRecord } from './names/name-facts.ts';
import type { PolicyRecord } from './policy/policy-facts.ts';
import type { SchemasFacts } from './schema-history/schema-versions.ts';
import type { TellingsFacts } from './schema-history/tellings.ts';
import type { Transformation } from './transformations.ts';

/**
 * The graph is a set of records, each with a key. A record is only ever put (added or replaced), never taken away: what
 * ends gets an end. So a store and its followers need one verb, and applying a record twice is applying it once.
 */
export type GraphRecord = NodeRecord | EdgeRecord | FactRecord;

/** A dataset, column or job. `facts` is null while it is known as an end of an edge only. */
export type NodeRecord =
  | { readonly record: 'dataset'; readonly ref: string; readonly facts: DatasetFacts | null }
  | { readonly record: 'field'; readonly ref: string; readonly facts: FieldFacts | null }
  | { readonly record: 'job'; readonly ref: string; readonly facts: JobFacts | null };

/** Records beside the graph; `code` is unique in its kind and short enough for any index. */
export type FactRecord = CatalogRecord | NameRecord | EndsRecord | PolicyRecord | DictionaryRecord | MemoryRecord;

/** What totals count besides datasets. */
export type CatalogRecord =
  | { readonly record: 'agency'; readonly code: string; readonly facts: AgencyFacts }
  | { readonly record: 'partner'; readonly code: string; readonly facts: Readonly<Record<never, never>> }
  | { readonly record: 'assignment'; readonly code: string; readonly facts: AssignmentFacts };

/** What only folding looks at, see `memory.ts`; it is kept in the store, not in the projection. */
export type MemoryRecord =
  | { readonly record: 'run'; readonly code: string; readonly facts: RunFacts }
  | { readonly record: 'columns'; readonly code: string; readonly facts: ColumnsFacts }
  | { readonly record: 'schema'; readonly code: string; readonly facts: SchemaFacts }
  | { readonly record: 'tellings'; readonly code: string; readonly facts: TellingsFacts }
  | { readonly record: 'schemas'; readonly code: string; readonly facts: SchemasFacts }
  | { readonly record: 'linked'; readonly code: string; readonly facts: LinkedFacts }
  | { readonly record: 'facets'; readonly code: string; readonly facts: FacetsFacts }
  | { readonly record: 'binding'; readonly code: string; readonly facts: BindingFacts };

/** Facts by kind of record. */
export type FactsOf = { readonly [R in FactRecord as R['record']]: R['facts'] };

/** Kinds of records that the projection does not hold. */
export const MEMORY_KINDS: ReadonlySet<string> = new Set<MemoryRecord['record']>([
  'run',
  'columns',
  'schema',
  'tellings',
  'schemas',
  'linked',
  'facets',
  'binding',
]);

/** Whether a record is memory of the fold. */
export const isMemory = (record: GraphRecord): record is MemoryRecord => MEMORY_KINDS.has(record.record);

/** What flows from where to where, without when we knew it. */
export interface EdgeAssertion extends ValidTime {
  /** Canonical references: two datasets or two columns. */
  readonly from: string;
  readonly to: string;
  /** Null on a dataset-level edge, set on a column-level one. */
  readonly transformation: Transformation | null;
}

/**
 * A version of an edge: what a job was known to move while `[recordedFrom, recordedTo)`. All but `recordedTo` is its
 * key; what is learnt anew is a new version, and the former one gets an end.
 */
export interface EdgeRecord extends EdgeAssertion {
  readonly record: 'edge';
  readonly job: string;
  readonly recordedFrom: Instant;
  readonly recordedTo: Instant | null;
}

/** `DATASET` or `COLUMN`. */
export type EdgeLevel = 'DATASET' | 'COLUMN';

/** The level of an edge. */
export const levelOf = (edge: Pick<EdgeAssertion, 'transformation'>): EdgeLevel =>
  edge.transformation === null ? 'DATASET' : 'COLUMN';

/** Text that is equal for two assertions of one job when they say the same. */
export const assertionKey = (edge: EdgeAssertion): string =>
  `${edge.from}\n${edge.to}\n${edge.transformation ?? ''}\n${edge.validFrom ?? ''}\n${edge.validTo ?? ''}`;

/** Text that is equal for versions of one edge, whatever their times. */
export const edgeKey = (job: string, from: string, to: string, transformation: Transformation | null): string =>
  `${job}\n${from}\n${to}\n${transformation ?? ''}`;

/** The key of a fact. */
export const factKey = (record: FactRecord['record'], code: string): string => `${record}\n${code}`;

/** The key of any record, unique over the graph. References hold no line break. */
export function recordKey(record: GraphRecord): string {
  switch (record.record) {
    case 'edge':
      return `edge\n${record.job}\n${assertionKey(record)}\n${record.recordedFrom}`;
    case 'dataset':
    case 'field':
    case 'job':
      return record.ref;
    default:
      return factKey(record.record, record.code);
  }
}
