import type { SchemaChange } from '../../domain/change-analysis/schema-change.ts';
import type { EdgeLevel } from '../../domain/graph-record.ts';
import type { Transformation } from '../../domain/transformations.ts';
import { type Answer, type Asked, answerHead, unknownNode } from '../answers.ts';
import type { AskedWindow } from '../graph.ts';
import { DATASET, FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { walkable } from '../visibility.ts';
import { boundColumns } from './bound-columns.ts';
import { filterOf } from './closure-of.ts';
import { ImpactedDatasets } from './impacted-datasets.ts';
import { type Loads, loads } from './load.ts';
import { EDGE_BUDGET, Reach } from './reach.ts';
import { type Start, startAt, visibleNode } from './start.ts';
import { countBySeverity, type SeverityCount, type Targets, targetsOf, WhatIf } from './what-if.ts';

/** Question: what is affected when a dataset, column or job changes. */
export interface ImpactQuery extends Asked {
  /** Canonical reference of a node, or of an element, a code list or a standard. */
  readonly of: string;
  /** What is to change; canonical references. Null or absent: only what is reached is asked. */
  readonly changes?: readonly SchemaChange[] | null;
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
  /** Counted as `totals` counts, unresolved names apart; null when no change was given. */
  readonly bySeverity: readonly SeverityCount[] | null;
  /** How it falls on agencies and partners; made when it is asked for. */
  loads(): Loads;
}>;

/**
 * What is affected downstream. Of a dataset: what its dataset edges reach, and at column level what all its columns
 * reach. Of a column: what it reaches at column level, and the datasets of that. Of a job: what it feeds, at distance 1,
 * and everything from there.
 *
 * Of an element, a code list or a standard: the columns that are bound to it, at distance 1, and what they reach.
 *
 * With changes, it is what their targets reach, and how that fares; what was asked about is then only where they are
 * unless they say otherwise.
 *
 * Cost: the edges reached on both levels, with changes as often as `spread` says; lists and paths are made when they are asked for.
 * @throws SchemaChangeError when the changes are not in order; nothing is computed.
 */
export function impact(projection: Projection, query: ImpactQuery): ImpactAnswer {
  const seen = projection.mask(query.visibility ?? null);
  const changes = query.changes ?? null;
  const asked = [query.of, ...(changes ?? []).map(({ target }) => target)];
  const unknown = asked.find(
    (ref) => !projection.dictionary.has(ref) && visibleNode(projection, ref, seen) === undefined,
  );
  if (unknown !== undefined) return unknownNode(projection, unknown, seen);
  const mask = projection.mask(walkable(query.visibility));
  const targets = changes === null ? null : targetsOf(projection, changes, query.asOf, mask);
  const node = visibleNode(projection, query.of, seen);
  const window = projection.graph.window(query.asOf, query.asRecorded ?? null);
  const filter = filterOf(projection, query.transformations ?? null);
  const walk = (level: 'DATASET' | 'COLUMN'): Reach => {
    const start = startOf(projection, query, level, targets, node, window, mask);
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
    filter !== null || !asksOfDatasets(projection, targets, node) ? null : walk('DATASET'),
    columns,
    seen,
    targets === null ? null : new WhatIf(projection, targets, { window, mask, filter }, query),
  );
  const totals = total(projection, query, datasets, columns, seen);
  const cut = datasets.cut ?? columns.cut ?? datasets.whatIf?.cut ?? null;
  return {
    ...answerHead(
      projection,
      query,
      cut,
      datasets.lacks,
      totals.counts.unresolved > 0 ? 'UNRESOLVED_NAMES' : null,
      totals.counts.hidden > 0 ? 'PERMISSION' : null,
    ),
    of: query.of,
    totals: totals.counts,
    agencies: totals.agencies,
    partners: totals.partners,
    datasets,
    bySeverity:
      datasets.whatIf === null
        ? null
        : countBySeverity(
            datasets.whatIf,
            inCatalog(projection, datasets.nodes()),
            listedFields(projection, columns, seen),
          ),
    loads: () => loads(projection, query.asOf, datasets, listedFields(projection, columns, seen)),
  };
}

/** Where one of the two walks starts: at what changes, at what is asked about, or at what is bound to it. */
function startOf(
  projection: Projection,
  { of, asOf }: ImpactQuery,
  level: EdgeLevel,
  targets: Targets | null,
  node: number | undefined,
  window: AskedWindow,
  mask: Uint8Array | null,
): Start {
  if (targets !== null) {
    const sources = level === 'DATASET' ? targets.datasets : targets.columns;
    return targets.bound === null
      ? { ref: of, sources, origin: 0 }
      : { ref: of, sources, origin: 1, begins: targets.bound };
  }
  if (node !== undefined) return startAt(projection, node, level, 'DOWNSTREAM', window, mask);
  return { ref: of, sources: level === 'DATASET' ? [] : boundColumns(projection, of, asOf, mask), origin: 1 };
}

/** Whether edges between datasets are followed too: from a dataset, from a flow, from what is retired as a whole. */
const asksOfDatasets = ({ nodes }: Projection, targets: Targets | null, node: number | undefined): boolean =>
  targets === null ? node !== undefined && nodes.kind(node) !== FIELD : targets.datasets.length > 0;

function* inCatalog({ nodes }: Projection, datasets: Iterable<number>): IterableIterator<number> {
  for (const dataset of datasets) if (nodes.datasetFacts(dataset) !== null) yield dataset;
}

/** The affected columns that count: of datasets of the catalog that are listed. */
function* listedFields(projection: Projection, columns: Reach, seen: Uint8Array | null): IterableIterator<number> {
  for (const field of columns.nodes) if (isListed(projection, field, seen)) yield field;
}

const isListed = ({ nodes }: Projection, field: number, seen: Uint8Array | null): boolean =>
  (seen === null || seen[field] === 1) && nodes.kind(field) !== DATASET && nodes.hasFacts(nodes.dataset(field));

function total(
  projection: Projection,
  { asOf }: Asked,
  affected: ImpactedDatasets,
  columns: Reach,
  seen: Uint8Array | null,
) {
  const { nodes, catalog } = projection;
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
  for (const field of columns.nodes) if (isListed(projection, field, seen)) fields += 1;
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
