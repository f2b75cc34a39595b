import type { EdgeLevel } from '../../domain/graph-record.ts';
import type { Direction } from '../../store/graph-store.ts';
import { type Answer, type Asked, answerHead, unknownNode } from '../answers.ts';
import { FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { compareText } from './order.ts';
import { Reach } from './reach.ts';
import { startAt, visibleNode } from './start.ts';

/** Question: everything on one side of a node. */
export interface ClosureQuery extends Asked {
  /** Canonical reference of a dataset, column or job. */
  readonly of: string;
  readonly direction: Direction;
  /** The level of `of` unless given; a dataset or job at column level starts at all its columns. */
  readonly level?: EdgeLevel;
  /** Null or absent: all. */
  readonly depth?: number | null;
  /** Most edges looked at; `EDGE_BUDGET` unless given. */
  readonly budget?: number;
}

/** One node of a closure. */
export interface Reached {
  readonly ref: string;
  readonly distance: number;
  /** See `Reach.pathTo`. */
  path(): string[];
}

/** Answer: nearest first, then by reference; what was asked about is not among them. */
export type ClosureAnswer = Answer<{ readonly reached: readonly Reached[] }>;

/** Everything reachable from a node in one direction, with exact distances. Cost: edges reached, and sorting. */
export function closureOf(projection: Projection, query: ClosureQuery): ClosureAnswer {
  const mask = projection.mask(query.visibility ?? null);
  const node = visibleNode(projection, query.of, mask);
  if (node === undefined) return unknownNode(projection, query.of, mask);
  const window = projection.graph.window(query.asOf, query.asRecorded ?? null);
  const level = query.level ?? (projection.nodes.kind(node) === FIELD ? 'COLUMN' : 'DATASET');
  const start = startAt(projection, node, level, query.direction, window, mask);
  const { direction, depth, budget } = query;
  const reach = new Reach(projection, start, { direction, window, mask, depth, budget });
  const reached: Reached[] = [];
  for (const { distance, nodes } of reach.levels()) {
    const level = Array.from(nodes, (id) => ({
      ref: projection.nodes.ref(id),
      distance,
      path: () => reach.pathTo(id),
    }));
    reached.push(...level.sort((a, b) => compareText(a.ref, b.ref)));
  }
  return { ...answerHead(projection, query, reach.cut), reached };
}
