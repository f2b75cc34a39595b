import type { Projection } from '../projection.ts';

/**
 * Which of some jobs exist for whoever sees what a mask shows: those with an edge, now or once, of which both ends are
 * seen; all of them when there is no mask. Cost: all edges are looked at once, however many jobs there are.
 */
export function visibleJobs(
  { graph, nodes }: Projection,
  jobs: ReadonlySet<string>,
  mask: Uint8Array | null,
): ReadonlySet<string> {
  if (mask === null) return jobs;
  const wanted = new Map<number, string>();
  for (const ref of jobs) {
    const node = nodes.find(ref);
    if (node !== undefined) wanted.set(node, ref);
  }
  const seen = new Set<string>();
  const { columns } = graph;
  for (let slot = 0; slot < graph.count && wanted.size > 0; slot++) {
    const job = columns.job[slot] as number;
    const ref = wanted.get(job);
    if (ref === undefined || mask[columns.from[slot] as number] !== 1 || mask[columns.to[slot] as number] !== 1)
      continue;
    seen.add(ref);
    wanted.delete(job);
  }
  return seen;
}
