import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Partner } from './stubs.ts';
import { TaskFilter, TaskOrder } from './task.inputs.ts';
import { Task, TaskConnection } from './task.type.ts';

@Resolver(() => Partner)
export class PartnerResolver {
  @FieldResolver(() => TaskConnection, {
    description: 'Campaign tasks of the agencies that the partner works for now, leading or not.',
  })
  async tasks(
    @Root() { code }: Partner,
    @Ctx() { taskLoaders }: CampaignContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => TaskFilter, { nullable: true, description: 'Which ones.' }) filter?: TaskFilter | null,
    @Arg('orderBy', () => TaskOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: TaskOrder | null,
  ): Promise<object> {
    const page = await taskLoaders.ofPartner(code, { first, after, orderBy, filter: filter ?? null });
    return TaskConnection.of(mapPage(page, Task.from));
  }
}
