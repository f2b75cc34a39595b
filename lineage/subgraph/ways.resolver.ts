import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { PathStep } from './answer.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { LineageEdge, LineageNode, LineagePaths } from './lineage-graph.type.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { publishHead } from './publish.ts';
import { AS_OF, AS_RECORDED, MIN_REVISION } from './question.arguments.ts';
import { LineageBetween, LineagePathCounts, LineageSeparators, LineageWay, LineageWays } from './ways.type.ts';

@Resolver(() => LineagePaths)
export class WaysResolver {
  @FieldResolver(() => LineagePathCounts, { description: 'How many ways there are.' })
  async counts(@Root() { ends }: LineagePaths, @Ctx() { lineage, ways }: LineageContext): Promise<LineagePathCounts> {
    const answer = await ways.counts(ends);
    return Object.assign(new LineagePathCounts(), publishHead(answer, lineage.revisionOf(answer)), {
      shortest: answer.shortest?.toString() ?? null,
      all: answer.all?.toString() ?? null,
    });
  }

  @FieldResolver(() => LineageWays, { description: 'The shortest ways, `first` of them; `shortest` is the first.' })
  async shortestWays(
    @Root() { ends, first }: LineagePaths,
    @Ctx() { lineage, ways }: LineageContext,
  ): Promise<LineageWays> {
    const answer = await ways.ways(ends, first);
    return Object.assign(new LineageWays(), publishHead(answer, lineage.revisionOf(answer)), {
      ways: answer.ways.map(({ distance, steps }) =>
        Object.assign(new LineageWay(), { distance, steps: steps.map(PathStep.from) }),
      ),
    });
  }

  @Query(() => LineageBetween, {
    nullable: true,
    description: 'All datasets or columns on any way that data takes from one node to another, and the edges.',
  })
  async between(
    @Ctx() { lineage, ways }: LineageContext,
    @Arg('from', () => NodeRefScalar, { description: 'Where it comes from.' }) from: string,
    @Arg('to', () => NodeRefScalar, { description: 'Where it flows to.' }) to: string,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, { nullable: true, description: AS_RECORDED }) asRecorded?: Date | null,
    @Arg('minRevision', () => String, { nullable: true, description: MIN_REVISION }) minRevision?: string | null,
  ): Promise<LineageBetween> {
    const answer = await ways.between({ from, to, when: { asOf, asRecorded, minRevision } });
    return Object.assign(new LineageBetween(), publishHead(answer, lineage.revisionOf(answer)), {
      nodes: answer.nodes.map(LineageNode.from),
      edges: answer.edges.map(LineageEdge.from),
      totalCount: answer.total,
      truncated: answer.truncated,
    });
  }

  @Query(() => LineageSeparators, {
    nullable: true,
    description:
      'The fewest datasets whose freezing keeps data from flowing from one node to another, between datasets: a column stands for its dataset, a flow for what it feeds (from) or reads (to).',
  })
  async separators(
    @Ctx() { lineage, ways }: LineageContext,
    @Arg('from', () => NodeRefScalar, { description: 'Where it comes from.' }) from: string,
    @Arg('to', () => NodeRefScalar, { description: 'Where it must not flow to.' }) to: string,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, { nullable: true, description: AS_RECORDED }) asRecorded?: Date | null,
    @Arg('minRevision', () => String, { nullable: true, description: MIN_REVISION }) minRevision?: string | null,
  ): Promise<LineageSeparators> {
    const answer = await ways.separators({ from, to, when: { asOf, asRecorded, minRevision } });
    return Object.assign(new LineageSeparators(), publishHead(answer, lineage.revisionOf(answer)), {
      datasets: answer.datasets?.map(LineageNode.from) ?? null,
      direct: answer.direct,
    });
  }
}
