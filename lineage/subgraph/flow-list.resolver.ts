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
import { publishHead } from './publish.ts';
import { DataChannelStub, DocumentRelianceStub } from './stubs.ts';

const AS_OF = 'Flows of this instant; now unless given.';

function pageOf({ flowLists, lineage }: LineageContext, filter: FlowFilter | null, request: FlowsRequest): object {
  const { page, head } = flowLists.page(filter, request);
  const revision = lineage.revisionOf(head);
  return Object.assign(JobConnection.of(mapPage(page, (flow) => jobOf(flow, revision))), publishHead(head, revision));
}

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
    const request = { first, after, asOf };
    return pageOf(context, Object.assign(new FlowFilter(), { channel: code as Channel }), request);
  }
}

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
