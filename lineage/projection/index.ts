/** Questions to the projection, in the order in which they are usually met. */
export type { Answer, AnswerHead, Asked, UnknownNode } from './answers.ts';
export { loadProjection, ProjectionLoader } from './load.ts';
export { Projection, type ProjectionOptions } from './projection.ts';
export { type BetweenAnswer, type BetweenQuery, between } from './queries/between.ts';
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
export { type LineageAnswer, type LineageQuery, lineage } from './queries/lineage.ts';
export {
  type Difference,
  type Differences,
  type EdgeDifference,
  type LineageDiffAnswer,
  type LineageDiffQuery,
  lineageDiff,
  type NodeDifference,
} from './queries/lineage-diff.ts';
export type { PagePlace } from './queries/lineage-page.ts';
export { LINEAGE_EDGES, LINEAGE_NODES, type LineageEdge, type LineageNode } from './queries/listed.ts';
export { type NeighboursAnswer, neighbours } from './queries/neighbours.ts';
export type { PairQuery } from './queries/pair.ts';
export { type PathCountsAnswer, pathCounts } from './queries/path-counts.ts';
export { type PathsAnswer, paths, type Way } from './queries/paths.ts';
export { EDGE_BUDGET } from './queries/reach.ts';
export { type SeparatorsAnswer, separators } from './queries/separators.ts';
export { type StatisticsAnswer, type StatisticsQuery, statistics } from './queries/statistics.ts';
export { type CatalogTotals, catalogTotals } from './queries/totals.ts';
export { MOST_WAYS, type WaysAnswer, type WaysQuery, ways } from './queries/ways.ts';
export { WORK_BUDGET } from './queries/work-budget.ts';
export type { Visibility, VisibleDataset } from './visibility.ts';
