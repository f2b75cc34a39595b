import type { NodeKind } from '../node-ref.ts';

/**
 * What the dictionary says, as far as the graph looks at it. It has no times of its own: it holds at every instant as it is
 * known now, like the classes of columns. Which element and code list a column is bound to is kept with the column
 * (`FieldFacts`).
 */

/** An element of the dictionary. */
export interface ElementFacts {
  /** As the catalog writes it. */
  readonly type: string;
  /** Code of the list that its values come from; null for none. */
  readonly codeList: string | null;
}

/** A standard. */
export interface StandardFacts {
  readonly inForce: boolean;
  /** Names of the elements that it requires, sorted. */
  readonly requires: readonly string[];
}

/** A dataset conforms to a standard; `conforms` is false once it does no more. */
export interface ConformanceFacts {
  /** Reference of the dataset. */
  readonly dataset: string;
  /** Code of the standard. */
  readonly standard: string;
  readonly conforms: boolean;
}

/** Such facts as records beside the graph. */
export type DictionaryRecord =
  | { readonly record: 'element'; readonly code: string; readonly facts: ElementFacts }
  | { readonly record: 'codelist'; readonly code: string; readonly facts: Readonly<Record<never, never>> }
  | { readonly record: 'standard'; readonly code: string; readonly facts: StandardFacts }
  | { readonly record: 'conformance'; readonly code: string; readonly facts: ConformanceFacts };

/** Kinds of these records. */
export const DICTIONARY_KINDS = ['element', 'codelist', 'standard', 'conformance'] as const;

/** Whether a record is one of these. */
export const isDictionaryRecord = <R extends { readonly record: string }>(
  record: R,
): record is Extract<R, { readonly record: DictionaryRecord['record'] }> =>
  (DICTIONARY_KINDS as readonly string[]).includes(record.record);

/** What of the dictionary columns are bound to, as references name it. */
export type DictionaryKind = Extract<NodeKind, 'ELEMENT' | 'CODELIST' | 'STANDARD'>;

/** Whether a kind of reference is of the dictionary. */
export const isDictionaryKind = (kind: NodeKind): kind is DictionaryKind =>
  kind === 'ELEMENT' || kind === 'CODELIST' || kind === 'STANDARD';

/** What a column is bound to. Absent or null: nothing, or not known. */
export interface Binding {
  /** Code of the element of the dictionary that it means. */
  readonly element?: string | null;
  /** Code of a code list of its own, whatever its element says. */
  readonly codeList?: string | null;
}
