import { separators as separatingNodes } from '../../domain/algorithms/separators.ts';
import { shortestPath } from '../../domain/algorithms/shortest-path.ts';
import { type Answer, answerHead } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { describeNode, type LineageNode } from './listed.ts';
import { comesBefore, compareText } from './order.ts';
import { type Pair, type PairQuery, pairOf } from './pair.ts';
import { WORK_BUDGET } from './work-budget.ts';

/** Answer: which datasets to freeze, so that nothing flows from one node to another any more. */
export type SeparatorsAnswer = Answer<{
  /**
   * The fewest datasets other than the ends; of several such sets the one nearest to `from`. By distance from `from`, then
   * by reference; empty when nothing flows anyway. Null when no set is enough, because an edge leads directly from the
   * one to the other or they are the same, or with the reason BUDGET.
   */
  readonly datasets: readonly LineageNode[] | null;
  /** Whether an edge leads directly from the one to the other, or they are the same; null with the reason BUDGET. */
  readonly direct: boolean | null;
}>;

/**
 * The smallest set of datasets whose freezing keeps data from flowing from one node to another, at dataset level: a
 * column stands for its dataset, a job for what it feeds (`from`) or reads (`to`). Names that the catalog does not know
 * can be among them. Cost: see the algorithm.
 */
export function separators(projection: Projection, query: PairQuery): SeparatorsAnswer {
  const pair = pairOf(projection, query, WORK_BUDGET, 'DATASET');
  if (pair.outcome !== 'OK') return pair;
  const { nodes, cut } = separatingNodes(pair.search, pair.start.sources, pair.goal.sources);
  const head = answerHead(projection, query, cut, pair.lacks);
  if (nodes === null) return { ...head, datasets: null, direct: cut === null ? true : null };
  const datasets = nodes.map((id) => describeNode(projection, id, distanceOf(projection, pair, id)));
  datasets.sort((a, b) => a.distance - b.distance || compareText(a.ref, b.ref));
  return { ...head, datasets, direct: false };
}

/** Hops from the start to a separator, which it leads to. */
function distanceOf({ nodes, graph }: Projection, { search, start }: Pair, id: number): number {
  const { path } = shortestPath(
    { ...search, budget: Infinity },
    start.sources,
    [id],
    comesBefore(nodes, graph.columns),
  );
  return (path?.slots.length ?? 0) + start.origin;
}
