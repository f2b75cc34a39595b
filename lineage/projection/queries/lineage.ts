import { type Answer, answerHead, unknownNode } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { type AroundQuery, around, distancesOf } from './around.ts';
import { inOrder, type PagePlace, type Placed, pageOf } from './lineage-page.ts';
import type { LineageEdge, LineageNode } from './listed.ts';
import { visibleNode } from './start.ts';

/** Question: the graph around a node. */
export interface LineageQuery extends AroundQuery {
  /** Which nodes are listed; null or absent: all. What is not listed is walked through all the same. */
  readonly kinds?: readonly LineageNode['kind'][] | null;
  /** Where the page begins; at the nearest unless given. */
  readonly from?: PagePlace;
  /** Most nodes, `LINEAGE_NODES` unless given; the nearest are kept. */
  readonly maxNodes?: number;
  /** Most edges listed, `LINEAGE_EDGES` unless given. */
  readonly maxEdges?: number;
}

/**
 * Answer: nodes nearest first, then by reference; edges by from, to, job, transformation. Hidden nodes are among them
 * where what is hidden is opaque: not to be published by name.
 */
export type LineageAnswer = Answer<{
  readonly nodes: readonly LineageNode[];
  /** All edges of the time between these nodes, and from them to nodes of the pages before. */
  readonly edges: readonly LineageEdge[];
  /** Whether there is more than is shown: beyond the depth, the nodes or the edges. */
  readonly truncated: boolean;
  /**
   * Where to go on when the budget cut the answer. With more portions the walk is longer, and the nodes at the distance
   * where it was cut come once more.
   */
  readonly next: { readonly from: PagePlace; readonly portions: number } | null;
}>;

/**
 * The graph around a node: what lies upstream, downstream or both, and the edges between, a page of it. Cost: the edges
 * reached, for every page anew; sorting.
 */
export function lineage(projection: Projection, query: LineageQuery): LineageAnswer {
  const seen = projection.mask(query.visibility ?? null);
  const node = visibleNode(projection, query.of, seen);
  if (node === undefined) return unknownNode(projection, query.of, seen);
  const portions = query.portions ?? 1;
  const found = around(projection, node, query);
  const { reaches, window, filter } = found;
  const ordered = inOrder(projection, distancesOf(found), query.kinds ?? null);
  const { nodes, edges, next } = pageOf(projection, ordered, { ...query, window, filter });
  const isWalkCut = reaches.some(({ cut }) => cut === 'BUDGET');
  const head = answerHead(
    projection,
    query,
    ...reaches.flatMap(({ cut, lacks }) => [cut, lacks]),
    next === null ? null : 'BUDGET',
  );
  const goOn = next !== null ? { from: next, portions } : isWalkCut ? longer(ordered, portions) : null;
  return { ...head, nodes, edges, truncated: !head.complete, next: goOn };
}

/** A longer walk finds more nodes at the distance where this one ended, and beyond; nothing nearer. */
function longer(ordered: readonly Placed[], portions: number): { from: PagePlace; portions: number } {
  const farthest = ordered.at(-1)?.distance ?? 0;
  const first = ordered.findIndex(({ distance }) => distance === farthest);
  return { from: { nodes: Math.max(0, first), edges: 0 }, portions: portions + 1 };
}
