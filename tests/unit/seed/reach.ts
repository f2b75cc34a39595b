import type { SeedCatalogue, SeedDataset } from '../../../seed/data/index.ts';

/** What a question about reach may restrict. */
export interface ReachOptions {
  /** Only flows valid at this instant; all flows unless given. */
  readonly asOf?: string;
  /** Only datasets that this lets through; all unless given. */
  readonly sees?: (dataset: SeedDataset) => boolean;
}

/** True when the half-open validity covers the instant. */
export const isValidAt = (
  validity: { readonly validFrom: string; readonly validTo: string | null },
  at: string,
): boolean =>
  Date.parse(validity.validFrom) <= Date.parse(at) &&
  (validity.validTo === null || Date.parse(at) < Date.parse(validity.validTo));

/** The dataset of a node: the node itself, or what stands before its dot. */
export const datasetOf = (node: string): string => node.split('.')[0] ?? node;

/** One hop: datasets for a dataset, columns for a column. */
function edgesOf(
  seed: SeedCatalogue,
  atColumnLevel: boolean,
  { asOf, sees }: ReachOptions,
): ReadonlyMap<string, string[]> {
  const seen = new Set(
    seed.datasets.filter((dataset) => sees === undefined || sees(dataset)).map((dataset) => dataset.code),
  );
  const edges = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    edges.set(from, [...(edges.get(from) ?? []), to]);
  };
  for (const flow of seed.flows) {
    if (asOf !== undefined && !isValidAt(flow, asOf)) continue;
    if (!seen.has(flow.from) || !seen.has(flow.to)) continue;
    if (!atColumnLevel) add(flow.from, flow.to);
    else for (const column of flow.columns) add(`${flow.from}.${column.from}`, `${flow.to}.${column.to}`);
  }
  return edges;
}

/**
 * Breadth-first search over the flows of the seed, written for these tests alone so that it shares no line with the
 * lineage engine. Gives every node downstream with its distance in hops, the start left out.
 */
export function reach(seed: SeedCatalogue, of: string, options: ReachOptions = {}): ReadonlyMap<string, number> {
  const edges = edgesOf(seed, of.includes('.'), options);
  const distance = new Map([[of, 0]]);
  const queue = [of];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    const next = (distance.get(node) ?? 0) + 1;
    for (const to of edges.get(node) ?? []) {
      if (distance.has(to)) continue;
      distance.set(to, next);
      queue.push(to);
    }
  }
  distance.delete(of);
  return distance;
}

/** The datasets downstream, in code order, each with the distance of its nearest node. */
export function reachedDatasets(
  seed: SeedCatalogue,
  of: string,
  options: ReachOptions = {},
): ReadonlyMap<string, number> {
  const nearest = new Map<string, number>();
  for (const [node, distance] of reach(seed, of, options)) {
    const code = datasetOf(node);
    nearest.set(code, Math.min(distance, nearest.get(code) ?? distance));
  }
  return new Map([...nearest].sort(([a], [b]) => a.localeCompare(b)));
}
