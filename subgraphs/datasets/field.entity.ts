import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { DatasetEntity } from './dataset.entity.ts';

/** A column of a dataset as it is now; what it was is kept by the schema versions. */
export const FieldEntity = defineEntity({
  name: 'Field',
  tableName: 'field',
  properties: {
    /** `<dataset>.<name>`, split at the first dot. */
    ref: p.text().primary(),
    dataset: () => p.manyToOne(DatasetEntity).mapToPk().fieldName('dataset_code'),
    name: p.text(),
    /** From 1, without gaps. */
    position: p.integer(),
    type: p.text(),
    nullable: p.boolean(),
    isKey: p.boolean(),
    piiClass: p.text(),
    directIdentifier: p.boolean(),
    basisDocument: p.text().strictNullable(),
    basisArticle: p.text().strictNullable(),
    basisMark: p.text().strictNullable(),
    basisSource: p.text().strictNullable(),
  },
});
export type FieldRow = InferEntity<typeof FieldEntity>;
