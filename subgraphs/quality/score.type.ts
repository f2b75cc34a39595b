import { Arg, Ctx, Field, Float, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { CRITERION_LABELS, QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { QualityMetricKind } from './metric.type.ts';
import type { ProfileRow } from './profile.entity.ts';
import { QualityProfile } from './profile.type.ts';
import type { CriterionScore, MetricValue, Score } from './score.ts';

@ObjectType({ description: 'A value of a metric (dqv:QualityMeasurement).' })
export class QualityValue {
  @Field(() => String, { description: 'Code of the metric, or what was measured in words when it is not defined.' })
  metric!: string;

  @Field(() => QualityMetricKind, { description: 'Where the value comes from.' })
  kind!: QualityMetricKind;

  @Field(() => Float, { nullable: true, description: 'The value, 0 to 1; null: not measured, which is not 0.' })
  value!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was measured; null when it was not.' })
  measuredAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'How it was measured, or by which job.' })
  method!: string | null;

  @Field(() => RecordMark, { nullable: true, description: 'Fact or sample data; null for what nobody declared.' })
  mark!: RecordMark | null;

  @Field(() => String, { nullable: true, description: 'The source that the value was taken from.' })
  source!: string | null;

  static of({ metric, kind, value, measuredAt, method, mark, source }: MetricValue): QualityValue {
    return Object.assign(new QualityValue(), {
      metric,
      kind: QualityMetricKind[kind],
      value,
      measuredAt,
      method,
      mark: mark as RecordMark | null,
      source,
    });
  }
}

@ObjectType({ description: 'A dataset judged by one criterion.' })
export class QualityCriterionScore {
  @Field(() => QualityCriterion, { description: 'The criterion.' })
  criterion!: QualityCriterion;

  @Field(() => Boolean, { description: 'Whether anything of it was measured.' })
  measured!: boolean;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean of its metrics, 0 to 1; null: not measured, which is not 0.',
  })
  score!: number | null;

  @Field(() => Float, { description: 'How much it counts.' })
  weight!: number;

  @Field(() => Float, { nullable: true, description: 'From which score on it passes; null for no mark.' })
  passMark!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it passes; null without a mark or without a score.' })
  passes!: boolean | null;

  @Field(() => [QualityValue], { description: 'Its metrics, those that the catalog could not compute included.' })
  values!: QualityValue[];

  @Field(() => String, { description: 'What the city calls it.' })
  label(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the label.' }) lang?: Lang | null,
  ): string {
    return inLanguage(CRITERION_LABELS[this.criterion], lang, preferred);
  }

  static of({ criterion, score, weight, passMark, passes, metrics }: CriterionScore): QualityCriterionScore {
    return Object.assign(new QualityCriterionScore(), {
      criterion,
      measured: score !== null,
      score,
      weight,
      passMark,
      passes,
      values: metrics.map(QualityValue.of),
    });
  }
}

@ObjectType({ description: 'A dataset judged by the six criteria, as far as they were measured and you may see.' })
export class QualityScore {
  @Field(() => DateTime, { description: 'At which instant.' })
  asOf!: Date;

  @Field(() => QualityProfile, { description: 'The weights and marks that it is judged by.' })
  profile!: QualityProfile;

  @Field(() => Float, {
    nullable: true,
    description: 'Weighted mean over the measured criteria; null: nothing measured.',
  })
  score!: number | null;

  @Field(() => Float, { description: 'Share of the weights that the measured criteria have, 0 to 1.' })
  coverage!: number;

  @Field(() => Int, { description: 'How many of the six criteria were measured.' })
  measuredCriteria!: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it passes; null when no mark is set, or what was not measured could decide either way.',
  })
  passes!: boolean | null;

  @Field(() => [QualityCriterionScore], { description: 'The six criteria in the order of the city, measured or not.' })
  criteria!: QualityCriterionScore[];

  static of(
    { score, coverage, measuredCriteria, passes, criteria }: Score,
    profile: ProfileRow,
    asOf: Date,
  ): QualityScore {
    return Object.assign(new QualityScore(), {
      asOf,
      profile: QualityProfile.from(profile),
      score,
      coverage,
      measuredCriteria,
      passes,
      criteria: criteria.map(QualityCriterionScore.of),
    });
  }
}

@ObjectType({ description: 'Measurements of a criterion over time.' })
export class QualityTrend {
  @Field(() => [QualityValue], { description: 'The measurements, oldest first.' })
  values!: QualityValue[];

  @Field(() => Boolean, { description: 'Whether there are older ones than those shown.' })
  truncated!: boolean;

  /** @param newest from the newest back, one more than `last` when there are older ones. */
  static of(newest: readonly MetricValue[], last: number): QualityTrend {
    return Object.assign(new QualityTrend(), {
      values: newest.slice(0, last).toReversed().map(QualityValue.of),
      truncated: newest.length > last,
    });
  }
}
