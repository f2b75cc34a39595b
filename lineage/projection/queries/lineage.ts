import type { EdgeLevel } from '../../domain/graph-record.ts';
import type { Transformation } from '../../domain/transformations.ts';
import type { Direction } from '../../store/graph-store.ts';
import { type Answer, type Asked, answerHead, unknownNode } from '../answers.ts';
import { DATASET, FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { walkable } from '../visibility.ts';
import { filterOf } from './closure-of.ts';
import { inOrder, type PagePlace, type Placed, pageOf } from './lineage-page.ts';
import type { LineageEdge, LineageNode } from './listed.ts';
import { EDGE_BUDGET, Reach } from './reach.ts';
import { type Start, startAt, visibleNode } from './start.ts';

/** Question: the graph around a node. */
export interface LineageQuery extends Asked {
  /** Canonical reference of a dataset, column or job. */
  readonly of: string;
  readonly direction: Direction | 'BOTH';
  /** Null or absent: all the way. */
  readonly depth?: number | null;
  /** The level of `of` unless given, that of datasets for a job; a dataset or job at column level starts at its columns. */
  readonly level?: EdgeLevel | null;
  /** Which nodes are listed; null or absent: all. What is not listed is walked through all the same. */
  readonly kinds?: readonly LineageNode['kind'][] | null;
  /** Only column edges that do one of these are followed and listed; dataset edges always are. Null or absent: all. */
  readonly transformations?: readonly Transformation[] | null;
  /** Where the page begins; at the nearest unless given. */
  readonly from?: PagePlace;
  /** Most nodes, `LINEAGE_NODES` unless given; the nearest are kept. */
  readonly maxNodes?: number;
  /** Most edges listed, `LINEAGE_EDGES` unless given. */
  readonly maxEdges?: number;
  /** Most edges looked at in each direction; `EDGE_BUDGET` unless given. */
  readonly budget?: number;
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
  const mask = projection.mask(walkable(query.visibility));
  const window = projection.graph.window(query.asOf, query.asRecorded ?? null);
  const level = query.level ?? (projection.nodes.kind(node) === FIELD ? 'COLUMN' : 'DATASET');
  const filter = filterOf(projection, query.transformations ?? null);
  const directions: Direction[] = query.direction === 'BOTH' ? ['UPSTREAM', 'DOWNSTREAM'] : [query.direction];
  const portions = query.portions ?? 1;
  const starts = directions.map((direction) => startAt(projection, node, level, direction, window, mask));
  const reaches = starts.map(
    (start, i) =>
      new Reach(projection, start, {
        direction: directions[i] as Direction,
        window,
        mask,
        filter,
        depth: query.depth,
        budget: (query.budget ?? EDGE_BUDGET) * portions,
        isLate: query.isLate,
      }),
  );
  const ordered = inOrder(projection, startsOf(projection, node, level, starts, seen), reaches, query.kinds ?? null);
  const { nodes, edges, next } = pageOf(projection, ordered, { ...query, window, filter });
  const isWalkCut = reaches.some(({ cut }) => cut === 'BUDGET');
  const head = answerHead(projection, query, ...reaches.map(({ cut }) => cut), next === null ? null : 'BUDGET');
  const goOn = next !== null ? { from: next, portions } : isWalkCut ? longer(ordered, portions) : null;
  return { ...head, nodes, edges, truncated: !head.complete, next: goOn };
}

/** A longer walk finds more nodes at the distance where this one ended, and beyond; nothing nearer. */
function longer(ordered: readonly Placed[], portions: number): { from: PagePlace; portions: number } {
  const farthest = ordered.at(-1)?.distance ?? 0;
  const first = ordered.findIndex(({ distance }) => distance === farthest);
  return { from: { nodes: Math.max(0, first), edges: 0 }, portions: portions + 1 };
}

/** What stands at distance 0: the node asked about; at column level the columns that a dataset is seen to have. */
function startsOf(
  projection: Projection,
  node: number,
  level: EdgeLevel,
  starts: readonly Start[],
  seen: Uint8Array | null,
): number[] {
  if (level === 'DATASET' || projection.nodes.kind(node) !== DATASET) return [node];
  const columns = new Set(starts.flatMap(({ sources }) => sources));
  return [...columns].filter((id) => visibleNode(projection, projection.nodes.ref(id), seen) !== undefined);
}
