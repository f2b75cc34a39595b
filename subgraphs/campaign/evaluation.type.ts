import { Field, Int, ObjectType } from 'type-graphql';
import { PostRecord } from '../../kernel/graphql/post-record.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { Evaluation, EvaluationAsked } from './evaluation.service.ts';
import type { PostSums } from './evaluation.ts';
import { ProgressSummary } from './roll-up.type.ts';
import { Agency } from './stubs.ts';
import { SurveyCounts } from './survey-roll-up.type.ts';

@ObjectType({ description: 'What became of the tasks that were due in a year.' })
export class TaskSummary {
  @Field(() => Int, { description: 'Due in the year.' })
  due!: number;

  @Field(() => Int, { description: 'Not begun.' })
  planned!: number;

  @Field(() => Int, { description: 'Begun.' })
  inProgress!: number;

  @Field(() => Int, { description: 'Done.' })
  done!: number;

  @Field(() => Int, { description: 'Done on a later day than they were due, where it is known when.' })
  doneLate!: number;

  @Field(() => Int, { description: 'Not done although their day has passed.' })
  overdue!: number;
}

@ObjectType({ description: 'What a post contributed in a year; never a person.' })
export class PostContribution extends PostRecord {
  @Field(() => TaskSummary, { description: 'Tasks that it is responsible for and that were due.' })
  tasks!: TaskSummary;

  @Field(() => Int, { description: 'Reports that it made on what was reached in the year, corrections included.' })
  reports!: number;

  @Field(() => Int, { description: 'Of these, corrections.' })
  corrections!: number;

  static from(sums: PostSums): PostContribution {
    return Object.assign(new PostContribution(), { ...sums, tasks: Object.assign(new TaskSummary(), sums.tasks) });
  }
}

@ObjectType({
  description:
    'What an agency did in a year of a campaign, as far as you may see it: what enters its yearly evaluation.',
})
export class AgencyEvaluation {
  @Field(() => Agency, { nullable: true, description: 'The agency.' })
  agency!: Agency;

  @Field(() => Int, { description: 'The year.' })
  year!: number;

  @Field(() => TaskSummary, { description: 'Tasks that were due in the year.' })
  tasks!: TaskSummary;

  @Field(() => ProgressSummary, { description: 'Targets with a deadline in the year for which it is responsible.' })
  progress!: ProgressSummary;

  @Field(() => SurveyCounts, {
    description:
      'How far the inventory survey of the datasets that it publishes has come now; at most 50,000 of all agencies are counted.',
  })
  surveys!: SurveyCounts;

  @Field(() => [PostContribution], { description: 'What its posts contributed, by Vietnamese title.' })
  posts!: PostContribution[];

  static from(
    { agency, tasks, standings, posts, surveys }: Evaluation,
    { year, asOf }: EvaluationAsked,
  ): AgencyEvaluation {
    return Object.assign(new AgencyEvaluation(), {
      agency: Agency.of(agency),
      year,
      tasks: Object.assign(new TaskSummary(), tasks),
      progress: ProgressSummary.of(standings, asOf),
      surveys: SurveyCounts.of(surveys),
      posts: posts.map(PostContribution.from),
    });
  }
}

/** A page of evaluations. */
export const AgencyEvaluationConnection = connectionOf(AgencyEvaluation, 'AgencyEvaluation', 'evaluations of agencies');
