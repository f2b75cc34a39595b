/** What can be done to a schema. */
export const CHANGE_KINDS = ['DROP', 'RENAME', 'TYPE', 'NULLABILITY', 'MEANING', 'CODE_LIST', 'KEY', 'RETIRE'] as const;

/** One of them. RETIRE is of a dataset, all others are of a column. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Most changes of one question. */
export const MOST_CHANGES = 20;

/** A change as it is proposed. */
export interface SchemaChange {
  /** Canonical reference of a column, of a dataset for RETIRE. */
  readonly target: string;
  readonly kind: ChangeKind;
  /**
   * RENAME: the new name. TYPE: the new type, of PostgreSQL or of the catalog. NULLABILITY: `nullable` or `required`.
   * KEY: `key` or `none`. MEANING: what it becomes, in words; may be left out. CODE_LIST: the code of the list that values
   * are of then, `added` when codes only come, `removed` when codes only go; left out when both may be. Else null.
   */
  readonly to: string | null;
}

/** A change that cannot be judged, or changes that contradict each other. Nothing was computed. */
export class SchemaChangeError extends Error {
  override readonly name = 'SchemaChangeError';

  /** Position of the change in the question, from 0. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}
