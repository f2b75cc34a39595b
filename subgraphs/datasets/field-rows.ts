import type { EntityManager } from '@mikro-orm/postgresql';
import type { FieldRow } from './field.entity.ts';
import type { FieldState } from './field-state.ts';
import type { SchemaChanges } from './schema-changes.ts';
import { schemaVersionId } from './schema-version.entity.ts';

/** Replaces the fields of a dataset in two statements, however many; fields that stay by name keep their public basis. */
export async function replaceFields(
  em: EntityManager,
  dataset: string,
  fields: readonly FieldState[],
  before: readonly FieldRow[] = [],
): Promise<void> {
  const kept = new Map(before.map((field) => [field.name, field]));
  const rows = fields.map((field, index) => {
    const { basisDocument, basisArticle, basisMark, basisSource } = kept.get(field.name) ?? {};
    return { ...field, position: index + 1, basisDocument, basisArticle, basisMark, basisSource };
  });
  await em.execute('delete from datasets.field where dataset_code = ?', [dataset]);
  await em.execute(
    `insert into datasets.field (ref, dataset_code, name, position, type, nullable, is_key, pii_class, direct_identifier,
       basis_document, basis_article, basis_mark, basis_source)
     select d.code || '.' || f.name, d.code, f.name, f.position, f.type, f.nullable, f."isKey", f."piiClass",
       f."directIdentifier", f."basisDocument", f."basisArticle", f."basisMark", f."basisSource"
     from datasets.dataset d, jsonb_to_recordset(?::jsonb) as f(name text, position integer, type text, nullable boolean,
       "isKey" boolean, "piiClass" text, "directIdentifier" boolean, "basisDocument" text, "basisArticle" text,
       "basisMark" text, "basisSource" text)
     where d.code = ?`,
    [JSON.stringify(rows), dataset],
  );
}

/** Writes a schema version. */
export async function insertSchemaVersion(
  em: EntityManager,
  dataset: string,
  version: number,
  content: { readonly fields: readonly FieldState[]; readonly changes: SchemaChanges; readonly recordedAt: Date },
): Promise<void> {
  await em.execute(
    `insert into datasets.schema_version (id, dataset_code, version, recorded_at, field_count, fields, changes)
     values (?, ?, ?, ?::timestamptz, ?, ?::jsonb, ?::jsonb)`,
    [
      schemaVersionId(dataset, version),
      dataset,
      version,
      content.recordedAt.toISOString(),
      content.fields.length,
      JSON.stringify(content.fields),
      JSON.stringify(content.changes),
    ],
  );
}

/** Notes in the version in force how its fields are classified now; versions before it stay as they were. */
export async function amendSchemaVersion(
  em: EntityManager,
  dataset: string,
  version: number,
  fields: readonly FieldState[],
): Promise<void> {
  await em.execute('update datasets.schema_version set fields = ?::jsonb where id = ?', [
    JSON.stringify(fields),
    schemaVersionId(dataset, version),
  ]);
}
