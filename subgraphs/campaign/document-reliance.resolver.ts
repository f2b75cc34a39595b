import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Campaign, CampaignConnection } from './campaign.type.ts';
import { Milestone, MilestoneConnection } from './milestone.type.ts';
import { DocumentReliance } from './stubs.ts';
import { Task, TaskConnection } from './task.type.ts';

@Resolver(() => DocumentReliance)
export class DocumentRelianceResolver {
  @FieldResolver(() => TaskConnection, { description: 'Tasks of campaigns whose authority it is, by code.' })
  async tasks(
    @Root() { code }: DocumentReliance,
    @Ctx() { taskLoaders }: CampaignContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await taskLoaders.ofAuthority(code, { first, after: after ?? null, filter: null });
    return TaskConnection.of(mapPage(page, Task.from));
  }

  @FieldResolver(() => CampaignConnection, { description: 'Campaigns that rest on it, by code.' })
  async campaigns(
    @Root() { code }: DocumentReliance,
    @Ctx() { campaignLoaders }: CampaignContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await campaignLoaders.ofDocument(code, { first, after: after ?? null });
    return CampaignConnection.of(mapPage(page, Campaign.from));
  }

  @FieldResolver(() => MilestoneConnection, { description: 'Milestones of campaigns whose day it sets, by code.' })
  async milestones(
    @Root() { code }: DocumentReliance,
    @Ctx() { milestoneLoaders }: CampaignContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await milestoneLoaders.ofDocument(code, { first, after: after ?? null });
    return MilestoneConnection.of(mapPage(page, Milestone.from));
  }
}
