import type { Projection } from '../projection.ts';

/** Who publishes the dataset that a name is; null while it is none, undefined for one that is not declared. */
export function publisherOf({ names, nodes }: Projection, name: string): string | null | undefined {
  const dataset = names.datasetOf(name);
  if (dataset === null) return null;
  const id = nodes.find(dataset);
  return id === undefined ? undefined : nodes.datasetFacts(id)?.publisher;
}
