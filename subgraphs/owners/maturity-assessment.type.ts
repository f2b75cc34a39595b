import { Arg, Ctx, Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { MaturityAssessmentRow } from './maturity-assessment.entity.ts';

@ObjectType({
  description: 'How mature the data governance of an agency was found to be on a day (3090/QĐ-BKHCN).',
})
export class MaturityAssessment extends MarkedRecord {
  postVi!: string;
  postEn!: string;

  @Field(() => Int, { description: 'Level, 1 to 5, by the scale that the evidence names.' })
  level!: number;

  @Field(() => DateTime, { description: 'When it was assessed.' })
  assessedOn!: Date;

  @Field(() => String, { description: 'Post that assessed it; never a person.' })
  assessorPost(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the post.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.postVi, en: this.postEn }, lang, preferred);
  }

  @Field(() => String, { description: 'By what it can be checked, and which scale of levels it goes by.' })
  evidence!: string;

  static from(row: MaturityAssessmentRow): MaturityAssessment {
    return Object.assign(new MaturityAssessment(), {
      level: row.level,
      assessedOn: row.assessedOn,
      postVi: row.postVi,
      postEn: row.postEn,
      evidence: row.evidence,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}
