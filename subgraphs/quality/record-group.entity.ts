import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** How many records of a dataset are complete, lack something, or must be made anew, at one time. */
export const RecordGroupCountEntity = defineEntity({
  name: 'RecordGroupCount',
  tableName: 'record_group_count',
  properties: {
    datasetCode: p.text().primary(),
    countedAt: p.datetime().primary(),
    complete: p.integer(),
    missing: p.integer(),
    toRebuild: p.integer(),
    method: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type RecordGroupCountRow = InferEntity<typeof RecordGroupCountEntity>;

/** When the data of a dataset changed, as somebody states or a producer reports. */
export const DatasetUpdateEntity = defineEntity({
  name: 'DatasetUpdate',
  tableName: 'dataset_update',
  properties: {
    datasetCode: p.text().primary(),
    updatedAt: p.datetime().primary(),
    origin: p.text().primary(),
  },
});
export type DatasetUpdateRow = InferEntity<typeof DatasetUpdateEntity>;
