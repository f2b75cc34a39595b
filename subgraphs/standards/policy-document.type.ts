import { Arg, Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { DocumentStatus } from './document-status.ts';
import type { PolicyDocumentRow } from './policy-document.entity.ts';

@ObjectType({ description: 'A law, decree, resolution, plan or other official document that data work rests on.' })
@Directive('@key(fields: "code")')
export class PolicyDocument extends MarkedRecord {
  titleVi!: string;
  titleEn!: string;
  replacedByCode!: string | null;

  @Field(() => ID, { description: 'Official number, such as 278/2025/NĐ-CP.' })
  code!: string;

  @Field(() => String, { description: 'Title of the document.' })
  title(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.titleVi, en: this.titleEn }, lang, preferred);
  }

  @Field(() => DateTime, { nullable: true, description: 'Day of issue, where it is known.' })
  issuedOn!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'In force from this day on, where it is known.' })
  inForceFrom!: Date | null;

  @Field(() => DocumentStatus, { description: 'Whether it still applies.' })
  status!: DocumentStatus;

  static from(row: PolicyDocumentRow): PolicyDocument {
    return Object.assign(new PolicyDocument(), {
      code: row.code,
      titleVi: row.titleVi,
      titleEn: row.titleEn,
      issuedOn: row.issuedOn,
      inForceFrom: row.inForceFrom,
      status: row.status as DocumentStatus,
      replacedByCode: row.replacedByCode,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of policy documents. */
export const PolicyDocumentConnection = connectionOf(PolicyDocument, 'PolicyDocument', 'policy documents');
