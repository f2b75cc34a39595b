import { forEachEdge, type TimeWindow } from '../../domain/algorithms/adjacency.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Transformation, transformationOf } from '../../domain/transformations.ts';
import { DATASET, FIELD, JOB } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { compareText } from './order.ts';

/** Most nodes of an answer. */
export const LINEAGE_NODES = 10_000;
/** Most edges of an answer. */
export const LINEAGE_EDGES = 50_000;

/** A node of the graph around another. */
export interface LineageNode {
  readonly ref: string;
  readonly kind: 'DATASET' | 'FIELD' | 'JOB';
  /** Hops from the node asked about, whichever way; 0 for that node. */
  readonly distance: number;
  /** Reference of the dataset of a column, a dataset's own; null for a job. */
  readonly dataset: string | null;
  /** Whether the catalog knows its dataset; false for a job outside the catalog as well. */
  readonly inCatalog: boolean;
}

/** An edge of the graph around a node. */
export interface LineageEdge {
  readonly from: string;
  readonly to: string;
  readonly job: string;
  /** Null at dataset level. */
  readonly transformation: Transformation | null;
  /** It flows from this instant on; null: since ever. */
  readonly validFrom: Instant | null;
  /** It flows until before this instant; null: it goes on. */
  readonly validTo: Instant | null;
  /** Known since. */
  readonly recordedFrom: Instant;
  /** Known until before this instant; null: still. */
  readonly recordedTo: Instant | null;
}

const KINDS = { [DATASET]: 'DATASET', [FIELD]: 'FIELD', [JOB]: 'JOB' } as const;

/** A node as answers list it. */
export function describeNode({ nodes }: Projection, id: number, distance: number): LineageNode {
  const kind = KINDS[nodes.kind(id) as keyof typeof KINDS];
  const dataset = nodes.dataset(id);
  return {
    ref: nodes.ref(id),
    kind,
    distance,
    dataset: kind === 'JOB' ? null : nodes.ref(dataset),
    inCatalog: (kind === 'JOB' ? nodes.jobFacts(id) : nodes.datasetFacts(dataset)) !== null,
  };
}

/** An edge as answers list it. */
export function describeEdge({ graph, nodes }: Projection, slot: number): LineageEdge {
  const { columns, instants } = graph;
  const instant = (labels: Int32Array): Instant | null => instants.instantOf(labels[slot] as number);
  return {
    from: nodes.ref(columns.from[slot] as number),
    to: nodes.ref(columns.to[slot] as number),
    job: nodes.ref(columns.job[slot] as number),
    transformation: transformationOf(columns.transformation[slot] as number),
    validFrom: instant(columns.validFrom),
    validTo: instant(columns.validTo),
    recordedFrom: instant(columns.recordedFrom) ?? 0,
    recordedTo: instant(columns.recordedTo),
  };
}

/** The order of edges in answers. */
export const byEnds = (a: LineageEdge, b: LineageEdge): number =>
  compareText(a.from, b.from) ||
  compareText(a.to, b.to) ||
  compareText(a.job, b.job) ||
  compareText(a.transformation ?? '', b.transformation ?? '') ||
  (a.validFrom ?? -Infinity) - (b.validFrom ?? -Infinity) ||
  a.recordedFrom - b.recordedFrom;

/** The edges of a time between some nodes in the order of answers; `most` of them. Cost: the edges of the nodes. */
export function edgesBetween(
  projection: Projection,
  among: ReadonlyMap<number, unknown>,
  window: TimeWindow,
  most: number,
): { edges: LineageEdge[]; cut: boolean } {
  const { forward } = projection.graph;
  const view = projection.graph.view();
  const slots: number[] = [];
  let cut = false;
  for (const id of among.keys()) {
    forEachEdge(forward, id, (end, slot) => {
      if (!among.has(end) || !view.isLive(slot, window)) return;
      if (slots.length < most) slots.push(slot);
      else cut = true;
    });
  }
  return { edges: slots.map((slot) => describeEdge(projection, slot)).sort(byEnds), cut };
}
