import type { Instant } from '../instant.ts';

/**
 * Facts that the rules look at beside the graph. Those with an instant of their own (a version of a list, a
 * de-identification, how long a finding is accepted) are judged at the instant asked about; all others hold at every
 * instant as they are known now, like the classes of columns and datasets.
 */

/** By which law a column is published; nulls once by none. */
export interface BasisFacts {
  /** Reference of the column. */
  readonly field: string;
  readonly document: string | null;
  readonly article: string | null;
}

/** Kinds of lists that approve opening and sharing. */
export const LIST_KINDS = ['SHARED', 'OPEN'] as const;

/** A version of a list: proposed while `approvedOn` is null, then in force from that instant until the next one's. */
export interface ListVersionFacts {
  readonly list: string;
  readonly kind: (typeof LIST_KINDS)[number];
  readonly version: number;
  readonly document: string | null;
  readonly approvedOn: Instant | null;
  /** References of datasets, sorted. */
  readonly members: readonly string[];
}

/** A dataset claims to be the master source of an element; `claimed` is false once it does no more. */
export interface ClaimFacts {
  readonly element: string;
  readonly dataset: string;
  readonly claimed: boolean;
  readonly approved: boolean;
}

/** A documented procedure makes what a flow hashes into a column de-identified data (Law 91/2025/QH15, art. 14). */
export interface DeidentificationFacts {
  readonly job: string;
  readonly field: string;
  readonly method: string;
  readonly approver: string;
  /** From when on it is approved; null once that was taken back. */
  readonly approvedOn: Instant | null;
}

/** Somebody answers for a finding with a document. */
export interface AcceptanceFacts {
  readonly rule: string;
  readonly target: string;
  readonly document: string;
  readonly article: string | null;
  /** Accepted until before this instant; null: until it is withdrawn. */
  readonly until: Instant | null;
  /** What was accepted, see `evidence.ts`; null once it is withdrawn. */
  readonly evidence: string | null;
}

/** Such facts as records beside the graph. */
export type PolicyRecord =
  | { readonly record: 'basis'; readonly code: string; readonly facts: BasisFacts }
  | { readonly record: 'list'; readonly code: string; readonly facts: ListVersionFacts }
  | { readonly record: 'claim'; readonly code: string; readonly facts: ClaimFacts }
  | { readonly record: 'deidentification'; readonly code: string; readonly facts: DeidentificationFacts }
  | { readonly record: 'acceptance'; readonly code: string; readonly facts: AcceptanceFacts };

/** Kinds of these records. */
export const POLICY_KINDS = ['basis', 'list', 'claim', 'deidentification', 'acceptance'] as const;

/** Whether a record is one of these. */
export const isPolicyRecord = <R extends { readonly record: string }>(
  record: R,
): record is Extract<R, { readonly record: PolicyRecord['record'] }> =>
  (POLICY_KINDS as readonly string[]).includes(record.record);
