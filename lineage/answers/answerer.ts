import type { Asked } from '../projection/answers.ts';
import type { ImpactAnswer } from '../projection/queries/impact.ts';
import type { LineageAnswer } from '../projection/queries/lineage.ts';
import type { NeighboursAnswer } from '../projection/queries/neighbours.ts';
import type { PathsAnswer } from '../projection/queries/paths.ts';
import type { Direction } from '../store/graph-store.ts';

/**
 * What computes answers about lineage: the projection in memory, or a store with its own engine. The two answer alike,
 * byte for byte, but for what their budgets cut.
 *
 * References are as they were asked: a name from outside that is a dataset of the catalog stands for that dataset, for
 * whoever sees both.
 */
export interface Answerer {
  /** What is affected when a node changes. */
  impact(of: string, asked: Asked): Promise<ImpactAnswer>;
  /** The graph around a node, so many hops. */
  lineage(of: string, direction: Direction | 'BOTH', depth: number, asked: Asked): Promise<LineageAnswer>;
  /** The shortest way from one node to another. */
  paths(from: string, to: string, asked: Asked): Promise<PathsAnswer>;
  /** The datasets one hop away. */
  neighbours(of: string, direction: Direction, asked: Asked): Promise<NeighboursAnswer>;
}
