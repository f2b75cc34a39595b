/**
 * What a column edge does to the values, after OpenLineage's columnLineage facet; HASH and DEIDENTIFICATION are ours.
 * A hash is not de-identification: Vietnamese law knows no pseudonymised middle class.
 */
export const DIRECT_TRANSFORMATIONS = [
  'IDENTITY',
  'TRANSFORMATION',
  'HASH',
  'AGGREGATION',
  'DEIDENTIFICATION',
] as const;

/** The values do not flow, but decide which rows there are, or in which order. */
export const INDIRECT_TRANSFORMATIONS = ['JOIN', 'FILTER', 'GROUP_BY', 'SORT', 'WINDOW', 'CONDITIONAL'] as const;

/** All of them. The position is the code of one in typed arrays: add at the end only. */
export const TRANSFORMATIONS = [...DIRECT_TRANSFORMATIONS, ...INDIRECT_TRANSFORMATIONS] as const;

/** One transformation. */
export type Transformation = (typeof TRANSFORMATIONS)[number];

/** Whether values flow along such an edge. */
export const isDirect = (transformation: Transformation): boolean =>
  (DIRECT_TRANSFORMATIONS as readonly string[]).includes(transformation);

/** Code of "no transformation": a dataset-level edge. */
export const NO_TRANSFORMATION = 0;

/** A byte for a transformation, 0 for null. */
export const transformationCode = (transformation: Transformation | null): number =>
  transformation === null ? NO_TRANSFORMATION : TRANSFORMATIONS.indexOf(transformation) + 1;

/** The transformation of a byte, null for 0. */
export const transformationOf = (code: number): Transformation | null => TRANSFORMATIONS[code - 1] ?? null;
