import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Oversight } from './oversight.type.ts';
import { Agency } from './stubs.ts';
import { TaskFilter, TaskOrder } from './task.inputs.ts';
import { Task, TaskConnection } from './task.type.ts';

@Resolver(() => Agency)
export class AgencyResolver {
  @FieldResolver(() => TaskConnection, { description: 'Campaign tasks that the agency is responsible for.' })
  async tasks(
    @Root() { code }: Agency,
    @Ctx() { taskLoaders }: CampaignContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => TaskFilter, { nullable: true, description: 'Which ones.' }) filter?: TaskFilter | null,
    @Arg('orderBy', () => TaskOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: TaskOrder | null,
  ): Promise<object> {
    const page = await taskLoaders.ofAgency(code, { first, after, orderBy, filter: filter ?? null });
    return TaskConnection.of(mapPage(page, Task.from));
  }

  @FieldResolver(() => [Oversight], { description: 'Campaigns that it watches over, by campaign, then role.' })
  async oversight(
    @Root() { code }: Agency,
    @Ctx() { oversightLoaders }: CampaignContext,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant; now unless given.' })
    asOf?: Date | null,
  ): Promise<Oversight[]> {
    return (await oversightLoaders.ofAgency(code, { asOf: asOf ?? null })).map(Oversight.from);
  }
}
