import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { Channel } from './enums.ts';
import { jobOf } from './flow.resolver.ts';
import { FlowFilter } from './flow-list.inputs.ts';
import type { FlowsRequest } from './flow-list.service.ts';
import { JobConnection } from './job.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { DataChannelStub, DocumentRelianceStub } from './stubs.ts';

const AS_OF = 'Flows of this instant; now unless given.';

const pageOf = ({ flowLists }: LineageContext, filter: FlowFilter | null, request: FlowsRequest): object =>
  JobConnection.of(mapPage(flowLists.page(filter, request), ({ ref, facts, ...ends }) => jobOf(ref, facts, ends)));

@Resolver()
export class FlowListResolver {
  @Query(() => JobConnection, {
    description: 'Declared flows between datasets that you see, by reference.',
  })
  flows(
    @Ctx() context: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => FlowFilter, { nullable: true, description: 'Which ones.' }) filter?: FlowFilter | null,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
  ): object {
    return pageOf(context, filter ?? null, { first, after, asOf });
  }
}

@Resolver(() => DataChannelStub)
export class DataChannelResolver {
  @FieldResolver(() => JobConnection, { description: 'Declared flows over it between datasets that you see.' })
  flows(
    @Root() { code }: DataChannelStub,
    @Ctx() context: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
  ): object {
    // A channel that no flow can have has none.
    const channel = Object.values(Channel).find((known) => known === code);
    return channel === undefined
      ? JobConnection.of(NO_FLOWS)
      : pageOf(context, Object.assign(new FlowFilter(), { channel }), { first, after, asOf });
  }
}

const NO_FLOWS = { edges: [], hasNextPage: false, hasPreviousPage: false, count: () => Promise.resolve(0) };

@Resolver(() => DocumentRelianceStub)
export class FlowRelianceResolver {
  @FieldResolver(() => JobConnection, {
    description: 'Declared flows that rest on it, between datasets that you see.',
  })
  flows(
    @Root() { code }: DocumentRelianceStub,
    @Ctx() context: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
  ): object {
    return pageOf(context, Object.assign(new FlowFilter(), { document: code }), { first, after, asOf });
  }
}
