import { forEachEdge } from '../../domain/algorithms/adjacency.ts';
import { isCrowded } from '../../domain/ends.ts';
import type { EdgeLevel } from '../../domain/graph-record.ts';
import type { Direction } from '../../store/graph-store.ts';
import type { AskedWindow } from '../graph.ts';
import { DATASET, FIELD, JOB } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { jobEnds, jobIsVisible } from './job-ends.ts';

/** Where a walk starts. */
export interface Start {
  /** What was asked about. */
  readonly ref: string;
  readonly sources: readonly number[];
  /**
   * Distance of the sources: 0 for what was asked about itself, 1 for what the job that was asked about feeds or reads, or
   * what is bound to an element, a code list or a standard that was asked about.
   */
  readonly origin: 0 | 1;
  /** What paths from a source begin with, of origin 1; `ref` where it has none. */
  readonly begins?: ReadonlyMap<number, string> | undefined;
  /** BUDGET when events said more of the ends of a job than are kept (`MOST_ENDS`): the sources may not be all. */
  readonly lacks?: 'BUDGET' | null;
}

/** The node of a reference when it exists for whoever asks. */
export function visibleNode(projection: Projection, ref: string, mask: Uint8Array | null): number | undefined {
  const node = projection.nodes.find(ref);
  if (node === undefined || mask === null) return node;
  switch (projection.nodes.kind(node)) {
    case JOB:
      return jobIsVisible(projection, node, mask) ? node : undefined;
    case FIELD:
      return mask[node] === 1 && isKnown(projection, node, mask) ? node : undefined;
    default:
      return mask[node] === 1 ? node : undefined;
  }
}

/** A column that no schema lists is known from its edges: from one at least that whoever asks sees. Cost: its edges. */
function isKnown({ nodes, graph }: Projection, field: number, mask: Uint8Array): boolean {
  if (nodes.fieldFacts(field) !== null) return true;
  let known = false;
  for (const adjacency of [graph.forward, graph.backward]) {
    forEachEdge(adjacency, field, (end) => {
      if (mask[end] === 1) known = true;
    });
  }
  return known;
}

/**
 * Where a walk on one level starts for a visible node: a dataset at itself or at all its columns, a column at itself, a
 * job at what it feeds (downstream) or reads (upstream) in the window. A column has no start at dataset level.
 */
export function startAt(
  projection: Projection,
  node: number,
  level: EdgeLevel,
  direction: Direction,
  window: AskedWindow,
  mask: Uint8Array | null,
): Start {
  const { nodes } = projection;
  const start = (sources: readonly number[], origin: 0 | 1): Start => ({ ref: nodes.ref(node), sources, origin });
  switch (nodes.kind(node)) {
    case DATASET:
      return start(level === 'DATASET' ? [node] : nodes.fieldsOf(node), 0);
    case FIELD:
      return start(level === 'DATASET' ? [] : [node], 0);
    default: {
      const ends = jobEnds(projection, node, level, window, mask);
      const [sources, side] =
        direction === 'DOWNSTREAM' ? ([ends.outputs, 'outputs'] as const) : ([ends.inputs, 'inputs'] as const);
      const said = level === 'DATASET' ? projection.ends.of(nodes.ref(node)) : undefined;
      return { ...start(sources, 1), lacks: said !== undefined && isCrowded(said, side) ? 'BUDGET' : null };
    }
  }
}
