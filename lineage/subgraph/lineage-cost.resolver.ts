import { Arg, Ctx, Directive, Int, Query, Resolver } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { ColumnTransformation, LineageDirection, LineageLevel } from './enums.ts';
import type { LineageContext } from './lineage.context.ts';
import { LineageBudgets, LineageCost } from './lineage-cost.type.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { publishHead } from './publish.ts';
import { AS_OF, AS_RECORDED, LEVEL, MIN_REVISION, TRANSFORMATIONS } from './question.arguments.ts';

@Resolver()
export class LineageCostResolver {
  @Query(() => LineageBudgets, { description: 'The published budgets of questions about lineage.' })
  lineageBudgets(): LineageBudgets {
    return LineageBudgets.now();
  }

  @Directive('@cost(weight: 10)')
  @Query(() => LineageCost, {
    nullable: true,
    description: 'What `lineage` of the same question comes to, before it is asked.',
  })
  async lineageCost(
    @Ctx() { lineage }: LineageContext,
    @Arg('of', () => NodeRefScalar, { description: 'Dataset, column or flow.' }) of: string,
    @Arg('direction', () => LineageDirection, { defaultValue: LineageDirection.BOTH, description: 'Which way.' })
    direction: LineageDirection,
    @Arg('depth', () => Int, { defaultValue: 3, description: 'How many hops, 1 to 50.' }) depth: number,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, { nullable: true, description: AS_RECORDED }) asRecorded?: Date | null,
    @Arg('level', () => LineageLevel, { nullable: true, description: LEVEL }) level?: LineageLevel | null,
    @Arg('transformations', () => [ColumnTransformation], { nullable: true, description: TRANSFORMATIONS })
    transformations?: ColumnTransformation[] | null,
    @Arg('minRevision', () => String, { nullable: true, description: MIN_REVISION }) minRevision?: string | null,
  ): Promise<LineageCost> {
    const question = { of, direction, depth, level: level ?? null, transformations: transformations ?? null };
    const answer = await lineage.cost(question, { asOf, asRecorded, minRevision });
    const { nodes, edges, isExact } = answer;
    const pages = Math.max(1, Math.ceil(nodes / LIMITS.lineageNodes), Math.ceil(edges / LIMITS.lineageEdges));
    return Object.assign(new LineageCost(), publishHead(answer, lineage.revisionOf(answer)), {
      nodes,
      edges,
      isExact,
      pages: isExact ? pages : null,
    });
  }
}
