import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';
import { profileOf } from './profiles.ts';
import type { QualityContext } from './quality.context.ts';
import { RecordGroups } from './record-group.type.ts';
import { scoreOf } from './score.ts';
import { QualityScore, QualityTrend } from './score.type.ts';
import { Dataset } from './stubs.ts';
import { pointsAsked } from './trend-bounds.ts';

@Resolver(() => Dataset)
export class DatasetQualityResolver {
  @FieldResolver(() => QualityScore, {
    description: 'How good its data are on the six criteria. What was not measured is said to be so, and is no 0.',
  })
  async qualityScore(
    @Root() { code }: Dataset,
    @Ctx() { qualityLoaders, profileFor, clock }: QualityContext,
    @Arg('list', () => ID, {
      nullable: true,
      description: 'Judged by the weights of this list; by those for everything else unless given, or without any.',
    })
    list?: string | null,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant, now unless given.' })
    asOf?: Date | null,
  ): Promise<QualityScore> {
    const at = asOf ?? clock.now();
    const [values, profile] = await Promise.all([
      qualityLoaders.values(code, at.toISOString()),
      profileFor(list ?? null),
    ]);
    return QualityScore.of(scoreOf(values, profileOf(profile)), profile, at);
  }

  @FieldResolver(() => QualityTrend, { description: 'What was measured of a criterion over time; nothing computed.' })
  async qualityTrend(
    @Root() { code }: Dataset,
    @Ctx() { qualityLoaders }: QualityContext,
    @Arg('criterion', () => QualityCriterion, { description: 'Of which criterion.' }) criterion: QualityCriterion,
    @Arg('metric', () => String, { nullable: true, description: 'Of this metric alone.' }) metric?: string | null,
    @Arg('from', () => DateTime, { nullable: true, description: 'From this instant on.' }) from?: Date | null,
    @Arg('to', () => DateTime, { nullable: true, description: 'Before this instant.' }) to?: Date | null,
    @Arg('last', () => Int, { defaultValue: 100, description: 'The newest so many, 1 to 1,000.' }) last = 100,
  ): Promise<QualityTrend> {
    const asked = {
      criterion,
      metric: metric ?? null,
      from: from?.toISOString() ?? null,
      to: to?.toISOString() ?? null,
      last: pointsAsked(last),
    };
    return QualityTrend.of(await qualityLoaders.trend(code, asked), last);
  }

  @FieldResolver(() => RecordGroups, {
    nullable: true,
    description: 'The newest count of its records in the three groups of a drive; null when they were not counted.',
  })
  async recordGroups(
    @Root() { code }: Dataset,
    @Ctx() { qualityLoaders, clock }: QualityContext,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'The newest at this instant, now unless given.' })
    asOf?: Date | null,
  ): Promise<RecordGroups | null> {
    const count = await qualityLoaders.recordGroups(code, (asOf ?? clock.now()).toISOString());
    return count === null ? null : RecordGroups.from(count);
  }

  @FieldResolver(() => [RecordGroups], { description: 'Counts of its records over time, oldest first.' })
  async recordGroupTrend(
    @Root() { code }: Dataset,
    @Ctx() { qualityLoaders }: QualityContext,
    @Arg('last', () => Int, { defaultValue: 100, description: 'The newest so many, 1 to 1,000.' }) last: number,
  ): Promise<RecordGroups[]> {
    return (await qualityLoaders.recordGroupTrend(code, pointsAsked(last))).toReversed().map(RecordGroups.from);
  }
}
