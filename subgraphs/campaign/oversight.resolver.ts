import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { CampaignContext } from './campaign.context.ts';
import { Campaign } from './campaign.type.ts';
import { AssignOversightInput, EndOversightInput } from './oversight.inputs.ts';
import { Oversight } from './oversight.type.ts';

@Resolver(() => Oversight)
export class OversightResolver {
  @FieldResolver(() => Campaign, { description: 'The campaign that is watched over.' })
  async campaign(
    @Root() { campaignCode }: Oversight,
    @Ctx() { campaigns, campaignLoaders }: CampaignContext,
  ): Promise<Campaign> {
    return Campaign.from((await campaignLoaders.byCode.load(campaignCode)) ?? (await campaigns.get(campaignCode)));
  }

  @Mutation(() => Oversight, {
    description: 'Lets an agency watch over a campaign from an instant on. Administrators.',
  })
  async assignOversight(
    @Ctx() { oversight }: CampaignContext,
    @Arg('input', () => AssignOversightInput, { description: 'Who watches over what, and when.' })
    input: AssignOversightInput,
  ): Promise<Oversight> {
    return Oversight.from(await oversight.assign(input));
  }

  @Mutation(() => Oversight, { description: 'Ends the oversight of an agency at an instant. Administrators.' })
  async endOversight(
    @Ctx() { oversight }: CampaignContext,
    @Arg('input', () => EndOversightInput, { description: 'Whose oversight ends, and when.' }) input: EndOversightInput,
  ): Promise<Oversight> {
    return Oversight.from(await oversight.end(input));
  }
}
