import { Field, Int, ObjectType } from 'type-graphql';
import { PostRecord } from '../../kernel/graphql/post-record.ts';

/** Steps of surveys that one post of an agency answers for. */
export interface SurveyContributionRow {
  readonly agency: string;
  readonly postVi: string;
  readonly postEn: string;
  readonly steps: number;
  readonly reopened: number;
}

@ObjectType({ description: 'What a post did for the inventory survey; never a person.' })
export class SurveyContribution extends PostRecord {
  @Field(() => Int, { description: 'Steps of surveys that it answers for, those back included.' })
  steps!: number;

  @Field(() => Int, { description: 'Of these, steps back for a reason.' })
  reopened!: number;

  static from({ agency: _, ...row }: SurveyContributionRow): SurveyContribution {
    return Object.assign(new SurveyContribution(), row);
  }
}
