import { Arg, Ctx, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { MilestoneRow } from './milestone.entity.ts';
import { PolicyDocument } from './stubs.ts';

/** Where a milestone stands. */
export enum MilestoneState {
  AHEAD = 'AHEAD',
  REACHED = 'REACHED',
  REACHED_LATE = 'REACHED_LATE',
  OVERDUE = 'OVERDUE',
}
registerEnumType(MilestoneState, {
  name: 'MilestoneState',
  description: 'Where a milestone stands.',
  valuesConfig: {
    AHEAD: { description: 'Its day has not passed, and nobody says that it was reached.' },
    REACHED: { description: 'Reached by its day.' },
    REACHED_LATE: { description: 'Reached after its day.' },
    OVERDUE: { description: 'Its day has passed, and nobody says that it was reached; which is not that it was not.' },
  },
});

@ObjectType({ description: 'What a campaign is to have reached by a day.' })
export class Milestone extends MarkedRecord {
  campaignCode!: string;
  titleVi!: string;
  titleEn!: string;

  @Field(() => ID, { description: 'Code of the milestone, such as C2026-launch.' })
  code!: string;

  @Field(() => String, { description: 'What is to be reached.' })
  title(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.titleVi, en: this.titleEn }, lang, preferred);
  }

  @Field(() => DateTime, { description: 'By which day; to the end of it, in the city.' })
  dueOn!: Date;

  @Field(() => PolicyDocument, {
    nullable: true,
    description: 'The document that sets the day; null where a statement does.',
  })
  document!: PolicyDocument | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was reached; null while nobody says so.' })
  reachedOn!: Date | null;

  @Field(() => String, { nullable: true, description: 'By what it is known that it was reached.' })
  evidence!: string | null;

  static from(row: MilestoneRow): Milestone {
    return Object.assign(new Milestone(), {
      code: row.code,
      campaignCode: row.campaignCode,
      titleVi: row.titleVi,
      titleEn: row.titleEn,
      dueOn: row.dueOn,
      document: row.documentCode === null ? null : PolicyDocument.of(row.documentCode),
      reachedOn: row.reachedOn,
      evidence: row.evidence,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of milestones. */
export const MilestoneConnection = connectionOf(Milestone, 'Milestone', 'milestones');
