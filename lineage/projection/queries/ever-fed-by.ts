import { NO_TRANSFORMATION } from '../../domain/transformations.ts';
import type { Projection } from '../projection.ts';

/**
 * References of the datasets that a flow feeds, fed or will feed, as known now or before, whoever may see them: for
 * deciding whose it is, not for showing. Cost: all edges are looked at.
 */
export function everFedBy({ nodes, graph }: Projection, job: string): string[] {
  const node = nodes.find(job);
  if (node === undefined) return [];
  const { columns } = graph;
  const fed = new Set<number>();
  for (let slot = 0; slot < graph.count; slot++) {
    if (columns.job[slot] !== node || columns.transformation[slot] !== NO_TRANSFORMATION) continue;
    fed.add(columns.to[slot] as number);
  }
  return Array.from(fed, (id) => nodes.ref(id));
}
