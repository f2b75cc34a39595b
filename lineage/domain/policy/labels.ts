import type { DatasetFacts, FieldFacts, JobFacts } from '../facts.ts';
import { TRANSFORMATIONS, type Transformation, transformationOf } from '../transformations.ts';
import { labelScheme, passedBy } from './label-scheme.ts';

/**
 * What a column may carry, as bits: label propagation with barriers. A label says how something came here on at least
 * one way; the rules read them, and no rule walks.
 */

/** A personal value, as it is or computed from single values. */
export const PLAIN = 1;
/** A personal value that was hashed on the way, and neither aggregated nor de-identified. */
export const HASHED = 2;
/** A figure over personal values, every aggregation over large enough cells. */
export const AGGREGATED = 4;
/** A figure over personal values, an aggregation on the way over cells that are too small, or of no declared size. */
export const SMALL_CELLS = 8;
/** Something of a core or important dataset, through no flow that aggregates or de-identifies. */
export const RESTRICTED = 16;
/** The same, through a flow that aggregates. */
export const RESTRICTED_SUMMED = 32;
/** Basic personal data over edges that keep the class: neither aggregated nor de-identified. */
export const BASIC = 64;
/** Sensitive personal data, likewise. */
export const SENSITIVE = 128;

/** Number of labels; a mask of them fits a byte. */
export const LABELS = 8;

/** Fewest records behind a figure that is not personal any more, unless configured. */
export const MINIMUM_CELL_SIZE = 10;

/** What labels a column has by itself: it is where they come from. */
export function seedOf(field: FieldFacts | null, dataset: DatasetFacts | null): number {
  const restricted = dataset !== null && dataset.importanceClass !== 'OTHER' ? RESTRICTED : 0;
  switch (field?.piiClass) {
    case 'SENSITIVE':
      return PLAIN | SENSITIVE | restricted;
    case 'BASIC':
      return PLAIN | BASIC | restricted;
    default:
      return restricted;
  }
}

/** Number of kinds of flows that `traitsOf` tells apart. */
const TRAITS = 6;

/** What of a flow decides about labels: whether it aggregates or de-identifies, and the cells that it declares. */
export function traitsOf(job: JobFacts | null, minimumCellSize: number): number {
  const size = job?.minimumCellSize ?? null;
  const small = size === null || size < minimumCellSize ? 1 : 0;
  const type = job?.type === 'AGGREGATE' ? 2 : job?.type === 'DE_IDENTIFY' ? 4 : 0;
  return type + small;
}

/** The kind of an edge, by code of the transformation and traits of the flow: from 0 to `EDGE_KINDS - 1`, 0 for none. */
export const kindOf = (transformation: number, traits: number): number => transformation * TRAITS + traits;

/** Number of kinds of edges; fits a byte. */
export const EDGE_KINDS = (TRANSFORMATIONS.length + 1) * TRAITS;

/** The labels of policy, and which of them pass. */
export const POLICY_LABELS = labelScheme(LABELS, EDGE_KINDS, (label, kind) => {
  const transformation = transformationOf(Math.floor(kind / TRAITS));
  return transformation === null ? 0 : onward(label, transformation, kind % TRAITS);
});

/** The labels that arrive over an edge whose source carries `mask`. */
export const passed = (transformation: number, traits: number, mask: number): number =>
  passedBy(POLICY_LABELS, kindOf(transformation, traits), mask);

function onward(label: number, transformation: Transformation, traits: number): number {
  if (label === RESTRICTED || label === RESTRICTED_SUMMED) {
    // Decided by the type of the flow, whatever it does to the column.
    const type = traits & ~1;
    return type === 4 ? 0 : type === 2 ? RESTRICTED_SUMMED : label;
  }
  const keepsClass = label === BASIC || label === SENSITIVE;
  switch (transformation) {
    case 'IDENTITY':
    case 'TRANSFORMATION':
      return label;
    case 'HASH':
      return label === PLAIN ? HASHED : label;
    case 'AGGREGATION':
      if (keepsClass) return 0;
      return (traits & 1) === 1 || label === SMALL_CELLS ? SMALL_CELLS : AGGREGATED;
    default:
      // De-identified, or indirect: no value flows.
      return 0;
  }
}
