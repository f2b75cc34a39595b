import { forEachEdge } from '../../domain/algorithms/adjacency.ts';
import { follows } from '../../domain/algorithms/expand.ts';
import type { Path } from '../../domain/algorithms/explanation.ts';
import { kShortestPaths } from '../../domain/algorithms/k-shortest-paths.ts';
import { type Answer, answerHead } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { byRef, comesBefore } from './order.ts';
import { type Pair, type PairQuery, pairOf } from './pair.ts';
import { type Way, wayOf } from './paths.ts';
import { WORK_BUDGET } from './work-budget.ts';

/** Most ways of an answer. */
export const MOST_WAYS = 100;

/** Question: the shortest ways from one node to another. */
export interface WaysQuery extends PairQuery {
  /** How many at most, 1 to `MOST_WAYS`. */
  readonly first: number;
}

/** Answer: shorter ways first; of equal length the one whose references, read from the end, are less. */
export type WaysAnswer = Answer<{
  /** No way passes a node twice, and no two have the same nodes; each names the least job of every hop. */
  readonly ways: readonly Way[];
}>;

/** The shortest ways with the data from one node to another; the first is that of `paths`. Cost: see `kShortestPaths`. */
export function ways(projection: Projection, query: WaysQuery): WaysAnswer {
  const pair = pairOf(projection, query, WORK_BUDGET);
  if (pair.outcome !== 'OK') return pair;
  const { search, start, goal } = pair;
  if (pair.from === pair.to && start.origin === 1) {
    return { ...answerHead(projection, query), ways: [{ distance: 0, steps: [query.from] }] };
  }
  const first = Math.min(query.first, MOST_WAYS);
  const found = kShortestPaths(search, start.sources, goal.sources, first, byRef(projection.nodes));
  return {
    ...answerHead(projection, query, found.cut, pair.lacks),
    ways: found.paths.map((nodes) => wayOf(projection, pair, alongLeastJobs(projection, pair, nodes))),
  };
}

/** A sequence of nodes with the edge of the least job between each two. Cost: the in-degrees of the nodes. */
function alongLeastJobs({ nodes, graph }: Projection, { search }: Pair, way: readonly number[]): Path {
  const isFollowed = follows(search, search.backward.times);
  const isLess = comesBefore(nodes, graph.columns);
  const slots = way.slice(1).map((node, i) => {
    const from = way[i] as number;
    let least = -1;
    forEachEdge(search.backward, node, (end, slot) => {
      if (end === from && isFollowed(slot) && (least < 0 || isLess(end, slot, end, least))) least = slot;
    });
    return least;
  });
  return { nodes: way, slots };
}
