import { type Reason, type ReasonCode, reasons } from '../domain/completeness.ts';
import type { Instant } from '../domain/instant.ts';
import { datasetOfField, kindOfRef, nameOfField } from '../domain/node-ref.ts';
import type { Revision } from '../store/graph-store.ts';
import type { Projection } from './projection.ts';
import type { Visibility } from './visibility.ts';

/** When and for whom a question is asked. */
export interface Asked {
  readonly asOf: Instant;
  /** Null or absent: as known now. */
  readonly asRecorded?: Instant | null;
  /**
   * Null or absent: nothing is hidden. What is hidden is never asked about; whether walks pass through it and answers
   * count it, `Visibility.hidden` says.
   */
  readonly visibility?: Visibility | null;
  /** Whether the walk is to end where it is; asked now and then. Absent: it may take as long as its budget lasts. */
  readonly isLate?: () => boolean;
  /** When `isLate` becomes true, as `performance.now()` counts; absent where it never does. */
  readonly until?: number;
  /** Nobody waits for the answer any more; absent where somebody always does. */
  readonly signal?: AbortSignal | undefined;
  /** How many times its budget the question may spend: more than one when it goes on where it was cut. 1 unless given. */
  readonly portions?: number;
}

/** What every answer carries. */
export interface AnswerHead {
  readonly outcome: 'OK';
  /** Whether the answer is the whole of what there is: no reasons. */
  readonly complete: boolean;
  readonly reasons: readonly Reason[];
  /** What of the log the answer knows. */
  readonly revision: Revision;
  readonly asOf: Instant;
  /** Null: as known now. */
  readonly asRecorded: Instant | null;
}

/** The graph has no such node, or none for whoever asks; the two are not told apart. */
export interface UnknownNode {
  readonly outcome: 'UNKNOWN_NODE';
  readonly ref: string;
  /** For a column of a visible dataset: the names of the columns that it has, sorted, at most 1,000. Else empty. */
  readonly columns: readonly string[];
}

/** An answer, or the node that it has none for. */
export type Answer<T> = (AnswerHead & T) | UnknownNode;

/** The head of an answer. */
export function answerHead(
  projection: Projection,
  { asOf, asRecorded = null }: Asked,
  ...why: readonly (ReasonCode | null)[]
): AnswerHead {
  const all = reasons(...projection.lacks, ...why);
  return { outcome: 'OK', complete: all.length === 0, reasons: all, revision: projection.revision, asOf, asRecorded };
}

const MOST_COLUMNS = 1_000;

/** The answer for a node that there is not. */
export function unknownNode(projection: Projection, ref: string, mask: Uint8Array | null): UnknownNode {
  const { nodes } = projection;
  const dataset = kindOfRef(ref) === 'FIELD' ? nodes.find(datasetOfField(ref)) : undefined;
  const visible = dataset !== undefined && (mask === null || mask[dataset] === 1);
  const columns = visible ? nodes.fieldsOf(dataset).filter((field) => nodes.fieldFacts(field)?.dropped === null) : [];
  const names = columns.map((field) => nameOfField(nodes.ref(field))).sort();
  return { outcome: 'UNKNOWN_NODE', ref, columns: names.slice(0, MOST_COLUMNS) };
}
