import type { Path } from '../../domain/algorithms/explanation.ts';
import { shortestPath } from '../../domain/algorithms/shortest-path.ts';
import { type Answer, answerHead } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { comesBefore } from './order.ts';
import { type Pair, type PairQuery, pairOf } from './pair.ts';
import { EDGE_BUDGET } from './reach.ts';
import type { Start } from './start.ts';

/** Answer: the shortest way downstream. */
export type PathsAnswer = Answer<{
  /**
   * Hops between datasets or columns, a job one hop from what it feeds or reads; 0 from a node to itself. Null when there
   * is no way, or none within the budget.
   */
  readonly distance: number | null;
  /**
   * References of node, job, node …, chosen as `Reach.pathTo` does; empty when there is no way. Hidden nodes
   * are among them where what is hidden is opaque: not to be published by name.
   */
  readonly shortest: readonly string[];
}>;

/** The shortest way with the data from one node to another. Cost: see `shortestPath`. */
export function paths(projection: Projection, query: PairQuery): PathsAnswer {
  const pair = pairOf(projection, query, EDGE_BUDGET);
  if (pair.outcome !== 'OK') return pair;
  if (pair.from === pair.to) return { ...answerHead(projection, query), distance: 0, shortest: [query.from] };
  const { nodes, graph } = projection;
  const { start, goal, search } = pair;
  const { path, cut } = shortestPath(search, start.sources, goal.sources, comesBefore(nodes, graph.columns));
  const head = answerHead(projection, query, cut, pair.lacks);
  if (path === null) return { ...head, distance: null, shortest: [] };
  const way = wayOf(projection, pair, path);
  return { ...head, distance: way.distance, shortest: way.steps };
}

/** A way from one node to another. */
export interface Way {
  /** As in `PathsAnswer`. */
  readonly distance: number;
  /** References of node, job, node …, both ends included. */
  readonly steps: readonly string[];
}

/** A path between the ends of a pair, with the jobs on it and those that were asked about. */
export function wayOf({ nodes, graph }: Projection, { start, goal }: Pair, path: Path): Way {
  const steps = path.nodes.flatMap((id, i) => {
    const slot = path.slots[i];
    return slot === undefined ? [nodes.ref(id)] : [nodes.ref(id), nodes.ref(graph.columns.job[slot] as number)];
  });
  return {
    distance: path.slots.length + start.origin + goal.origin,
    steps: [...jobOf(start), ...steps, ...jobOf(goal)],
  };
}

/** A job stands beside what it feeds or reads; datasets and columns stand on the path themselves. */
const jobOf = ({ ref, origin }: Start): string[] => (origin === 1 ? [ref] : []);
