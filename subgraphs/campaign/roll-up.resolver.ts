import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Campaign } from './campaign.type.ts';
import { forecast } from './progress-forecast.ts';
import { RollUpFilter } from './roll-up.inputs.ts';
import { OutlookCounts, ProgressRollUp, ProgressSummary, RollUpDimension } from './roll-up.type.ts';
import { SurveyRollUp } from './survey-roll-up.type.ts';

@Resolver(() => Campaign)
export class ProgressRollUpResolver {
  @FieldResolver(() => ProgressRollUp, {
    description: 'What was reached of the targets of the campaign that you may see, grouped.',
  })
  async progress(
    @Root() { code }: Campaign,
    @Ctx() { rollUps }: CampaignContext,
    @Arg('by', () => RollUpDimension, { description: 'By what.' }) by: RollUpDimension,
    @Arg('filter', () => RollUpFilter, { nullable: true, description: 'Of what.' }) filter?: RollUpFilter | null,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant; now unless given.' })
    asOf?: Date | null,
  ): Promise<ProgressRollUp> {
    const at = rollUps.at(asOf ?? null);
    return ProgressRollUp.of(await rollUps.targets(code, filter ?? null, at), by, at);
  }

  @Query(() => SurveyRollUp, {
    description: 'How far the inventory survey of the datasets that you may see has come now, grouped.',
  })
  async surveyProgress(
    @Ctx() { rollUps }: CampaignContext,
    @Arg('by', () => RollUpDimension, { description: 'By what; YEAR puts all in one group.' }) by: RollUpDimension,
    @Arg('filter', () => RollUpFilter, { nullable: true, description: 'Of what.' }) filter?: RollUpFilter | null,
  ): Promise<SurveyRollUp> {
    const { standings, complete } = await rollUps.surveys(filter ?? null);
    return SurveyRollUp.of(standings, complete, by);
  }
}

@Resolver(() => ProgressSummary)
export class ProgressSummaryResolver {
  @FieldResolver(() => OutlookCounts, {
    description: 'What the reports let expect of them, by the method that ProgressForecast states.',
  })
  async outlook(
    @Root() { standings, asOf }: ProgressSummary,
    @Ctx() { progressTargetLoaders }: CampaignContext,
  ): Promise<OutlookCounts> {
    const counts = { REACHED: 0, ON_TIME: 0, LATE: 0, NOT_AT_THIS_RATE: 0, UNKNOWN: 0 };
    const found = await Promise.all(standings.map(({ code }) => progressTargetLoaders.points(code, { asOf })));
    for (const [at, standing] of standings.entries()) {
      counts[forecast(standing, found[at] ?? [], asOf).outlook]++;
    }
    return Object.assign(new OutlookCounts(), {
      reached: counts.REACHED,
      onTime: counts.ON_TIME,
      late: counts.LATE,
      notAtThisRate: counts.NOT_AT_THIS_RATE,
      unknown: counts.UNKNOWN,
    });
  }
}
