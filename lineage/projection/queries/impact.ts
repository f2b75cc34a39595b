import type { Transformation } from '../../domain/transformations.ts';
import { type Answer, type Asked, answerHead, unknownNode } from '../answers.ts';
import { DATASET, FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { walkable } from '../visibility.ts';
import { filterOf } from './closure-of.ts';
import { ImpactedDatasets } from './impacted-datasets.ts';
import { EDGE_BUDGET, Reach } from './reach.ts';
import { startAt, visibleNode } from './start.ts';

/** Question: what is affected when a dataset, column or job changes. */
export interface ImpactQuery extends Asked {
  /** Canonical reference. */
  readonly of: string;
  /**
   * Only column edges that do one of these are followed; a dataset or job is then asked about at the level of columns,
   * like a column. Null or absent: all edges.
   */
  readonly transformations?: readonly Transformation[] | null;
  /** Most edges looked at on each level; `EDGE_BUDGET` unless given. */
  readonly budget?: number;
}

/** Exact numbers over everything affected. */
export interface ImpactTotals {
  /** Datasets of the catalog; never the dataset asked about, but the dataset of a column when another column is reached. */
  readonly datasets: number;
  /** Columns of datasets of the catalog. Of a dataset or job: those reached from its columns. */
  readonly fields: number;
  /** Distinct publishers of the affected datasets. */
  readonly agencies: number;
  /** Distinct lead partners of these agencies at the time asked about. */
  readonly partners: number;
  readonly openDatasets: number;
  /** Datasets affected that are hidden from whoever asks; nothing else here counts them. */
  readonly hidden: number;
  /** Names affected that the catalog does not know. */
  readonly unresolved: number;
}

/** Answer to `impact`. */
export type ImpactAnswer = Answer<{
  readonly of: string;
  readonly totals: ImpactTotals;
  /** Codes of the agencies and lead partners counted, sorted. */
  readonly agencies: readonly string[];
  readonly partners: readonly string[];
  /** The affected datasets, unresolved names included. */
  readonly datasets: ImpactedDatasets;
}>;

/**
 * What is affected downstream. Of a dataset: what its dataset edges reach, and at column level what all its columns
 * reach. Of a column: what it reaches at column level, and the datasets of that. Of a job: what it feeds, at distance 1,
 * and everything from there.
 *
 * Cost: the edges reached on both levels; lists and paths are made when they are asked for.
 */
export function impact(projection: Projection, query: ImpactQuery): ImpactAnswer {
  const seen = projection.mask(query.visibility ?? null);
  const node = visibleNode(projection, query.of, seen);
  if (node === undefined) return unknownNode(projection, query.of, seen);
  const mask = projection.mask(walkable(query.visibility));
  const window = projection.graph.window(query.asOf, query.asRecorded ?? null);
  const filter = filterOf(projection, query.transformations ?? null);
  const walk = (level: 'DATASET' | 'COLUMN'): Reach => {
    const start = startAt(projection, node, level, 'DOWNSTREAM', window, mask);
    return new Reach(projection, start, {
      direction: 'DOWNSTREAM',
      window,
      mask,
      filter,
      budget: (query.budget ?? EDGE_BUDGET) * (query.portions ?? 1),
      isLate: query.isLate,
    });
  };
  const columns = walk('COLUMN');
  const datasets = new ImpactedDatasets(
    projection,
    projection.nodes.kind(node) === FIELD || filter !== null ? null : walk('DATASET'),
    columns,
    seen,
  );
  const totals = total(projection, query, datasets, columns, seen);
  const cut = datasets.cut ?? columns.cut;
  return {
    ...answerHead(
      projection,
      query,
      cut,
      totals.counts.unresolved > 0 ? 'UNRESOLVED_NAMES' : null,
      totals.counts.hidden > 0 ? 'PERMISSION' : null,
    ),
    of: query.of,
    totals: totals.counts,
    agencies: totals.agencies,
    partners: totals.partners,
    datasets,
  };
}

function total(
  { nodes, catalog }: Projection,
  { asOf }: Asked,
  affected: ImpactedDatasets,
  columns: Reach,
  seen: Uint8Array | null,
) {
  const publishers = new Set<string>();
  let [datasets, openDatasets, unresolved] = [0, 0, 0];
  for (const dataset of affected.nodes()) {
    const facts = nodes.datasetFacts(dataset);
    if (facts === null) {
      unresolved += 1;
      continue;
    }
    datasets += 1;
    publishers.add(facts.publisher);
    if (facts.sharingClass === 'OPEN') openDatasets += 1;
  }
  let fields = 0;
  for (const field of columns.nodes) {
    if (seen !== null && seen[field] !== 1) continue;
    if (nodes.kind(field) !== DATASET && nodes.datasetFacts(nodes.dataset(field)) !== null) fields += 1;
  }
  const agencies = [...publishers].sort();
  const partners = catalog.leadPartners(agencies, asOf);
  const counts = {
    datasets,
    fields,
    agencies: agencies.length,
    partners: partners.length,
    openDatasets,
    unresolved,
    hidden: affected.hidden.length,
  };
  return { counts, agencies, partners };
}
