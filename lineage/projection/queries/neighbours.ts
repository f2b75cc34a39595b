import { forEachEdge } from '../../domain/algorithms/adjacency.ts';
import type { Direction } from '../../store/graph-store.ts';
import { type Answer, type Asked, answerHead, unknownNode } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { visibleNode } from './start.ts';

/** Answer: references of the nodes one hop away, sorted; a node that feeds itself is not its own neighbour. */
export type NeighboursAnswer = Answer<{
  readonly neighbours: readonly string[];
  /** Those that are hidden from whoever asks, where what is hidden is opaque: to be counted, not published. */
  readonly hidden: readonly string[];
}>;

/** The datasets (or columns) one hop up or down from one. Cost: its edges. */
export function neighbours(projection: Projection, of: string, direction: Direction, asked: Asked): NeighboursAnswer {
  const mask = projection.mask(asked.visibility ?? null);
  const node = visibleNode(projection, of, mask);
  if (node === undefined) return unknownNode(projection, of, mask);
  const { graph, nodes } = projection;
  const window = graph.window(asked.asOf, asked.asRecorded ?? null);
  const view = graph.view();
  const isTold = asked.visibility?.hidden === 'OPAQUE';
  const found = new Set<number>();
  const hidden = new Set<number>();
  forEachEdge(direction === 'DOWNSTREAM' ? graph.forward : graph.backward, node, (end, slot) => {
    if (end === node || !view.isLive(slot, window)) return;
    if (mask === null || mask[end] === 1) found.add(end);
    else if (isTold) hidden.add(end);
  });
  const refs = (ids: ReadonlySet<number>): string[] => Array.from(ids, (id) => nodes.ref(id)).sort();
  return { ...answerHead(projection, asked), neighbours: refs(found), hidden: refs(hidden) };
}
