import { Arg, Ctx, Field, Float, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { CRITERION_LABELS, QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { ProfileRow } from './profile.entity.ts';
import { QualityProfile } from './profile.type.ts';
import type { RecordGroupCountRow } from './record-group.entity.ts';
import type { CriterionRollup, Rollup } from './score.ts';

@ObjectType({ description: 'One criterion over several datasets.' })
export class QualityCriterionRollup {
  @Field(() => QualityCriterion, { description: 'The criterion.' })
  criterion!: QualityCriterion;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean over the datasets in which it was measured; null: in none.',
  })
  score!: number | null;

  @Field(() => Int, { description: 'In how many datasets it was measured.' })
  measured!: number;

  @Field(() => Int, { description: 'Of how many datasets.' })
  datasets!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the datasets in which it was measured, 0 to 1; null of none.',
  })
  coverage!: number | null;

  @Field(() => String, { description: 'What the city calls it.' })
  label(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the label.' }) lang?: Lang | null,
  ): string {
    return inLanguage(CRITERION_LABELS[this.criterion], lang, preferred);
  }

  static of({ criterion, score, measured, datasets }: CriterionRollup): QualityCriterionRollup {
    return Object.assign(new QualityCriterionRollup(), {
      criterion,
      score,
      measured,
      datasets,
      coverage: datasets === 0 ? null : measured / datasets,
    });
  }
}

@ObjectType({
  description: 'Records of several datasets in the three groups of a drive; only of datasets that were counted.',
})
export class RecordGroupRollup {
  @Field(() => Int, { description: 'How many of the datasets were counted; the others are not counted as 0.' })
  counted!: number;

  @Field(() => Float, { nullable: true, description: 'All records of them; null when none was counted.' })
  total!: number | null;

  @Field(() => Float, { nullable: true, description: 'Complete and usable; null when none was counted.' })
  complete!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Lacking something that can be added; null when none was counted.',
  })
  missing!: number | null;

  @Field(() => Float, { nullable: true, description: 'Unusable, to be made anew; null when none was counted.' })
  toRebuild!: number | null;

  static of(counts: readonly RecordGroupCountRow[]): RecordGroupRollup {
    const sum = (of: (count: RecordGroupCountRow) => number): number | null =>
      counts.length === 0 ? null : counts.reduce((total, count) => total + of(count), 0);
    return Object.assign(new RecordGroupRollup(), {
      counted: counts.length,
      total: sum(({ complete, missing, toRebuild }) => complete + missing + toRebuild),
      complete: sum(({ complete }) => complete),
      missing: sum(({ missing }) => missing),
      toRebuild: sum(({ toRebuild }) => toRebuild),
    });
  }
}

@ObjectType({
  description: 'The quality of several datasets together, each counting once; only of those that you may see.',
})
export class QualityRollup {
  @Field(() => DateTime, { description: 'At which instant.' })
  asOf!: Date;

  @Field(() => QualityProfile, { description: 'The weights and marks that they are judged by.' })
  profile!: QualityProfile;

  @Field(() => Int, { description: 'How many datasets.' })
  datasets!: number;

  @Field(() => Int, { description: 'In how many of them anything was measured.' })
  scored!: number;

  @Field(() => Float, { nullable: true, description: 'Mean of their scores; null when nothing was measured in any.' })
  score!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean of their coverage, 0 to 1; null of no dataset.' })
  coverage!: number | null;

  @Field(() => Int, { description: 'How many pass.' })
  passing!: number;

  @Field(() => Int, { description: 'How many do not.' })
  failing!: number;

  @Field(() => Int, { description: 'How many of which it cannot be said.' })
  undecided!: number;

  @Field(() => [QualityCriterionRollup], { description: 'The six criteria in the order of the city.' })
  criteria!: QualityCriterionRollup[];

  @Field(() => RecordGroupRollup, { description: 'Their records in the three groups of a drive.' })
  recordGroups!: RecordGroupRollup;

  @Field(() => Boolean, {
    description: 'Whether there are more datasets than were looked at, the first 1,000 by code.',
  })
  truncated!: boolean;

  static of(
    { criteria, ...rollup }: Rollup,
    of: { profile: ProfileRow; asOf: Date; truncated: boolean; counts: readonly RecordGroupCountRow[] },
  ): QualityRollup {
    return Object.assign(new QualityRollup(), {
      ...rollup,
      asOf: of.asOf,
      profile: QualityProfile.from(of.profile),
      criteria: criteria.map(QualityCriterionRollup.of),
      recordGroups: RecordGroupRollup.of(of.counts),
      truncated: of.truncated,
    });
  }
}
