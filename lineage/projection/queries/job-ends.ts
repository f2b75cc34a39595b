import { isLive, type TimeWindow } from '../../domain/algorithms/adjacency.ts';
import type { EdgeLevel } from '../../domain/graph-record.ts';
import { NO_TRANSFORMATION } from '../../domain/transformations.ts';
import { someEdgeOfJob } from '../job-edges.ts';
import type { Projection } from '../projection.ts';

/** What a job reads and feeds. */
export interface JobEnds {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Ends that the mask hides. */
  readonly hidden: readonly number[];
}

/** The nodes that a job reads and feeds at one level, in a window; an edge with a hidden end does not count. Cost: its edges. */
export function jobEnds(
  { graph }: Projection,
  job: number,
  level: EdgeLevel,
  window: TimeWindow,
  mask: Uint8Array | null,
): JobEnds {
  const { columns } = graph;
  const [inputs, outputs, hidden] = [new Set<number>(), new Set<number>(), new Set<number>()];
  someEdgeOfJob(graph.jobs, job, (slot) => {
    if ((columns.transformation[slot] === NO_TRANSFORMATION) !== (level === 'DATASET')) return false;
    if (isLive(columns, slot, window.valid, window.recorded) === 0) return false;
    const [from, to] = [columns.from[slot] as number, columns.to[slot] as number];
    const concealed = mask === null ? [] : [from, to].filter((end) => mask[end] !== 1);
    for (const end of concealed) hidden.add(end);
    if (concealed.length > 0) return false;
    inputs.add(from);
    outputs.add(to);
    return false;
  });
  return { inputs: [...inputs], outputs: [...outputs], hidden: [...hidden] };
}

/** A job exists for whoever sees both ends of an edge that it has or had. Cost: its edges at most. */
export function jobIsVisible({ graph }: Projection, job: number, mask: Uint8Array): boolean {
  const { from, to } = graph.columns;
  return someEdgeOfJob(graph.jobs, job, (slot) => mask[from[slot] as number] === 1 && mask[to[slot] as number] === 1);
}

/** Whether a job has an edge, and all ends of all its edges are seen: nothing that it touches is hidden. Cost: its edges. */
export function jobIsWhollyVisible({ graph }: Projection, job: number, mask: Uint8Array): boolean {
  const { from, to } = graph.columns;
  let hasAny = false;
  const isHidden = someEdgeOfJob(graph.jobs, job, (slot) => {
    hasAny = true;
    return mask[from[slot] as number] !== 1 || mask[to[slot] as number] !== 1;
  });
  return hasAny && !isHidden;
}
