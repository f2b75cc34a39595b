import { forEachEdge } from '../../domain/algorithms/adjacency.ts';
import { passes } from '../../domain/algorithms/expand.ts';
import { type Answer, answerHead, unknownNode } from '../answers.ts';
import { JOB } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { walkable } from '../visibility.ts';
import { type AroundQuery, around, distancesOf } from './around.ts';
import { visibleNode } from './start.ts';

/** Most edges that an estimate looks at in each direction: about two milliseconds. */
export const ESTIMATE_EDGES = 200_000;

/** Answer: what a walk around a node comes to. */
export type WalkCostAnswer = Answer<{
  /** Nodes that it reaches, and edges of the time between them; at least so many unless `isExact`. */
  readonly nodes: number;
  readonly edges: number;
  readonly isExact: boolean;
}>;

/**
 * What the graph around a node comes to, without listing it: exact where a short walk sees all of it, else a lower bound.
 * Cost: at most `ESTIMATE_EDGES` in each direction, and the edges of what these reach.
 */
export function walkCost(projection: Projection, query: Omit<AroundQuery, 'budget'>): WalkCostAnswer {
  const seen = projection.mask(query.visibility ?? null);
  const node = visibleNode(projection, query.of, seen);
  if (node === undefined) return unknownNode(projection, query.of, seen);
  const found = around(projection, node, { ...query, budget: ESTIMATE_EDGES });
  const distances = distancesOf(found);
  const view = projection.graph.view();
  const mask = projection.mask(walkable(query.visibility));
  let edges = 0;
  for (const id of distances.keys()) {
    forEachEdge(view.forward, id, (end, slot) => {
      if (!distances.has(end) || (mask !== null && mask[end] !== 1)) return;
      if (view.isLive(slot, found.window) && passes(found.filter, slot) === 1) edges++;
    });
  }
  const isExact = found.reaches.every(({ cut }) => cut !== 'BUDGET');
  const cuts = found.reaches.map(({ cut }) => cut);
  const { kinds } = projection.nodes;
  const isOpaque = query.visibility?.hidden === 'OPAQUE';
  const hasHidden = isOpaque && [...distances.keys()].some((id) => kinds[id] !== JOB && seen?.[id] !== 1);
  return {
    ...answerHead(projection, query, ...cuts, hasHidden ? 'PERMISSION' : null),
    nodes: distances.size,
    edges,
    isExact,
  };
}
