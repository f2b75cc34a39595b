import { countPaths, type PathCount } from '../../domain/algorithms/path-count.ts';
import { countShortestPaths } from '../../domain/algorithms/shortest-path-count.ts';
import { type Answer, answerHead } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { type Pair, type PairQuery, pairOf } from './pair.ts';
import { WORK_BUDGET } from './work-budget.ts';

/** Answer: how many ways there are from one node to another, as sequences of nodes; parallel edges count once. */
export type PathCountsAnswer = Answer<{
  /** How many have the least distance; 0 when there is no way. Null when that was not found out within the budget. */
  readonly shortest: bigint | null;
  /** How many there are; null with the reason CYCLE when a cycle lies between, or BUDGET. */
  readonly all: bigint | null;
}>;

/** The number of ways with the data from one node to another. Cost: see `countShortestPaths` and `countPaths`. */
export function pathCounts(projection: Projection, query: PairQuery): PathCountsAnswer {
  const pair = pairOf(projection, query, WORK_BUDGET);
  if (pair.outcome !== 'OK') return pair;
  const { search, start, goal } = pair;
  if (pair.from === pair.to && start.origin === 1) {
    const all = roundJob(pair);
    return { ...answerHead(projection, query, all.cut), shortest: 1n, all: all.count };
  }
  const shortest = countShortestPaths(search, start.sources, goal.sources);
  const all = countPaths(search, start.sources, goal.sources);
  return {
    ...answerHead(projection, query, shortest.cut, all.cut, pair.lacks),
    shortest: shortest.count,
    all: all.count,
  };
}

/** From a job to itself there is the way of no hops; any other goes round. */
function roundJob({ search, start, goal }: Pair): PathCount {
  const round = countPaths(search, start.sources, goal.sources);
  if (round.cut === 'BUDGET') return round;
  return round.count === 0n ? { count: 1n, cut: null } : { count: null, cut: 'CYCLE' };
}
