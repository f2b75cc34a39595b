import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Campaign } from './campaign.type.ts';
import { CreateMilestoneInput, UpdateMilestoneInput } from './milestone.inputs.ts';
import { Milestone, MilestoneState } from './milestone.type.ts';
import { milestoneStateAt } from './milestone-state.ts';

@Resolver(() => Milestone)
export class MilestoneResolver {
  @FieldResolver(() => MilestoneState, { description: 'Where it stands at an instant, by days of the city.' })
  state(
    @Root() milestone: Milestone,
    @Ctx() { clock }: CampaignContext,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant; now unless given.' })
    asOf?: Date | null,
  ): MilestoneState {
    return milestoneStateAt(milestone, asOf ?? clock.now()) as MilestoneState;
  }

  @FieldResolver(() => Campaign, { description: 'The campaign that it belongs to.' })
  async campaign(
    @Root() { campaignCode }: Milestone,
    @Ctx() { campaigns, campaignLoaders }: CampaignContext,
  ): Promise<Campaign> {
    return Campaign.from((await campaignLoaders.byCode.load(campaignCode)) ?? (await campaigns.get(campaignCode)));
  }

  @Mutation(() => Milestone, { description: 'Creates a milestone of a campaign. Administrators.' })
  async createMilestone(
    @Ctx() { milestones }: CampaignContext,
    @Arg('input', () => CreateMilestoneInput, { description: 'The new milestone.' }) input: CreateMilestoneInput,
  ): Promise<Milestone> {
    return Milestone.from(await milestones.create(input));
  }

  @Mutation(() => Milestone, {
    description: 'Changes a milestone, such as when it was reached. Administrators.',
  })
  async updateMilestone(
    @Ctx() { milestones }: CampaignContext,
    @Arg('input', () => UpdateMilestoneInput, { description: 'What to change.' }) input: UpdateMilestoneInput,
  ): Promise<Milestone> {
    return Milestone.from(await milestones.update(input));
  }
}
