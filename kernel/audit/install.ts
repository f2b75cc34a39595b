import type { EntityManager } from '@mikro-orm/postgresql';
import { textArrayLiteral } from '../database/text-array.ts';
import { type AuditedTable, CAPTURES, captureDdl, functionsDigest, TRAIL_FUNCTIONS, TRAIL_TABLES } from './ddl.ts';

/** What a subgraph says of its own tables; everything that is not said is recorded whole. */
export interface AuditedTables {
  /** Tables that hold no fact of their own: folds of what is recorded elsewhere, locks, counters. */
  readonly derived?: readonly string[];
  /** `table.column` that is never recorded: secrets, and what changes by use. */
  readonly never?: readonly string[];
  /** `table.column` of which a SHA-256 is recorded, because the rest of the record says what is in it. */
  readonly digested?: readonly string[];
  /** Columns that name a row, by table, where they are not the primary key. */
  readonly keys?: Readonly<Record<string, readonly string[]>>;
}

/** Tables of the kernel itself: positions and numbers, copies of others' facts, and the trail. */
const KERNEL_TABLES = new Set([
  'migration',
  'outbox',
  'outbox_head',
  'inbox',
  'dataset_visibility',
  'known_agency',
  'agency_partner',
  'audit_trail',
  'audit_trail_head',
  'audit_pending',
]);

interface TableRow {
  name: string;
  key: string[];
  generated: string[];
  /** Definitions of the capturing triggers that always fire. */
  triggers: string[];
}

/**
 * Puts the trail of a schema and the triggers of all its tables in place; what is there already is left alone. Every
 * table is recorded unless it is named as derived, so that none is forgotten. In the transaction of the migrations.
 */
export async function installAudit(em: EntityManager, schema: string, tables: AuditedTables = {}): Promise<void> {
  const digest = functionsDigest(schema);
  const [installed] = await em.execute<{ digest: string | null }[]>(
    'select obj_description(to_regclass(?), ?) as digest',
    [`"${schema}".audit_trail`, 'pg_class'],
  );
  if (installed?.digest !== digest) {
    for (const statement of [...TRAIL_TABLES(schema), ...TRAIL_FUNCTIONS(schema)]) await em.execute(statement);
    await em.execute(`comment on table "${schema}".audit_trail is '${digest}'`);
  }
  const wanted = await auditedTables(em, schema, tables);
  for (const { table, triggers } of wanted) {
    const call = `audit_capture('${[table.key, table.never, table.digested].map((columns) => columns.join(',')).join("', '")}')`;
    const capturing = triggers.filter((definition) => definition.includes(call));
    if (triggers.length === CAPTURES.length && capturing.length === CAPTURES.length - 1) continue;
    for (const statement of captureDdl(schema, table)) await em.execute(statement);
  }
}

/** The tables of a schema that are recorded, and what guards them now. @throws Error for one without a key. */
export async function auditedTables(
  em: EntityManager,
  schema: string,
  { derived = [], never = [], digested = [], keys = {} }: AuditedTables,
): Promise<{ readonly table: AuditedTable; readonly triggers: readonly string[] }[]> {
  const rows = await em.execute<TableRow[]>(
    `select c.relname as name,
       coalesce((select array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum))
         from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
         where i.indrelid = c.oid and i.indisprimary), '{}') as key,
       coalesce((select array_agg(a.attname::text order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attgenerated <> '' and not a.attisdropped), '{}') as generated,
       coalesce((select array_agg(pg_get_triggerdef(t.oid)) from pg_trigger t
         where t.tgrelid = c.oid and t.tgenabled = 'A' and t.tgname = any (?::text[])), '{}') as triggers
     from pg_class c where c.relnamespace = to_regnamespace(?) and c.relkind in ('r', 'p') order by c.relname`,
    [textArrayLiteral(CAPTURES), `"${schema}"`],
  );
  const columnsOf = (list: readonly string[], table: string): string[] =>
    list.filter((name) => name.startsWith(`${table}.`)).map((name) => name.slice(table.length + 1));
  return rows
    .filter(({ name }) => !KERNEL_TABLES.has(name) && !derived.includes(name))
    .map(({ name, key, generated, triggers }) => {
      const named = keys[name] ?? key;
      if (named.length === 0) throw new Error(`${schema}.${name} has no primary key to record its rows by`);
      const table = {
        name,
        key: named,
        never: [...generated, ...columnsOf(never, name)],
        digested: columnsOf(digested, name),
      };
      return { table, triggers };
    });
}
