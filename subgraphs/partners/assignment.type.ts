import { Arg, Ctx, Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { AssignmentRow } from './assignment.entity.ts';

@ObjectType({
  description:
    'A period in which a partner works for an agency. Identified by agency, partner and validFrom; a new one begins when the lead changes.',
})
export class PartnerAssignment extends MarkedRecord {
  agencyCode!: string;
  partnerCode!: string;
  scopeVi!: string | null;
  scopeEn!: string | null;

  @Field(() => Boolean, {
    description: "Whether the partner leads the agency's partners in this period. Who is alone leads.",
  })
  isLead!: boolean;

  @Field(() => String, { nullable: true, description: 'What the partner does for the agency.' })
  scope(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the text.' }) lang?: Lang | null,
  ): string | null {
    if (this.scopeVi === null || this.scopeEn === null) return null;
    return inLanguage({ vi: this.scopeVi, en: this.scopeEn }, lang, preferred);
  }

  @Field(() => DateTime, { description: 'From this instant on.' })
  validFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until before this instant; null while it goes on.' })
  validTo!: Date | null;

  static from(row: AssignmentRow): PartnerAssignment {
    return Object.assign(new PartnerAssignment(), {
      agencyCode: row.agencyCode,
      partnerCode: row.partnerCode,
      isLead: row.isLead,
      scopeVi: row.scopeVi,
      scopeEn: row.scopeEn,
      validFrom: row.validFrom,
      validTo: row.validTo,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of assignments. */
export const PartnerAssignmentConnection = connectionOf(PartnerAssignment, 'PartnerAssignment', 'assignments');
