import { Field, Int, ObjectType } from 'type-graphql';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { JOURNAL_CHANGES } from '../projection/change-journal.ts';
import { MOST_WAITING } from '../projection/long-questions/query-thread.ts';
import { LONG_FROM, WORK_BUDGET } from '../projection/queries/work-budget.ts';
import { LineageAnswer } from './answer.type.ts';
import { MOST_PORTIONS } from './lineage-cursor.ts';

@ObjectType({ description: 'What questions about lineage may spend; more is cut, and the answer says BUDGET.' })
export class LineageBudgets {
  @Field(() => Int, { description: 'Hops that `depth` takes at most.' })
  depth!: number;

  @Field(() => Int, { description: 'Nodes on one page of `lineage`, and that `lineageDiff` lists.' })
  nodes!: number;

  @Field(() => Int, { description: 'Edges, likewise.' })
  edges!: number;

  @Field(() => Int, { description: 'Edges that one walk looks at in one direction.' })
  walkedEdges!: number;

  @Field(() => Int, { description: 'Edges and nodes that a question about ways, statistics or differences compares.' })
  comparedEdges!: number;

  @Field(() => Int, {
    description: 'A question that looks at more edges and nodes is answered in a thread beside the others.',
  })
  longFrom!: number;

  @Field(() => Int, { description: 'Such questions that may wait for the thread; SERVICE_UNAVAILABLE beyond.' })
  longWaiting!: number;

  @Field(() => Int, { description: 'Milliseconds until the walks of one request end.' })
  walkMs!: number;

  @Field(() => Int, { description: 'How many times its budget `lineage` may spend by going on where it was cut.' })
  portions!: number;

  @Field(() => Int, { description: 'Changes that `lineageChanges` can look back at.' })
  changes!: number;

  static now(): LineageBudgets {
    return Object.assign(new LineageBudgets(), {
      depth: LIMITS.lineageDepth,
      nodes: LIMITS.lineageNodes,
      edges: LIMITS.lineageEdges,
      walkedEdges: LIMITS.walkedEdges,
      comparedEdges: WORK_BUDGET,
      longFrom: LONG_FROM,
      longWaiting: MOST_WAITING,
      walkMs: LIMITS.walkMs,
      portions: MOST_PORTIONS,
      changes: JOURNAL_CHANGES,
    });
  }
}

@ObjectType({
  description:
    'What the graph around a node comes to, known before it is asked for: exact where a short walk sees all of it, else at least so much.',
})
export class LineageCost extends LineageAnswer {
  @Field(() => Int, { description: 'Nodes, the one asked about included.' })
  nodes!: number;

  @Field(() => Int, { description: 'Edges between them.' })
  edges!: number;

  @Field(() => Boolean, { description: 'False: there are more; the estimate was cut at its own, small budget.' })
  isExact!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'How many pages `lineage` of the same question takes at least; null when `isExact` is false.',
  })
  pages!: number | null;
}
