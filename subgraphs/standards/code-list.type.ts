import { Arg, Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import type { CodeListRow, ListedCodeRow } from './code-list.entity.ts';
import { DatasetField } from './stubs.ts';

/** Longest list in which values that are written alike are looked for. */
const MOST_COMPARED = 200;

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

@ObjectType({ description: 'A value that was looked up in a code list.' })
export class CheckedCode {
  @Field(() => String, { description: 'The value that was asked for.' })
  code!: string;

  @Field(() => ListedCode, {
    nullable: true,
    description: 'What the list says of it; null when it is not in the list.',
  })
  listed!: ListedCode | null;

  @Field(() => [String], { description: 'When it is not: values of the list that are written alike, at most three.' })
  didYouMean!: string[];

  static of(code: string, listed: ReadonlyMap<string, ListedCodeRow>): CheckedCode {
    const row = listed.get(code);
    return Object.assign(new CheckedCode(), {
      code,
      listed: row === undefined ? null : ListedCode.from(row),
      didYouMean: row === undefined && listed.size <= MOST_COMPARED ? didYouMean(code, listed.keys()) : [],
    });
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
