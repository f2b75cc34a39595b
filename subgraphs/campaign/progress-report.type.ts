import { Arg, Ctx, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { ProgressReportRow } from './progress-report.entity.ts';

@ObjectType({
  description:
    'What was reached of a target on a day, as a post reported it. Never changed: a correction is a report that stands in the place of another.',
})
export class ProgressReport extends MarkedRecord {
  targetCode!: string;
  agencyCode!: string;
  reporterPostVi!: string;
  reporterPostEn!: string;
  reasonVi!: string | null;
  reasonEn!: string | null;

  @Field(() => ID, { description: 'Code of the report: that of its target, a slash, its number.' })
  code!: string;

  @Field(() => Int, { description: 'Number among the reports of its target, from 1.' })
  number!: number;

  @Field(() => DateTime, { description: 'When the figure held.' })
  measuredOn!: Date;

  @Field(() => Float, { description: 'The figure, in the unit of the target.' })
  value!: number;

  @Field(() => String, { description: 'Post that reported it; never a person.' })
  reporterPost(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.reporterPostVi, en: this.reporterPostEn }, lang, preferred);
  }

  @Field(() => String, { description: 'By what the figure can be checked: a document, an address, a file.' })
  evidence!: string;

  @Field(() => DateTime, { description: 'When it was reported here.' })
  recordedAt!: Date;

  @Field(() => Boolean, { description: 'False once a correction stands in its place.' })
  inForce!: boolean;

  @Field(() => ID, { nullable: true, description: 'Code of the report in whose place it stands.' })
  corrects!: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the report that stands in its place.' })
  correctedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Of a correction: why.' })
  reason(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the text.' }) lang?: Lang | null,
  ): string | null {
    if (this.reasonVi === null || this.reasonEn === null) return null;
    return inLanguage({ vi: this.reasonVi, en: this.reasonEn }, lang, preferred);
  }

  static from(row: ProgressReportRow): ProgressReport {
    return Object.assign(new ProgressReport(), {
      code: row.code,
      targetCode: row.targetCode,
      agencyCode: row.agencyCode,
      number: row.number,
      measuredOn: row.measuredOn,
      value: row.value,
      reporterPostVi: row.reporterPostVi,
      reporterPostEn: row.reporterPostEn,
      evidence: row.evidence,
      recordedAt: row.recordedAt,
      inForce: row.correctedBy === null,
      corrects: row.corrects,
      correctedBy: row.correctedBy,
      reasonVi: row.reasonVi,
      reasonEn: row.reasonEn,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of reports. */
export const ProgressReportConnection = connectionOf(ProgressReport, 'ProgressReport', 'reports of progress');
