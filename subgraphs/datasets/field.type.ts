import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { FieldType } from '../../kernel/graphql/field-type.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { FieldRow } from './field.entity.ts';
import { PiiClass } from './pii-class.ts';
import { PolicyDocument } from './stubs.ts';

@ObjectType({ description: 'The law that lets a field be published although it is personal data.' })
export class PublicBasis extends MarkedRecord {
  @Field(() => PolicyDocument, { description: 'The document.' })
  document!: PolicyDocument;

  @Field(() => String, { description: 'The article of the document.' })
  article!: string;
}

@ObjectType('Field', { description: 'A field (column) of a dataset as it is now.' })
@Directive('@key(fields: "ref")')
export class DatasetField {
  datasetCode!: string;

  @Field(() => ID, { description: 'Reference, such as N01.ngay_sinh: code of the dataset, a dot, the name.' })
  ref!: string;

  @Field(() => String, { description: 'Name within the dataset.' })
  name!: string;

  @Field(() => Int, { description: 'Place within the dataset, from 1.' })
  position!: number;

  @Field(() => FieldType, { description: 'Type of its values.' })
  type!: FieldType;

  @Field(() => Boolean, { description: 'Whether a value may be missing.' })
  nullable!: boolean;

  @Field(() => Boolean, { description: 'Whether it belongs to the key of the dataset.' })
  isKey!: boolean;

  @Field(() => PiiClass, { description: 'Class of personal data.' })
  piiClass!: PiiClass;

  @Field(() => Boolean, {
    description: 'Whether it identifies a person by itself; a hash of an identifier still does.',
  })
  directIdentifier!: boolean;

  @Field(() => PublicBasis, {
    nullable: true,
    description: 'Document and article by which it is published although it is personal data; null when there is none.',
  })
  publicBasis!: PublicBasis | null;

  static from(row: FieldRow): DatasetField {
    const { basisDocument, basisArticle, basisMark, basisSource } = row;
    return Object.assign(new DatasetField(), {
      datasetCode: row.dataset,
      ref: row.ref,
      name: row.name,
      position: row.position,
      type: row.type as FieldType,
      nullable: row.nullable,
      isKey: row.isKey,
      piiClass: row.piiClass as PiiClass,
      directIdentifier: row.directIdentifier,
      publicBasis:
        basisDocument === null
          ? null
          : Object.assign(new PublicBasis(), {
              document: PolicyDocument.of(basisDocument),
              article: basisArticle ?? '',
              mark: basisMark as RecordMark,
              source: basisSource,
            }),
    });
  }
}
