import type { Instant } from '../instant.ts';

/** A name from outside, and when events named it. */
export interface NameFacts {
  readonly name: string;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
}

/** What somebody decided about a name; the newest decision counts. */
export interface LinkFacts {
  readonly name: string;
  /** The dataset of the catalog that it is; null when it is none, or once that was taken back. */
  readonly dataset: string | null;
  /** It is nobody's dataset: neither rules nor symlinks place it, and it waits for no decision. */
  readonly ignored?: true;
}

/** Where the edges of a name stand: what decisions, rules and symlinks together make of it. */
export interface PlaceFacts {
  readonly name: string;
  /** Reference of a dataset of the catalog, of another name that it is the same as, or its own. */
  readonly place: string;
  /** Other names are placed here. */
  readonly shared?: true;
}

/** A producer says that two names are one dataset: who says so, of which other, and when last. */
export type Symlink = readonly [owner: string, other: string, last: Instant];

/** Names that symlinks join, over any number of steps, those that were erased included. */
export interface FamilyFacts {
  /** The least of them. */
  readonly root: string;
  /** Sorted; none once the family has joined another. */
  readonly members: readonly string[];
  /** Sorted. */
  readonly symlinks: readonly Symlink[];
  /** When an owner last said that it has no symlinks: what it said until then is over. Sorted. */
  readonly erased: readonly (readonly [owner: string, time: Instant])[];
}

/** Which family a name is of. */
export interface AliasFacts {
  readonly name: string;
  /** Root of the family; null when there were too many to be one dataset. */
  readonly family: string | null;
}

/** A rule: how names of a namespace are spelled, and which datasets they are. */
export interface NameRule {
  readonly code: string;
  /** Grows by one with every version. */
  readonly version: number;
  /** What names begin with; may be empty. */
  readonly prefix: string;
  /** Whether capitals and small letters are told apart. */
  readonly caseSensitive: boolean;
  /** Whether parts may stand in quotes: "a"."b", `a`.`b`, [a].[b]. */
  readonly quoted: boolean;
  /** What follows the prefix, and the code of the dataset that it is; sorted. None: the rule is withdrawn. */
  readonly datasets: readonly (readonly [rest: string, dataset: string])[];
  /** The version before; null of the first. */
  readonly former: Omit<NameRule, 'former'> | null;
}

/** The rules of a namespace, the longest prefix first, then by code: the first that matches decides. */
export interface RuleFacts {
  readonly namespace: string;
  readonly rules: readonly NameRule[];
}

/** What is known of names, as records beside the graph. */
export type NameRecord =
  | { readonly record: 'name'; readonly code: string; readonly facts: NameFacts }
  | { readonly record: 'link'; readonly code: string; readonly facts: LinkFacts }
  | { readonly record: 'place'; readonly code: string; readonly facts: PlaceFacts }
  | { readonly record: 'family'; readonly code: string; readonly facts: FamilyFacts }
  | { readonly record: 'alias'; readonly code: string; readonly facts: AliasFacts }
  | { readonly record: 'rule'; readonly code: string; readonly facts: RuleFacts };

/** Kinds of these records. */
export const NAME_KINDS = ['name', 'link', 'place', 'family', 'alias', 'rule'] as const;

/** Whether a record is one of these. */
export const isNameRecord = <R extends { readonly record: string }>(
  record: R,
): record is Extract<R, { readonly record: NameRecord['record'] }> =>
  (NAME_KINDS as readonly string[]).includes(record.record);

/** Kinds of records by which a name is known; their codes are `nameCode`. */
export const KNOWING_KINDS = ['name', 'alias', 'place'] as const;

/** Whether a record is of one of these kinds. */
export const isKnownByName = <R extends { readonly record: string }>(
  record: R,
): record is Extract<R, { readonly record: (typeof KNOWING_KINDS)[number] }> =>
  (KNOWING_KINDS as readonly string[]).includes(record.record);
