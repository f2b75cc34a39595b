import { Arg, Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { FieldType } from '../../kernel/graphql/field-type.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { DocumentStatus } from './document-status.ts';
import type { RequiredElementRow, StandardRow } from './standard.entity.ts';
import { Dataset } from './stubs.ts';

@ObjectType({ description: 'An element that data must hold to conform to a standard.' })
export class RequiredElement extends MarkedRecord {
  codeListCode!: string | null;

  @Field(() => String, { description: 'Name of the element, which is its code where the dictionary has it.' })
  name!: string;

  @Field(() => FieldType, { description: 'Type that its values must have.' })
  type!: FieldType;

  static from({ name, type, codeListCode, mark, source }: RequiredElementRow): RequiredElement {
    return Object.assign(new RequiredElement(), {
      name,
      type: type as FieldType,
      codeListCode,
      mark: mark as RecordMark,
      source,
    });
  }
}

@ObjectType({ description: 'A technical standard or regulation that datasets conform to (dct:Standard).' })
@Directive('@key(fields: "code")')
export class Standard extends MarkedRecord {
  titleVi!: string;
  titleEn!: string;
  replacedByCode!: string | null;

  @Field(() => ID, { description: 'Official number, such as QCVN 109:2017.' })
  code!: string;

  @Field(() => String, { description: 'Title of the standard.' })
  title(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.titleVi, en: this.titleEn }, lang, preferred);
  }

  @Field(() => String, { description: 'Who issued it.' })
  issuer!: string;

  @Field(() => DocumentStatus, { description: 'Whether it still applies.' })
  status!: DocumentStatus;

  @Field(() => String, { nullable: true, description: 'Edition or amendment; null when the catalog does not know it.' })
  edition!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Day from which it applies; null when it is not known.' })
  inForceFrom!: Date | null;

  static from(row: StandardRow): Standard {
    return Object.assign(new Standard(), {
      code: row.code,
      titleVi: row.titleVi,
      titleEn: row.titleEn,
      issuer: row.issuer,
      status: row.status as DocumentStatus,
      edition: row.edition,
      inForceFrom: row.inForceFrom,
      replacedByCode: row.replacedByCode,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of standards. */
export const StandardConnection = connectionOf(Standard, 'Standard', 'standards');

/** A page of the datasets that conform to a standard. */
export const StandardDatasetConnection = connectionOf(
  Dataset,
  'StandardDataset',
  'datasets that conform to the standard',
);
