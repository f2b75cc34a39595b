import type { AnswerHead, Asked, UnknownNode } from '../projection/answers.ts';
import type { Projection } from '../projection/projection.ts';
import type { ImpactAnswer, ImpactQuery } from '../projection/queries/impact.ts';
import type { LineageAnswer, LineageQuery } from '../projection/queries/lineage.ts';
import type { LineageDiffAnswer, LineageDiffQuery } from '../projection/queries/lineage-diff.ts';
import type { NeighboursAnswer } from '../projection/queries/neighbours.ts';
import type { PathsAnswer } from '../projection/queries/paths.ts';
import type { Direction } from '../store/graph-store.ts';

/** An answer, and the graph that it was made from: all of it, or the part that the answer is about. */
export interface Answered<T extends AnswerHead> {
  readonly answer: T | UnknownNode;
  readonly graph: Projection;
}

/** What is asked about an impact; see `ImpactQuery`. */
export type ImpactQuestion = Pick<ImpactQuery, 'of' | 'transformations' | 'changes'>;

/** What is asked about the graph around a node; see `LineageQuery`. */
export type LineageQuestion = Pick<
  LineageQuery,
  'of' | 'direction' | 'level' | 'kinds' | 'transformations' | 'from'
> & { readonly depth: number };

/** What is asked about how the graph around a node differs; see `LineageDiffQuery`. */
export type LineageDiffQuestion = Pick<
  LineageDiffQuery,
  'of' | 'direction' | 'level' | 'transformations' | 'before'
> & { readonly depth: number };

type Known<A> = Extract<A, AnswerHead>;

/**
 * What computes answers about lineage: the projection in memory, or a store with its own engine. The two answer alike,
 * byte for byte, but for what their budgets cut.
 *
 * References are as they were asked: a name from outside that is a dataset of the catalog stands for that dataset, for
 * whoever sees both.
 */
export interface Answerer {
  /**
   * What is affected when a node changes; with changes, what they do.
   * @throws SchemaChangeError when the changes are not in order.
   */
  impact(question: ImpactQuestion, asked: Asked): Promise<Answered<Known<ImpactAnswer>>>;
  /** The graph around a node, so many hops. */
  lineage(question: LineageQuestion, asked: Asked): Promise<Answered<Known<LineageAnswer>>>;
  /** How the graph around a node at one instant differs from what it was at an earlier one. */
  lineageDiff(question: LineageDiffQuestion, asked: Asked): Promise<Answered<Known<LineageDiffAnswer>>>;
  /** The shortest way from one node to another. */
  paths(from: string, to: string, asked: Asked): Promise<Answered<Known<PathsAnswer>>>;
  /** The datasets one hop away. */
  neighbours(of: string, direction: Direction, asked: Asked): Promise<Answered<Known<NeighboursAnswer>>>;
}
