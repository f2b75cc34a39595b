/** Questions to the projection, in the order in which they are usually met. */
export type { Answer, AnswerHead, Asked, UnknownNode } from './answers.ts';
export { loadProjection, ProjectionLoader } from './load.ts';
export { Projection, type ProjectionOptions } from './projection.ts';
export {
  type ClosureAnswer,
  type ClosureCursor,
  type ClosureQuery,
  closureOf,
  goOn,
  type MovedOn,
  type Reached,
} from './queries/closure-of.ts';
export { type DescribedNode, datasetRefs, describe } from './queries/describe.ts';
export { endsOfJob, type JobEndsAnswer } from './queries/ends-of-job.ts';
export { type ImpactAnswer, type ImpactQuery, type ImpactTotals, impact } from './queries/impact.ts';
export { type ImpactedDataset, ImpactedDatasets, type ImpactedField } from './queries/impacted-datasets.ts';
export {
  LINEAGE_EDGES,
  LINEAGE_NODES,
  type LineageAnswer,
  type LineageEdge,
  type LineageNode,
  type LineageQuery,
  lineage,
} from './queries/lineage.ts';
export { type NeighboursAnswer, neighbours } from './queries/neighbours.ts';
export { type PathsAnswer, type PathsQuery, paths } from './queries/paths.ts';
export { EDGE_BUDGET } from './queries/reach.ts';
export { type CatalogTotals, catalogTotals } from './queries/totals.ts';
export type { Visibility, VisibleDataset } from './visibility.ts';
