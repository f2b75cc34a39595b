import { between as nodesBetween } from '../../domain/algorithms/between.ts';
import { closure } from '../../domain/algorithms/closure.ts';
import { type Answer, answerHead } from '../answers.ts';
import type { Projection } from '../projection.ts';
import {
  describeNode,
  edgesBetween,
  LINEAGE_EDGES,
  LINEAGE_NODES,
  type LineageEdge,
  type LineageNode,
} from './listed.ts';
import { compareText } from './order.ts';
import { type Pair, type PairQuery, pairOf } from './pair.ts';
import { WORK_BUDGET } from './work-budget.ts';

/** Question: everything on the ways from one node to another. */
export interface BetweenQuery extends PairQuery {
  /** Most nodes, `LINEAGE_NODES` unless given; those nearest to `from` are kept. */
  readonly maxNodes?: number;
  /** Most edges listed, `LINEAGE_EDGES` unless given. */
  readonly maxEdges?: number;
}

/** Answer: nodes nearest to `from` first, then by reference; edges by from, to, job, transformation. */
export type BetweenAnswer = Answer<{
  /**
   * The datasets or columns on any way, the ends included; a job that was asked about is not among them, but what it
   * feeds or reads is. Empty when there is no way.
   */
  readonly nodes: readonly LineageNode[];
  /** How many nodes there are, shown or not; exact unless the reason is BUDGET and all that were found are shown. */
  readonly total: number;
  /** All edges of the time between these nodes. */
  readonly edges: readonly LineageEdge[];
  /** Whether there is more than is shown. */
  readonly truncated: boolean;
}>;

/** All nodes and edges on any way with the data from one node to another. Cost: see the algorithm; sorting. */
export function between(projection: Projection, query: BetweenQuery): BetweenAnswer {
  const pair = pairOf(projection, query, WORK_BUDGET);
  if (pair.outcome !== 'OK') return pair;
  const found = nodesBetween(pair.search, pair.start.sources, pair.goal.sources);
  const distances = distancesWithin(projection, pair, found.nodes);
  const all = Array.from(found.nodes, (id) => ({ id, node: describeNode(projection, id, distances.get(id) ?? 0) }));
  all.sort((a, b) => a.node.distance - b.node.distance || compareText(a.node.ref, b.node.ref));
  const shown = all.slice(0, query.maxNodes ?? LINEAGE_NODES);
  const among = new Map(shown.map(({ id, node }) => [id, node]));
  const { edges, cut } = edgesBetween(projection, among, pair.window, query.maxEdges ?? LINEAGE_EDGES);
  const isCut = shown.length < all.length || cut;
  const head = answerHead(projection, query, found.cut, pair.lacks, isCut ? 'BUDGET' : null);
  return { ...head, nodes: shown.map(({ node }) => node), total: all.length, edges, truncated: !head.complete };
}

/** Hops from the start to what is between: the shortest ways to it do not leave what is between. */
function distancesWithin(projection: Projection, { start, search }: Pair, nodes: Int32Array): Map<number, number> {
  const mask = new Uint8Array(projection.nodes.count);
  for (const node of nodes) mask[node] = 1;
  const walk = {
    ...search,
    adjacency: search.forward,
    mask,
    scratch: search.scratch[0],
    budget: Infinity,
    isLate: undefined,
  };
  const reached = closure(
    walk,
    start.sources.filter((node) => mask[node] === 1),
    Infinity,
  );
  const distances = new Map<number, number>();
  for (let level = 0; level + 1 < reached.bounds.length; level++) {
    for (const node of reached.nodes.subarray(reached.bounds[level], reached.bounds[level + 1])) {
      distances.set(node, level + start.origin);
    }
  }
  return distances;
}
