import type { EdgeFilter } from '../../domain/algorithms/expand.ts';
import type { EdgeLevel } from '../../domain/graph-record.ts';
import { NO_TRANSFORMATION, type Transformation, transformationCode } from '../../domain/transformations.ts';
import type { Direction } from '../../store/graph-store.ts';
import { type Answer, type Asked, answerHead, unknownNode } from '../answers.ts';
import { DATASET, FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { compareText } from './order.ts';
import { Reach, type Reaching } from './reach.ts';
import { type Start, startAt, visibleNode } from './start.ts';

/** Question: everything on one side of a node. */
export interface ClosureQuery extends Asked {
  /** Canonical reference of a dataset, column or job. */
  readonly of: string;
  readonly direction: Direction;
  /** The level of `of` unless given; a dataset or job at column level starts at all its columns. */
  readonly level?: EdgeLevel;
  /** Null or absent: all. */
  readonly depth?: number | null;
  /** Which nodes are reported; null or absent: all. What is not reported is walked through all the same. */
  readonly kinds?: readonly ('DATASET' | 'FIELD')[] | null;
  /** Only column edges that do one of these are followed; dataset edges always are. Null or absent: all edges. */
  readonly transformations?: readonly Transformation[] | null;
  /** Most edges looked at; `EDGE_BUDGET` unless given. */
  readonly budget?: number;
  /** See `Allowance`. */
  readonly isLate?: () => boolean;
}

/** One node of a closure. */
export interface Reached {
  readonly ref: string;
  readonly distance: number;
  /** See `Reach.pathTo`. */
  path(): string[];
}

/** Where a closure goes on that was cut by its budget. Holds for one revision of one projection, in this process. */
export interface ClosureCursor {
  readonly query: ClosureQuery;
  readonly start: Start;
  readonly asked: Reaching;
  readonly reach: Reach;
  readonly projection: Projection;
  readonly revision: number;
}

/** Answer: nearest first, then by reference; what was asked about is not among them. */
export type ClosureAnswer = Answer<{
  readonly reached: readonly Reached[];
  /** For `goOn`; null when the budget did not cut it. */
  readonly cursor: ClosureCursor | null;
}>;

/** The graph has changed since a closure was cut: ask again from the start. */
export interface MovedOn {
  readonly outcome: 'MOVED_ON';
}

/** Everything reachable from a node in one direction, with exact distances. Cost: edges reached, and sorting. */
export function closureOf(projection: Projection, query: ClosureQuery): ClosureAnswer {
  const mask = projection.mask(query.visibility ?? null);
  const node = visibleNode(projection, query.of, mask);
  if (node === undefined) return unknownNode(projection, query.of, mask);
  const window = projection.graph.window(query.asOf, query.asRecorded ?? null);
  const level = query.level ?? (projection.nodes.kind(node) === FIELD ? 'COLUMN' : 'DATASET');
  const start = startAt(projection, node, level, query.direction, window, mask);
  const { direction, depth, budget, isLate } = query;
  const filter = filterOf(projection, query.transformations ?? null);
  const kinds = query.kinds?.reduce((bits, kind) => bits | (1 << (kind === 'FIELD' ? FIELD : DATASET)), 0);
  const asked = { direction, window, mask, filter, kinds, depth, budget, isLate };
  return answer(projection, { query, start, asked, projection, revision: projection.revision });
}

/**
 * What a closure that was cut had not reached yet: every node once over all answers together. Each has a budget of its
 * own; paths are those of the whole. Cost: the nodes reached before, and the edges reached anew.
 */
export function goOn(projection: Projection, cursor: ClosureCursor): ClosureAnswer | MovedOn {
  const isSame = cursor.projection === projection && cursor.revision === projection.revision;
  return isSame ? answer(projection, cursor) : { outcome: 'MOVED_ON' };
}

function answer(
  projection: Projection,
  cursor: Omit<ClosureCursor, 'reach'> & { readonly reach?: Reach },
): ClosureAnswer {
  const { query, start, asked, reach: earlier } = cursor;
  const reach = new Reach(projection, start, asked, earlier);
  let skipped = earlier?.nodes.length ?? 0;
  const reached: Reached[] = [];
  for (const { distance, nodes } of reach.levels()) {
    const level = Array.from(nodes.subarray(skipped), (id) => ({
      ref: projection.nodes.ref(id),
      distance,
      path: () => reach.pathTo(id),
    }));
    skipped = Math.max(0, skipped - nodes.length);
    reached.push(...level.sort((a, b) => compareText(a.ref, b.ref)));
  }
  const next = reach.cut === 'BUDGET' ? { ...cursor, reach } : null;
  return { ...answerHead(projection, query, reach.cut, reach.lacks), reached, cursor: next };
}

/** Lets through edges that do one of some transformations, and dataset edges; null for all. */
export function filterOf({ graph }: Projection, transformations: readonly Transformation[] | null): EdgeFilter | null {
  if (transformations === null) return null;
  const codes = [NO_TRANSFORMATION, ...transformations.map(transformationCode)];
  return { codes: graph.columns.transformation, allowed: codes.reduce((bits, code) => bits | (1 << code), 0) };
}
