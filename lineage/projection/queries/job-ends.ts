import { isLive } from '../../domain/algorithms/adjacency.ts';
import { isOneSided, type SeenEnd } from '../../domain/ends.ts';
import type { EdgeLevel } from '../../domain/graph-record.ts';
import { NO_TRANSFORMATION } from '../../domain/transformations.ts';
import type { AskedWindow } from '../graph.ts';
import { someEdgeOfJob } from '../job-edges.ts';
import type { Projection } from '../projection.ts';

/** What a job reads and feeds. */
export interface JobEnds {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Ends that the mask hides. */
  readonly hidden: readonly number[];
  /** Those of `inputs` and `outputs` that no edge tells of, but events do. */
  readonly loose: { readonly reads: ReadonlySet<number>; readonly writes: ReadonlySet<number> };
}

/**
 * The nodes that a job reads and feeds at one level, in a window; an edge with a hidden end does not count. Of datasets also
 * what events say that it reads or writes and no edge of it tells. Cost: its edges, and what events say of it.
 */
export function jobEnds(
  projection: Projection,
  job: number,
  level: EdgeLevel,
  window: AskedWindow,
  mask: Uint8Array | null,
): JobEnds {
  const { graph } = projection;
  const { columns } = graph;
  const [inputs, outputs, hidden] = [new Set<number>(), new Set<number>(), new Set<number>()];
  /** Ends of edges, of whatever time. */
  const [read, written] = [new Set<number>(), new Set<number>()];
  someEdgeOfJob(graph.jobs, job, (slot) => {
    if ((columns.transformation[slot] === NO_TRANSFORMATION) !== (level === 'DATASET')) return false;
    const [from, to] = [columns.from[slot] as number, columns.to[slot] as number];
    read.add(from);
    written.add(to);
    if (isLive(columns, slot, window.valid, window.recorded) === 0) return false;
    const concealed = mask === null ? [] : [from, to].filter((end) => mask[end] !== 1);
    for (const end of concealed) hidden.add(end);
    if (concealed.length > 0) return false;
    inputs.add(from);
    outputs.add(to);
    return false;
  });
  const loose = { reads: new Set<number>(), writes: new Set<number>() };
  const seen = level === 'DATASET' ? projection.ends.of(projection.nodes.ref(job)) : undefined;
  const addLoose = (ends: readonly SeenEnd[], tied: ReadonlySet<number>, into: Set<number>, as: Set<number>): void => {
    for (const [ref, first, recorded] of ends) {
      if (first > window.asOf || recorded > (window.asRecorded ?? recorded)) continue;
      const end = nodeAt(projection, ref);
      if (end === undefined || tied.has(end)) continue;
      if (mask !== null && mask[end] !== 1) hidden.add(end);
      else for (const set of [into, as]) set.add(end);
    }
  };
  addLoose(seen?.inputs ?? [], read, inputs, loose.reads);
  addLoose(seen?.outputs ?? [], written, outputs, loose.writes);
  return { inputs: [...inputs], outputs: [...outputs], hidden: [...hidden], loose };
}

/**
 * A job exists for whoever sees both ends of an edge that it has or had; one that only reads, or only writes, for whoever
 * sees any of that. Cost: its edges at most, and what events say of it.
 */
export function jobIsVisible(projection: Projection, job: number, mask: Uint8Array): boolean {
  const { graph, nodes, ends } = projection;
  const { from, to } = graph.columns;
  if (someEdgeOfJob(graph.jobs, job, (slot) => mask[from[slot] as number] === 1 && mask[to[slot] as number] === 1))
    return true;
  const seen = ends.of(nodes.ref(job));
  return (
    seen !== undefined &&
    isOneSided(seen) &&
    [...seen.inputs, ...seen.outputs].some(([ref]) => mask[nodeAt(projection, ref) ?? -1] === 1)
  );
}

/** Whether a job touches anything, and nothing that it touches is hidden. Cost: its edges, and what events say of it. */
export function jobIsWhollyVisible(projection: Projection, job: number, mask: Uint8Array): boolean {
  const { graph, nodes, ends } = projection;
  const { from, to } = graph.columns;
  let hasAny = false;
  const isHidden = someEdgeOfJob(graph.jobs, job, (slot) => {
    hasAny = true;
    return mask[from[slot] as number] !== 1 || mask[to[slot] as number] !== 1;
  });
  const seen = ends.of(nodes.ref(job));
  const touched = seen === undefined ? [] : [...seen.inputs, ...seen.outputs];
  if (!hasAny && touched.length === 0) return false;
  return !isHidden && touched.every(([ref]) => mask[nodeAt(projection, ref) ?? -1] === 1);
}

/** The node where a name of an event stands. */
const nodeAt = ({ nodes, names }: Projection, ref: string): number | undefined => nodes.find(names.resolve(ref));
