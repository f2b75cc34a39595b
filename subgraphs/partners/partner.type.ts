import { Arg, Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { PartnerRow } from './partner.entity.ts';

@ObjectType({
  description: 'A technology partner: a company that works with agencies on their data (đối tác đồng hành).',
})
@Directive('@key(fields: "code")')
export class Partner extends MarkedRecord {
  nameVi!: string;
  nameEn!: string;

  @Field(() => ID, { description: 'Code of the partner, such as VNPT.' })
  code!: string;

  @Field(() => String, { description: 'Registered name of the partner.' })
  name(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the name.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.nameVi, en: this.nameEn }, lang, preferred);
  }

  @Field(() => String, { description: 'Name that people use, the same in both languages.' })
  shortName!: string;

  static from(row: PartnerRow): Partner {
    return Object.assign(new Partner(), {
      code: row.code,
      nameVi: row.nameVi,
      nameEn: row.nameEn,
      shortName: row.shortName,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of partners. */
export const PartnerConnection = connectionOf(Partner, 'Partner', 'partners');
