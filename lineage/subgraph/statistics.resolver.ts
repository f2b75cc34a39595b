import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { LineageLevel } from './enums.ts';
import type { LineageContext } from './lineage.context.ts';
import { datasetCodeOf, publishHead } from './publish.ts';
import { AS_OF, AS_RECORDED, MIN_REVISION } from './question.arguments.ts';
import {
  CYCLE_NODES,
  LineageCycle,
  LineageCycleConnection,
  LineageStatistics,
  LooseEnd,
  LooseEndConnection,
} from './statistics.type.ts';
import type { StatisticsList } from './ways.service.ts';

@Resolver(() => LineageStatistics)
export class StatisticsResolver {
  @Query(() => LineageStatistics, {
    description: 'Cycles, generations, and where lineage begins, ends or is missing, over all that you may see.',
  })
  async lineageStatistics(
    @Ctx() { lineage, ways }: LineageContext,
    @Arg('level', () => LineageLevel, { defaultValue: LineageLevel.DATASET, description: 'Of datasets or of columns.' })
    level: LineageLevel,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF })
    asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, { nullable: true, description: AS_RECORDED }) asRecorded?: Date | null,
    @Arg('minRevision', () => String, { nullable: true, description: MIN_REVISION }) minRevision?: string | null,
  ): Promise<LineageStatistics> {
    const when = { asOf, asRecorded, minRevision };
    const found = await ways.statistics(level, when);
    return Object.assign(new LineageStatistics(), publishHead(found, lineage.revisionOf(found)), {
      found,
      level,
      when,
      nodeCount: found.nodes,
      edgeCount: found.edges,
      generations: found.generations,
    });
  }

  @FieldResolver(() => LineageCycleConnection, {
    description: 'Groups that data goes round in, the largest first, then by reference.',
  })
  cycles(
    @Root() of: LineageStatistics,
    @Ctx() { ways }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): object {
    const page = ways.page(
      of.found,
      'cycles',
      first,
      after,
      of.level,
      of.when.asOf ?? null,
      of.when.asRecorded ?? null,
    );
    return LineageCycleConnection.of(
      mapPage(page, (nodes) =>
        Object.assign(new LineageCycle(), { size: nodes.length, nodes: nodes.slice(0, CYCLE_NODES) }),
      ),
    );
  }

  @FieldResolver(() => LooseEndConnection, { description: 'Nothing flows in or out of these; by reference.' })
  orphans(
    @Root() of: LineageStatistics,
    @Ctx() context: LineageContext,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): object {
    return looseEnds(of, context, 'orphans', args);
  }

  @FieldResolver(() => LooseEndConnection, {
    description: 'Something flows out of these and nothing in: where data comes from; by reference.',
  })
  origins(
    @Root() of: LineageStatistics,
    @Ctx() context: LineageContext,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): object {
    return looseEnds(of, context, 'origins', args);
  }

  @FieldResolver(() => LooseEndConnection, {
    description: 'Something flows into these and nothing out: nobody is known to use them; by reference.',
  })
  deadEnds(
    @Root() of: LineageStatistics,
    @Ctx() context: LineageContext,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): object {
    return looseEnds(of, context, 'deadEnds', args);
  }
}

function looseEnds(
  { found, level, when }: LineageStatistics,
  { lineage, ways }: LineageContext,
  list: Exclude<StatisticsList, 'cycles'>,
  { first, after }: ConnectionArgs,
): object {
  const page = ways.page(found, list, first, after, level, when.asOf ?? null, when.asRecorded ?? null);
  return LooseEndConnection.of(
    mapPage(page, (ref) => {
      const code = datasetCodeOf(ref);
      const inCatalog = code !== null && (lineage.find(code, 'DATASET')?.facts ?? null) !== null;
      return Object.assign(new LooseEnd(), { ref, datasetCode: inCatalog ? code : null });
    }),
  );
}
