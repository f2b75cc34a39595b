import { SEVERITIES } from '../../domain/change-analysis/rules.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Projection } from '../projection.ts';
import type { ImpactedDatasets } from './impacted-datasets.ts';

/** How much of an impact falls on one agency or partner. */
export interface Load {
  readonly code: string;
  readonly datasets: number;
  readonly fields: number;
  /** Datasets that break, and that are at risk; null when no change was given. */
  readonly breaks: number | null;
  readonly atRisk: number | null;
}

/** The load of an impact by publisher, and by the lead partners that publishers have at an instant. */
export interface Loads {
  readonly byAgency: readonly Load[];
  readonly byPartner: readonly Load[];
}

/**
 * Groups what is affected, heaviest first, then by code. A dataset counts once for each lead partner of its publisher.
 * @param affected names that the catalog does not know are left out.
 * @param fields affected columns that are listed.
 * Cost: the datasets and columns.
 */
export function loads(
  { nodes, catalog }: Projection,
  asOf: Instant,
  affected: ImpactedDatasets,
  fields: Iterable<number>,
): Loads {
  const { whatIf } = affected;
  const agencies = new Map<string, Counts>();
  const of = (dataset: number): Counts | null => {
    const publisher = affected.publisherOf(dataset) ?? nodes.datasetFacts(dataset)?.publisher;
    if (publisher === undefined) return null;
    const counts = agencies.get(publisher) ?? { datasets: 0, fields: 0, breaks: 0, atRisk: 0 };
    agencies.set(publisher, counts);
    return counts;
  };
  for (const dataset of affected.nodes()) {
    const counts = of(dataset);
    if (counts === null) continue;
    counts.datasets += 1;
    const severity = SEVERITIES[whatIf?.severityOfDataset(dataset) ?? 0];
    if (severity === 'BREAKS') counts.breaks += 1;
    if (severity === 'AT_RISK') counts.atRisk += 1;
  }
  for (const field of fields) {
    const counts = of(nodes.dataset(field));
    if (counts !== null) counts.fields += 1;
  }
  const partners = new Map<string, Counts>();
  for (const [agency, counts] of agencies) {
    for (const partner of catalog.leadPartners([agency], asOf))
      partners.set(partner, sum(partners.get(partner), counts));
  }
  const list = (groups: ReadonlyMap<string, Counts>): Load[] =>
    [...groups]
      .map(([code, { breaks, atRisk, ...counts }]) => ({
        code,
        ...counts,
        breaks: whatIf === null ? null : breaks,
        atRisk: whatIf === null ? null : atRisk,
      }))
      .sort((a, b) => b.datasets - a.datasets || b.fields - a.fields || (a.code < b.code ? -1 : 1));
  return { byAgency: list(agencies), byPartner: list(partners) };
}

interface Counts {
  datasets: number;
  fields: number;
  breaks: number;
  atRisk: number;
}

const sum = (a: Counts | undefined, b: Counts): Counts => ({
  datasets: (a?.datasets ?? 0) + b.datasets,
  fields: (a?.fields ?? 0) + b.fields,
  breaks: (a?.breaks ?? 0) + b.breaks,
  atRisk: (a?.atRisk ?? 0) + b.atRisk,
});
