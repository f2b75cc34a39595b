import { Arg, Ctx, Field, Int, ObjectType } from 'type-graphql';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';

/** Steps of surveys that one post of an agency answers for. */
export interface SurveyContributionRow {
  readonly agency: string;
  readonly postVi: string;
  readonly postEn: string;
  readonly steps: number;
  readonly reopened: number;
}

@ObjectType({ description: 'What a post did for the inventory survey; never a person.' })
export class SurveyContribution {
  postVi!: string;
  postEn!: string;

  @Field(() => String, { description: 'Title of the post.' })
  post(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.postVi, en: this.postEn }, lang, preferred);
  }

  @Field(() => Int, { description: 'Steps of surveys that it answers for, those back included.' })
  steps!: number;

  @Field(() => Int, { description: 'Of these, steps back for a reason.' })
  reopened!: number;

  static from({ agency: _, ...row }: SurveyContributionRow): SurveyContribution {
    return Object.assign(new SurveyContribution(), row);
  }
}
