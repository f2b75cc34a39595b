import { forEachEdge, type TimeWindow } from '../../domain/algorithms/adjacency.ts';
import type { Transformation } from '../../domain/transformations.ts';
import { transformationOf } from '../../domain/transformations.ts';
import type { Direction } from '../../store/graph-store.ts';
import { type Answer, type Asked, answerHead, unknownNode } from '../answers.ts';
import { DATASET, FIELD, JOB } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { walkable } from '../visibility.ts';
import { compareText } from './order.ts';
import { Reach } from './reach.ts';
import { startAt, visibleNode } from './start.ts';

/** Question: the graph around a node. */
export interface LineageQuery extends Asked {
  /** Canonical reference of a dataset, column or job. */
  readonly of: string;
  readonly direction: Direction | 'BOTH';
  /** Null or absent: all the way. */
  readonly depth?: number | null;
  /** Most nodes, `LINEAGE_NODES` unless given; the nearest are kept. */
  readonly maxNodes?: number;
  /** Most edges listed, `LINEAGE_EDGES` unless given. */
  readonly maxEdges?: number;
  /** Most edges looked at in each direction; `EDGE_BUDGET` unless given. */
  readonly budget?: number;
}

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
}

/**
 * Answer: nodes nearest first, then by reference; edges by from, to, job, transformation. Hidden nodes are among them
 * where what is hidden is opaque: not to be published by name.
 */
export type LineageAnswer = Answer<{
  readonly nodes: readonly LineageNode[];
  /** All edges of the time between these nodes. */
  readonly edges: readonly LineageEdge[];
  /** Whether there is more than is shown: beyond the depth, the nodes or the edges. */
  readonly truncated: boolean;
}>;

const KINDS = { [DATASET]: 'DATASET', [FIELD]: 'FIELD', [JOB]: 'JOB' } as const;

/**
 * The graph around a node, on its own level (a job: that of datasets): what lies upstream, downstream or both, and the
 * edges between. Cost: the edges reached; sorting.
 */
export function lineage(projection: Projection, query: LineageQuery): LineageAnswer {
  const seen = projection.mask(query.visibility ?? null);
  const node = visibleNode(projection, query.of, seen);
  if (node === undefined) return unknownNode(projection, query.of, seen);
  const mask = projection.mask(walkable(query.visibility));
  const window = projection.graph.window(query.asOf, query.asRecorded ?? null);
  const level = projection.nodes.kind(node) === FIELD ? 'COLUMN' : 'DATASET';
  const directions: Direction[] = query.direction === 'BOTH' ? ['UPSTREAM', 'DOWNSTREAM'] : [query.direction];
  const reaches = directions.map((direction) => {
    const start = startAt(projection, node, level, direction, window, mask);
    return new Reach(projection, start, {
      direction,
      window,
      mask,
      depth: query.depth,
      budget: query.budget,
      isLate: query.isLate,
    });
  });
  const kept = nearest(projection, node, reaches, query.maxNodes ?? LINEAGE_NODES);
  const listed = edgesBetween(projection, kept.distances, window, query.maxEdges ?? LINEAGE_EDGES);
  const budget = kept.cut || listed.cut ? 'BUDGET' : null;
  const head = answerHead(projection, query, ...reaches.map(({ cut }) => cut), budget);
  return { ...head, nodes: kept.nodes, edges: listed.edges, truncated: !head.complete };
}

function nearest(projection: Projection, start: number, reaches: readonly Reach[], most: number) {
  const distances = new Map<number, number>([[start, 0]]);
  for (const reach of reaches) {
    for (const { distance, nodes } of reach.levels()) {
      for (const id of nodes) distances.set(id, Math.min(distance, distances.get(id) ?? distance));
    }
  }
  const all = Array.from(distances, ([id, distance]) => describeNode(projection, id, distance));
  all.sort((a, b) => a.distance - b.distance || compareText(a.ref, b.ref));
  const nodes = all.slice(0, most);
  for (const { ref } of all.slice(most)) distances.delete(projection.nodes.find(ref) ?? -1);
  return { nodes, distances, cut: all.length > nodes.length };
}

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

/** The edges of a time between some nodes, by from, to, job, transformation; `most` of them. Cost: the edges of the nodes. */
export function edgesBetween(
  { graph, nodes }: Projection,
  among: ReadonlyMap<number, unknown>,
  window: TimeWindow,
  most: number,
): { edges: LineageEdge[]; cut: boolean } {
  const { forward, columns } = graph;
  const view = graph.view();
  const edges: LineageEdge[] = [];
  let cut = false;
  for (const id of among.keys()) {
    forEachEdge(forward, id, (end, slot) => {
      if (!among.has(end) || !view.isLive(slot, window)) return;
      if (edges.length === most) {
        cut = true;
        return;
      }
      edges.push({
        from: nodes.ref(id),
        to: nodes.ref(end),
        job: nodes.ref(columns.job[slot] as number),
        transformation: transformationOf(columns.transformation[slot] as number),
      });
    });
  }
  edges.sort(
    (a, b) =>
      compareText(a.from, b.from) ||
      compareText(a.to, b.to) ||
      compareText(a.job, b.job) ||
      compareText(a.transformation ?? '', b.transformation ?? ''),
  );
  return { edges, cut };
}
