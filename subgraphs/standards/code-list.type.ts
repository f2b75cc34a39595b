import { Arg, Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { CodeListRow, ListedCodeRow } from './code-list.entity.ts';
import { DatasetField } from './stubs.ts';

@ObjectType({ description: 'One permitted value of a code list (skos:Concept).' })
export class ListedCode {
  labelVi!: string;
  labelEn!: string;

  @Field(() => String, { description: 'The value as data hold it.' })
  code!: string;

  @Field(() => String, { description: 'What the value means.' })
  label(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the label.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.labelVi, en: this.labelEn }, lang, preferred);
  }

  static from({ code, labelVi, labelEn }: ListedCodeRow): ListedCode {
    return Object.assign(new ListedCode(), { code, labelVi, labelEn });
  }
}

@ObjectType({ description: 'A list of permitted values (skos:ConceptScheme).' })
@Directive('@key(fields: "code")')
export class CodeList extends MarkedRecord {
  titleVi!: string;
  titleEn!: string;

  @Field(() => ID, { description: 'Code of the list, such as ma_phuong.' })
  code!: string;

  @Field(() => String, { description: 'Title of the list.' })
  title(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.titleVi, en: this.titleEn }, lang, preferred);
  }

  static from(row: CodeListRow): CodeList {
    return Object.assign(new CodeList(), {
      code: row.code,
      titleVi: row.titleVi,
      titleEn: row.titleEn,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of code lists. */
export const CodeListConnection = connectionOf(CodeList, 'CodeList', 'code lists');

/** A page of the fields whose values come from a code list. */
export const CodeListFieldConnection = connectionOf(
  DatasetField,
  'CodeListField',
  'fields whose values come from the code list',
);
