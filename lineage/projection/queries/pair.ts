import type { PairSearch } from '../../domain/algorithms/shortest-ways.ts';
import type { EdgeLevel } from '../../domain/graph-record.ts';
import { type Asked, type UnknownNode, unknownNode } from '../answers.ts';
import type { AskedWindow } from '../graph.ts';
import { FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { walkable } from '../visibility.ts';
import { type Start, startAt, visibleNode } from './start.ts';

/** Question about two nodes: what leads from one to the other. */
export interface PairQuery extends Asked {
  /** Canonical references. A dataset beside a column stands for all its columns. */
  readonly from: string;
  readonly to: string;
  /** Most edges looked at; each question has its own unless given. */
  readonly budget?: number;
  /** See `Allowance`. */
  readonly isLate?: () => boolean;
}

/** Two nodes that there are, and what is searched between them. */
export interface Pair {
  readonly outcome: 'OK';
  readonly from: number;
  readonly to: number;
  readonly start: Start;
  readonly goal: Start;
  /** See `Start`. */
  readonly lacks: 'BUDGET' | null;
  readonly window: AskedWindow;
  readonly search: PairSearch;
}

/**
 * The two ends of a question.
 * @param level that of columns when one of them is a column, else that of datasets, unless given.
 */
export function pairOf(
  projection: Projection,
  query: PairQuery,
  mostLooked: number,
  level?: EdgeLevel,
): Pair | UnknownNode {
  const seen = projection.mask(query.visibility ?? null);
  const [from, to] = [visibleNode(projection, query.from, seen), visibleNode(projection, query.to, seen)];
  if (from === undefined) return unknownNode(projection, query.from, seen);
  if (to === undefined) return unknownNode(projection, query.to, seen);
  const mask = projection.mask(walkable(query.visibility));
  const { nodes, graph, scratch } = projection;
  const window = graph.window(query.asOf, query.asRecorded ?? null);
  const ofColumns = [from, to].some((node) => nodes.kind(node) === FIELD);
  const walked = level ?? (ofColumns ? 'COLUMN' : 'DATASET');
  // At dataset level a column stands for its dataset.
  const at = (node: number): number => (level === 'DATASET' && nodes.kind(node) === FIELD ? nodes.dataset(node) : node);
  const start = startAt(projection, at(from), walked, 'DOWNSTREAM', window, mask);
  const goal = startAt(projection, at(to), walked, 'UPSTREAM', window, mask);
  return {
    outcome: 'OK',
    from,
    to,
    start,
    goal,
    lacks: start.lacks ?? goal.lacks ?? null,
    window,
    search: {
      forward: graph.forward,
      backward: graph.backward,
      window,
      mask,
      scratch,
      budget: (query.budget ?? mostLooked) * (query.portions ?? 1),
      isLate: query.isLate,
    },
  };
}
