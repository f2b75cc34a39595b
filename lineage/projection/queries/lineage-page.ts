import { forEachEdge, type TimeWindow } from '../../domain/algorithms/adjacency.ts';
import { type EdgeFilter, passes } from '../../domain/algorithms/expand.ts';
import type { Projection } from '../projection.ts';
import {
  byEnds,
  describeEdge,
  describeNode,
  LINEAGE_EDGES,
  LINEAGE_NODES,
  type LineageEdge,
  type LineageNode,
} from './listed.ts';
import { byRef } from './order.ts';

/** Where a page of nodes begins in the order of all: so many nodes before it, and so many edges of its first node. */
export interface PagePlace {
  readonly nodes: number;
  readonly edges: number;
}

/** A node and how far away it is. */
export interface Placed {
  readonly id: number;
  readonly distance: number;
}

/** Everything that was reached, nearest first, then by reference: the order that pages are cut from. Cost: sorting. */
export function inOrder(
  projection: Projection,
  distances: ReadonlyMap<number, number>,
  kinds: readonly LineageNode['kind'][] | null,
): Placed[] {
  const isLess = byRef(projection.nodes);
  const all = Array.from(distances, ([id, distance]): Placed => ({ id, distance }));
  const listed = kinds === null ? all : all.filter(({ id }) => kinds.includes(describeNode(projection, id, 0).kind));
  return listed.sort((a, b) => a.distance - b.distance || isLess(a.id, b.id));
}

/** What of the question a page depends on; see `LineageQuery`. */
interface Paged {
  readonly from?: PagePlace;
  readonly maxNodes?: number;
  readonly maxEdges?: number;
  readonly window: TimeWindow;
  readonly filter: EdgeFilter | null;
}

/**
 * A page: as many nodes as fit with their edges to nodes on it and before it, so that every edge comes once, on the page
 * of its later end. A node whose edges alone do not fit comes again with the rest of them.
 * Cost: the edges of its nodes, and sorting these.
 */
export function pageOf(
  projection: Projection,
  ordered: readonly Placed[],
  { from = { nodes: 0, edges: 0 }, maxNodes = LINEAGE_NODES, maxEdges = LINEAGE_EDGES, window, filter }: Paged,
): { nodes: LineageNode[]; edges: LineageEdge[]; next: PagePlace | null } {
  const last = Math.min(ordered.length, from.nodes + maxNodes);
  const places = new Map<number, number>();
  for (let place = 0; place < last; place++) places.set((ordered[place] as Placed).id, place);
  const slots: number[] = [];
  let end = from.nodes;
  for (; end < last; end++) {
    const found = edgesToEarlier(projection, places, (ordered[end] as Placed).id, end, window, filter);
    if (end > from.nodes && slots.length + found.length > maxEdges) break;
    for (const slot of found) slots.push(slot);
    if (slots.length > maxEdges) {
      end++;
      break;
    }
  }
  const nodes = ordered.slice(from.nodes, end).map(({ id, distance }) => describeNode(projection, id, distance));
  const edges = slots.map((slot) => describeEdge(projection, slot)).sort(byEnds);
  // Only a node that stands alone has more edges than fit.
  if (edges.length > maxEdges) {
    const shown = edges.slice(from.edges, from.edges + maxEdges);
    const rest = from.edges + shown.length < edges.length;
    if (rest) return { nodes, edges: shown, next: { nodes: from.nodes, edges: from.edges + shown.length } };
    return { nodes, edges: shown, next: end < ordered.length ? { nodes: end, edges: 0 } : null };
  }
  return { nodes, edges, next: end < ordered.length ? { nodes: end, edges: 0 } : null };
}

/** Slots of the live edges between a node and those before it in the order, itself included, each once. */
function edgesToEarlier(
  { graph }: Projection,
  places: ReadonlyMap<number, number>,
  node: number,
  place: number,
  window: TimeWindow,
  filter: EdgeFilter | null,
): number[] {
  const view = graph.view();
  const slots: number[] = [];
  const take = (isOther: boolean) => (end: number, slot: number) => {
    const other = places.get(end);
    if (other === undefined || other > place || (isOther && other === place)) return;
    if (view.isLive(slot, window) && passes(filter, slot) === 1) slots.push(slot);
  };
  forEachEdge(graph.forward, node, take(false));
  forEachEdge(graph.backward, node, take(true));
  return slots;
}
