import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { DatasetEntity } from './dataset.entity.ts';

/** Why the data of a dataset is processed, on which legal ground, and how long it is kept; one of a dataset. */
export const ProcessingEntity = defineEntity({
  name: 'Processing',
  tableName: 'processing',
  properties: {
    dataset: () => p.manyToOne(DatasetEntity).mapToPk().primary().fieldName('dataset_code'),
    purposeVi: p.text(),
    purposeEn: p.text(),
    document: p.text(),
    article: p.text().strictNullable(),
    /** An ISO 8601 duration; null where it is kept without end. */
    retention: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type ProcessingRow = InferEntity<typeof ProcessingEntity>;
