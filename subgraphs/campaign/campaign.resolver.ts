import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { CampaignContext } from './campaign.context.ts';
import { CampaignFilter, CampaignOrder, CreateCampaignInput, UpdateCampaignInput } from './campaign.inputs.ts';
import { Campaign, CampaignConnection } from './campaign.type.ts';
import { Indicator } from './indicator.type.ts';
import { Milestone } from './milestone.type.ts';
import { Oversight } from './oversight.type.ts';
import { PolicyDocument } from './stubs.ts';
import { TaskFilter, TaskOrder } from './task.inputs.ts';
import { Task, TaskConnection } from './task.type.ts';

@Resolver(() => Campaign)
export class CampaignResolver {
  @Query(() => Campaign, {
    nullable: true,
    description: 'The campaign with this code; null and NOT_FOUND when there is none.',
  })
  async campaign(
    @Ctx() { campaigns }: CampaignContext,
    @Arg('code', () => ID, { description: 'Code, such as C2026.' }) code: string,
  ): Promise<Campaign> {
    return Campaign.from(await campaigns.get(code));
  }

  @Query(() => CampaignConnection, { description: 'Campaigns.' })
  async campaigns(
    @Ctx() { campaigns }: CampaignContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => CampaignFilter, { nullable: true, description: 'Which ones.' }) filter?: CampaignFilter | null,
    @Arg('orderBy', () => CampaignOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: CampaignOrder | null,
  ): Promise<object> {
    return CampaignConnection.of(
      mapPage(await campaigns.list(filter ?? null, { first, after, orderBy }), Campaign.from),
    );
  }

  @FieldResolver(() => [PolicyDocument], {
    nullable: 'items',
    description:
      'Policy documents that it rests on, at most 50; null in the place of one that the catalog does not have.',
  })
  documents(@Root() { documentCodes }: Campaign): PolicyDocument[] {
    return documentCodes.map(PolicyDocument.of);
  }

  @FieldResolver(() => TaskConnection, { description: 'Tasks of the campaign.' })
  async tasks(
    @Root() { code }: Campaign,
    @Ctx() { taskLoaders }: CampaignContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => TaskFilter, { nullable: true, description: 'Which ones.' }) filter?: TaskFilter | null,
    @Arg('orderBy', () => TaskOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: TaskOrder | null,
  ): Promise<object> {
    const page = await taskLoaders.ofCampaign(code, { first, after, orderBy, filter: filter ?? null });
    return TaskConnection.of(mapPage(page, Task.from));
  }

  @FieldResolver(() => [Indicator], { description: 'Figures that it is to reach, by year, then code; at most 1,000.' })
  async indicators(@Root() { code }: Campaign, @Ctx() { campaignLoaders }: CampaignContext): Promise<Indicator[]> {
    return (await campaignLoaders.indicators.load(code)).map(Indicator.from);
  }

  @FieldResolver(() => [Milestone], {
    description: 'What it is to have reached by which day, in that order; at most 200.',
  })
  async milestones(@Root() { code }: Campaign, @Ctx() { milestoneLoaders }: CampaignContext): Promise<Milestone[]> {
    return (await milestoneLoaders.ofCampaign.load(code)).map(Milestone.from);
  }

  @FieldResolver(() => [Oversight], {
    description: 'Agencies that watch over it, by what they watch over, then code; at most 500.',
  })
  async oversight(
    @Root() { code }: Campaign,
    @Ctx() { oversightLoaders }: CampaignContext,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant; now unless given.' })
    asOf?: Date | null,
  ): Promise<Oversight[]> {
    return (await oversightLoaders.ofCampaign(code, { asOf: asOf ?? null })).map(Oversight.from);
  }

  @Mutation(() => Campaign, { description: 'Creates a campaign. Administrators.' })
  async createCampaign(
    @Ctx() { campaigns }: CampaignContext,
    @Arg('input', () => CreateCampaignInput, { description: 'The new campaign.' }) input: CreateCampaignInput,
  ): Promise<Campaign> {
    return Campaign.from(await campaigns.create(input));
  }

  @Mutation(() => Campaign, { description: 'Changes a campaign. Administrators.' })
  async updateCampaign(
    @Ctx() { campaigns }: CampaignContext,
    @Arg('input', () => UpdateCampaignInput, { description: 'What to change.' }) input: UpdateCampaignInput,
  ): Promise<Campaign> {
    return Campaign.from(await campaigns.update(input));
  }
}
