import { Arg, Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import { FieldType } from '../../kernel/graphql/field-type.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { DataElementRow } from './data-element.entity.ts';
import { DatasetField } from './stubs.ts';

@ObjectType({ description: 'An element of the shared data dictionary: one meaning, one type (ISO/IEC 11179).' })
@Directive('@key(fields: "code")')
export class DataElement extends MarkedRecord {
  nameVi!: string;
  nameEn!: string;
  definitionVi!: string;
  definitionEn!: string;
  codeListCode!: string | null;

  @Field(() => ID, { description: 'Code of the element, such as so_dinh_danh.' })
  code!: string;

  @Field(() => String, { description: 'Name of the element.' })
  name(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the name.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.nameVi, en: this.nameEn }, lang, preferred);
  }

  @Field(() => String, { description: 'What the element means.' })
  definition(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the definition.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.definitionVi, en: this.definitionEn }, lang, preferred);
  }

  @Field(() => FieldType, { description: 'Type of its values.' })
  type!: FieldType;

  static from(row: DataElementRow): DataElement {
    return Object.assign(new DataElement(), {
      code: row.code,
      nameVi: row.nameVi,
      nameEn: row.nameEn,
      definitionVi: row.definitionVi,
      definitionEn: row.definitionEn,
      type: row.type as FieldType,
      codeListCode: row.codeListCode,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of elements. */
export const DataElementConnection = connectionOf(DataElement, 'DataElement', 'elements of the dictionary');

/** A page of the fields that are bound to an element. */
export const DataElementFieldConnection = connectionOf(DatasetField, 'DataElementField', 'fields bound to the element');
