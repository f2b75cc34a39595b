import { shortestPath } from '../../domain/algorithms/shortest-path.ts';
import type { EdgeLevel } from '../../domain/graph-record.ts';
import { type Answer, type Asked, answerHead, unknownNode } from '../answers.ts';
import { DATASET, FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { walkable } from '../visibility.ts';
import { comesBefore } from './order.ts';
import { EDGE_BUDGET } from './reach.ts';
import { type Start, startAt, visibleNode } from './start.ts';

/** Question: how data gets from one node to another. */
export interface PathsQuery extends Asked {
  /** Canonical references. A dataset beside a column stands for all its columns. */
  readonly from: string;
  readonly to: string;
  /** Most edges looked at; `EDGE_BUDGET` unless given. */
  readonly budget?: number;
}

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
export function paths(projection: Projection, query: PathsQuery): PathsAnswer {
  const seen = projection.mask(query.visibility ?? null);
  const [from, to] = [visibleNode(projection, query.from, seen), visibleNode(projection, query.to, seen)];
  if (from === undefined) return unknownNode(projection, query.from, seen);
  if (to === undefined) return unknownNode(projection, query.to, seen);
  const mask = projection.mask(walkable(query.visibility));
  if (from === to) return { ...answerHead(projection, query), distance: 0, shortest: [query.from] };
  const { nodes, graph, scratch } = projection;
  const window = graph.window(query.asOf, query.asRecorded ?? null);
  const level: EdgeLevel = [from, to].some((node) => nodes.kind(node) === FIELD) ? 'COLUMN' : 'DATASET';
  const start = startAt(projection, from, level, 'DOWNSTREAM', window, mask);
  const goal = startAt(projection, to, level, 'UPSTREAM', window, mask);
  const search = {
    forward: graph.forward,
    backward: graph.backward,
    window,
    mask,
    scratch,
    budget: query.budget ?? EDGE_BUDGET,
  };
  const { path, cut } = shortestPath(search, start.sources, goal.sources, comesBefore(nodes, graph.columns));
  const head = answerHead(projection, query, cut);
  if (path === null) return { ...head, distance: null, shortest: [] };
  const between = path.nodes.flatMap((id, i) => {
    const slot = path.slots[i];
    return slot === undefined ? [nodes.ref(id)] : [nodes.ref(id), nodes.ref(graph.columns.job[slot] as number)];
  });
  const shortest = [...atJob(start, nodes.kind(from)), ...between, ...atJob(goal, nodes.kind(to))];
  return { ...head, distance: path.slots.length + start.origin + goal.origin, shortest };
}

/** A job stands beside what it feeds or reads; datasets and columns stand on the path themselves. */
const atJob = ({ ref, origin }: Start, kind: number): string[] => (origin === 1 && kind !== DATASET ? [ref] : []);
