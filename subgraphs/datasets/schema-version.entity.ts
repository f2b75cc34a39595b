import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { DatasetEntity } from './dataset.entity.ts';
import type { FieldState } from './field-state.ts';
import type { SchemaChanges } from './schema-changes.ts';

/** The field list of a dataset at one time. Removed fields live on here. */
export const SchemaVersionEntity = defineEntity({
  name: 'SchemaVersion',
  tableName: 'schema_version',
  properties: {
    /** `<dataset>@<version>`. */
    id: p.text().primary(),
    dataset: () => p.manyToOne(DatasetEntity).mapToPk().fieldName('dataset_code'),
    version: p.integer(),
    recordedAt: p.datetime(),
    fieldCount: p.integer(),
    /** In order; read only when it is asked for, since a list may hold 10,000 fields. */
    fields: p.json<readonly FieldState[]>().lazy(),
    /** Against the version before; read only when it is asked for. */
    changes: p.json<SchemaChanges>().lazy(),
  },
});
export type SchemaVersionRow = InferEntity<typeof SchemaVersionEntity>;

/** Key of a schema version; codes hold no `@`. */
export const schemaVersionId = (dataset: string, version: number): string => `${dataset}@${version}`;
