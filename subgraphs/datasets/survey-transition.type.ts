import { Arg, Ctx, Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { SurveyState } from './dataset.type.ts';
import type { SurveyTransitionRow } from './survey-transition.entity.ts';

@ObjectType({ description: 'One step of the inventory survey of a dataset.' })
export class SurveyTransition {
  postVi!: string | null;
  postEn!: string | null;
  reasonVi!: string | null;
  reasonEn!: string | null;

  @Field(() => SurveyState, { nullable: true, description: 'State before; null where the dataset was declared.' })
  from!: SurveyState | null;

  @Field(() => SurveyState, { description: 'State after.' })
  to!: SurveyState;

  @Field(() => DateTime, { description: 'When it happened.' })
  at!: Date;

  @Field(() => DateTime, { description: 'When it was recorded here.' })
  recordedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Post that answers for it; null where the dataset was declared.',
  })
  post(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the post.' }) lang?: Lang | null,
  ): string | null {
    if (this.postVi === null || this.postEn === null) return null;
    return inLanguage({ vi: this.postVi, en: this.postEn }, lang, preferred);
  }

  @Field(() => String, { nullable: true, description: 'By what it can be checked.' })
  evidence!: string | null;

  @Field(() => String, { nullable: true, description: 'Why the survey was reopened, where it was.' })
  reason(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the text.' }) lang?: Lang | null,
  ): string | null {
    if (this.reasonVi === null || this.reasonEn === null) return null;
    return inLanguage({ vi: this.reasonVi, en: this.reasonEn }, lang, preferred);
  }

  static from(row: SurveyTransitionRow): SurveyTransition {
    return Object.assign(new SurveyTransition(), {
      from: row.fromState as SurveyState | null,
      to: row.toState as SurveyState,
      at: row.at,
      recordedAt: row.recordedAt,
      postVi: row.postVi,
      postEn: row.postEn,
      evidence: row.evidence,
      reasonVi: row.reasonVi,
      reasonEn: row.reasonEn,
    });
  }
}
