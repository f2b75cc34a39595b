import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Campaign } from './campaign.type.ts';
import { CreateIndicatorInput, IndicatorFilter, IndicatorOrder, UpdateIndicatorInput } from './indicator.inputs.ts';
import { Indicator, IndicatorConnection } from './indicator.type.ts';

@Resolver(() => Indicator)
export class IndicatorResolver {
  @Query(() => Indicator, {
    nullable: true,
    description: 'The indicator with this code; null and NOT_FOUND when there is none.',
  })
  async indicator(
    @Ctx() { indicators }: CampaignContext,
    @Arg('code', () => ID, { description: 'Code, such as cashless-2030.' }) code: string,
  ): Promise<Indicator> {
    return Indicator.from(await indicators.get(code));
  }

  @Query(() => IndicatorConnection, { description: 'Indicators of all campaigns.' })
  async indicators(
    @Ctx() { indicators }: CampaignContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => IndicatorFilter, { nullable: true, description: 'Which ones.' })
    filter?: IndicatorFilter | null,
    @Arg('orderBy', () => IndicatorOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: IndicatorOrder | null,
  ): Promise<object> {
    return IndicatorConnection.of(
      mapPage(await indicators.list(filter ?? null, { first, after, orderBy }), Indicator.from),
    );
  }

  @FieldResolver(() => Campaign, { description: 'The campaign that it belongs to.' })
  async campaign(
    @Root() { campaignCode }: Indicator,
    @Ctx() { campaigns, campaignLoaders }: CampaignContext,
  ): Promise<Campaign> {
    return Campaign.from((await campaignLoaders.byCode.load(campaignCode)) ?? (await campaigns.get(campaignCode)));
  }

  @Mutation(() => Indicator, { description: 'Creates an indicator. Administrators.' })
  async createIndicator(
    @Ctx() { indicators }: CampaignContext,
    @Arg('input', () => CreateIndicatorInput, { description: 'The new indicator.' }) input: CreateIndicatorInput,
  ): Promise<Indicator> {
    return Indicator.from(await indicators.create(input));
  }

  @Mutation(() => Indicator, { description: 'Changes an indicator, such as its latest figure. Administrators.' })
  async updateIndicator(
    @Ctx() { indicators }: CampaignContext,
    @Arg('input', () => UpdateIndicatorInput, { description: 'What to change.' }) input: UpdateIndicatorInput,
  ): Promise<Indicator> {
    return Indicator.from(await indicators.update(input));
  }
}
