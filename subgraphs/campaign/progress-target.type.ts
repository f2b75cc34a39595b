import { Arg, Ctx, Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { cityYear } from './city-time.ts';
import type { ProgressTargetRow } from './progress-target.entity.ts';
import { TrainingTopic } from './training-topic.ts';

@ObjectType({ description: 'A figure that a dataset, or an agency, is to reach in a campaign by a day.' })
@Directive('@key(fields: "code")')
export class ProgressTarget extends MarkedRecord {
  campaignCode!: string;
  datasetCode!: string | null;
  agencyCode!: string | null;
  taskCode!: string | null;
  measureVi!: string;
  measureEn!: string;
  unitVi!: string;
  unitEn!: string;

  @Field(() => ID, { description: 'Code of the target, such as C2026-S18-matched.' })
  code!: string;

  @Field(() => String, { description: 'What is measured.' })
  measure(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the text.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.measureVi, en: this.measureEn }, lang, preferred);
  }

  @Field(() => String, { description: 'Unit of every figure of the target and of its reports.' })
  unit(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the unit.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.unitVi, en: this.unitEn }, lang, preferred);
  }

  @Field(() => TrainingTopic, { nullable: true, description: 'With a number of people to be trained: in what.' })
  trainingTopic!: TrainingTopic | null;

  @Field(() => Float, { description: 'Where it began; a target below it is reached by going down.' })
  baseline!: number;

  @Field(() => Float, { description: 'What is to be reached.' })
  value!: number;

  @Field(() => DateTime, { description: 'Deadline.' })
  dueOn!: Date;

  @Field(() => Int, { description: 'Year of the deadline, in the city.' })
  year!: number;

  static from(row: ProgressTargetRow): ProgressTarget {
    return Object.assign(new ProgressTarget(), {
      code: row.code,
      campaignCode: row.campaignCode,
      datasetCode: row.datasetCode,
      agencyCode: row.agencyCode,
      taskCode: row.taskCode,
      measureVi: row.measureVi,
      measureEn: row.measureEn,
      unitVi: row.unitVi,
      unitEn: row.unitEn,
      trainingTopic: row.trainingTopic as TrainingTopic | null,
      baseline: row.baseline,
      value: row.value,
      dueOn: row.dueOn,
      year: cityYear(row.dueOn),
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of targets. */
export const ProgressTargetConnection = connectionOf(ProgressTarget, 'ProgressTarget', 'targets');
