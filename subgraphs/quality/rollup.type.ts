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

  @Field(() => Float, { description: 'Share of the datasets in which it was measured, 0 to 1.' })
  coverage!: number;

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
      coverage: datasets === 0 ? 0 : measured / datasets,
    });
  }
}

@ObjectType({
  description: 'Records of several datasets in the three groups of a drive; only of datasets that were counted.',
})
export class RecordGroupRollup {
  @Field(() => Int, { description: 'How many of the datasets were counted; the others are not counted as 0.' })
  counted!: number;

  @Field(() => Float, { description: 'All records of them.' })
  total!: number;

  @Field(() => Float, { description: 'Complete and usable.' })
  complete!: number;

  @Field(() => Float, { description: 'Lacking something that can be added.' })
  missing!: number;

  @Field(() => Float, { description: 'Unusable, to be made anew.' })
  toRebuild!: number;

  static of(counts: readonly RecordGroupCountRow[]): RecordGroupRollup {
    const sum = (of: (count: RecordGroupCountRow) => number): number =>
      counts.reduce((total, count) => total + of(count), 0);
    const [complete, missing, toRebuild] = [
      sum((count) => count.complete),
      sum((count) => count.missing),
      sum((count) => count.toRebuild),
    ];
    return Object.assign(new RecordGroupRollup(), {
      counted: counts.length,
      total: complete + missing + toRebuild,
      complete,
      missing,
      toRebuild,
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

  @Field(() => Float, { description: 'Mean of their coverage, 0 to 1.' })
  coverage!: number;

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
