import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** View: a field of a dataset, followed from the outbox of datasets, with what the dictionary says of it. Read only. */
export const DescribedFieldEntity = defineEntity({
  name: 'DescribedField',
  tableName: 'described_field',
  properties: {
    ref: p.text().primary(),
    datasetCode: p.text(),
    /** From 1, in the order of the dataset. */
    position: p.integer(),
    fieldName: p.text(),
    type: p.text(),
    schemaVersion: p.integer(),
    /** The element that it is bound to. */
    elementCode: p.text().strictNullable(),
    /** Its own code list, else that of its element. */
    codeListCode: p.text().strictNullable(),
  },
});
export type DescribedFieldRow = InferEntity<typeof DescribedFieldEntity>;
