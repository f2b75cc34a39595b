import { codeOf } from './code-of.ts';
import type { Instant } from './instant.ts';
import type { JsonObject } from './openlineage/json.ts';
import type { FacetPlace } from './openlineage/kept-facets.ts';
import type { ParentRun } from './openlineage/parent-facet.ts';
import type { Transformation } from './transformations.ts';

/**
 * What folding remembers of observations, so that their order and number do not matter: each fact is a join of all that
 * was seen (the least time, the greatest, the union). Lists are sorted. Kept as records of the graph; answers are given
 * from nodes and edges.
 */

/** A reference, and when it was first seen in this place. */
export type SeenRef = readonly [ref: string, first: Instant];

/** How a run ended, the gravest of what was said: FAIL over ABORT over COMPLETE; null while it has not. */
export type RunEnd = 'COMPLETE' | 'ABORT' | 'FAIL';

/** A run of a job: what its events say together. */
export interface RunFacts {
  readonly runId: string;
  readonly job: string;
  readonly end: RunEnd | null;
  /** Whether its events name more than one end. */
  readonly disputed: boolean;
  /** Time of the first START; null without one. */
  readonly startedAt: Instant | null;
  /** Time of the last end; null without one. */
  readonly endedAt: Instant | null;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly inputs: readonly SeenRef[];
  readonly outputs: readonly SeenRef[];
  /** Of the newest event that names one. */
  readonly parent: (ParentRun & { readonly time: Instant }) | null;
  /** Whether it reads and writes so many datasets that not every pair became an edge. */
  readonly crowded: boolean;
}

/** A column edge as it was seen: of which job, between which columns, how, first and last. */
export type SeenColumnEdge = readonly [
  job: string,
  from: string,
  to: string,
  transformation: Transformation,
  first: Instant,
  last: Instant,
];

/** The column edges into a name. */
export interface ColumnsFacts {
  readonly name: string;
  /** Time of the last erasure: what was not seen after it is over. */
  readonly erased: Instant | null;
  readonly edges: readonly SeenColumnEdge[];
}

/** A column as schemas listed it: its type by the newest schema that gives one, its place by the newest. */
export type SeenColumn = readonly [name: string, type: string, typeAt: Instant | null, position: number, last: Instant];

/** The columns of a name, all that any schema ever listed. */
export interface SchemaFacts {
  readonly name: string;
  readonly erased: Instant | null;
  readonly columns: readonly SeenColumn[];
}

/** An edge as it was observed, before names were joined to datasets. */
export type RawEdge = readonly [
  job: string,
  from: string,
  to: string,
  transformation: Transformation | null,
  validFrom: Instant,
  validTo: Instant | null,
];

/** What names that stand at a place lend it, of one job. */
export interface LinkedFacts {
  /** The place: a dataset of the catalog, or a name that others are the same as. */
  readonly dataset: string;
  readonly job: string;
  /** Edges of the job with an end at one of these names. */
  readonly raw: readonly RawEdge[];
}

/** What the codes of all that is lent to a place begin with. */
export const linkedUnder = (place: string): string => codeOf(place).slice(0, 24);

/** Code of what a job's edges lend to a place: apart by jobs, so that a run costs what its own job has there. */
export const linkedCode = (place: string, job: string): string => linkedUnder(place) + codeOf(job).slice(0, 40);

/** A facet as it was last given; see `GivenFacet`. */
export type SeenFacet = readonly [
  place: FacetPlace,
  of: string,
  name: string,
  time: Instant,
  value: JsonObject | null,
  bytes: number,
];

/** What producers say of a job, of a run or of a name, besides what makes edges. */
export interface FacetsFacts {
  /** See `SubjectFacets`. */
  readonly subject: string;
  /** Times of the first and last event that is about it. */
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly facets: readonly SeenFacet[];
  /** Whether there were more than are kept. */
  readonly crowded: boolean;
}

/** What a column is bound to, remembered for when its schema is told. */
export interface BindingFacts {
  /** Reference of the column. */
  readonly field: string;
  readonly element: string | null;
  readonly codeList: string | null;
}
