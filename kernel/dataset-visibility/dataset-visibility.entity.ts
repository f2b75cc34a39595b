import { defineEntity, p } from '@mikro-orm/postgresql';

/** What a subgraph that refers to datasets must know of them to decide who may see the reference; fed by the outbox of datasets. */
export const DatasetVisibilityEntity = defineEntity({
  name: 'DatasetVisibility',
  tableName: 'dataset_visibility',
  properties: {
    code: p.text().primary(),
    publisherCode: p.text(),
    tier: p.text(),
    sharingClass: p.text().strictNullable(),
    importanceClass: p.text(),
  },
});

/** Its table, for the first migration of a subgraph that refers to datasets. */
export const datasetVisibilityDdl = (schema: string): string[] => [
  `create table "${schema}".dataset_visibility (
     code text collate "C" primary key,
     publisher_code text collate "C" not null,
     tier text not null,
     sharing_class text,
     importance_class text not null
   )`,
];
