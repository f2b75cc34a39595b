import { isLive, type TimeWindow } from '../../domain/algorithms/adjacency.ts';
import type { EdgeLevel } from '../../domain/graph-record.ts';
import { NO_TRANSFORMATION } from '../../domain/transformations.ts';
import type { Projection } from '../projection.ts';

/** What a job reads and feeds. */
export interface JobEnds {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/**
 * The nodes that a job reads and feeds at one level, in a window; an edge with a hidden end does not count.
 * Cost: all edges are looked at, some milliseconds for ten million. Questions about a job are few.
 */
export function jobEnds(
  { graph }: Projection,
  job: number,
  level: EdgeLevel,
  window: TimeWindow,
  mask: Uint8Array | null,
): JobEnds {
  const { columns } = graph;
  const [inputs, outputs] = [new Set<number>(), new Set<number>()];
  for (let slot = 0; slot < graph.count; slot++) {
    if (columns.job[slot] !== job) continue;
    if ((columns.transformation[slot] === NO_TRANSFORMATION) !== (level === 'DATASET')) continue;
    if (isLive(columns, slot, window.valid, window.recorded) === 0) continue;
    const [from, to] = [columns.from[slot] as number, columns.to[slot] as number];
    if (mask !== null && (mask[from] !== 1 || mask[to] !== 1)) continue;
    inputs.add(from);
    outputs.add(to);
  }
  return { inputs: [...inputs], outputs: [...outputs] };
}

/** A job exists for whoever sees both ends of an edge that it has or had. Cost: as `jobEnds`. */
export function jobIsVisible({ graph }: Projection, job: number, mask: Uint8Array): boolean {
  const { columns } = graph;
  for (let slot = 0; slot < graph.count; slot++) {
    if (
      columns.job[slot] === job &&
      mask[columns.from[slot] as number] === 1 &&
      mask[columns.to[slot] as number] === 1
    ) {
      return true;
    }
  }
  return false;
}
