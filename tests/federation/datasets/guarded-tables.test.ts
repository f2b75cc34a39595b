import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actingAs, asProcess } from '../../../kernel/database/acting-as.ts';
import { type TestInstance, testInstance } from '../../support/instance.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';

/** Tables that can tell of a dataset and have no policy of their own, and why (decision 11). */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^campaign\.task_dataset$/, 'A steward who changes a task tells its whole list, hidden datasets included.'],
  [/^standards\.master_claim$/, 'The bound of claims of an element counts those of hidden datasets too.'],
  [/^stewardship\.access_request$/, 'Who made a request sees it, also when the dataset was hidden from them since.'],
  [/\.(outbox|audit_trail|audit_pending)$/, 'Only the process reads it: it feeds other subgraphs and the audit.'],
  [/^audit\.record$/, 'Only administrators ask for records, and they see every dataset.'],
  [/^lineage\.(event|dead_letter)$/, 'Only the process reads the log; what is published is veiled.'],
  [/^lineage\.graph_(node|edge|fact)$/, 'Only the process reads the graph; what is published is veiled.'],
];

/**
 * What can tell of a dataset: a table or column named for it, a reference to a node of the graph, and whatever holds
 * bodies of any form.
 */
const TELLING = `select distinct c.oid::regclass::text as name, n.nspname as schema,
    c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid) as guarded
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind in ('r', 'p') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
    and (a.attname like '%dataset%' or c.relname like '%dataset%' or a.attname ~ '(^|_)(ref|node|body|payload)(_|$)'
      or a.atttypid in ('jsonb'::regtype, 'json'::regtype) or c.relrowsecurity)
  order by 1`;

/** What a column is filled with that must hold something, by its type. */
const FILLED: Readonly<Record<string, string>> = {
  text: "'x'",
  'character varying': "'x'",
  integer: '1',
  bigint: '1',
  smallint: '1',
  numeric: '1',
  'double precision': '1',
  boolean: 'true',
  date: "'2026-01-01'",
  'timestamp with time zone': "'2026-01-01Z'",
  jsonb: "'{}'",
  ARRAY: "'{}'",
  uuid: 'gen_random_uuid()',
};

const WORLD = [
  { code: 'HIDDEN', sharing_class: 'PRIVATE' },
  { code: 'SHOWN', sharing_class: 'OPEN' },
] as const;

interface Telling {
  readonly name: string;
  readonly schema: string;
  readonly guarded: boolean;
}

let served: TestInstance;
let telling: readonly Telling[];
let guarded: readonly string[];

const rows = <Row extends object>(sql: string): Promise<Row[]> => {
  const [first] = served.instance.subgraphs;
  if (first === undefined) throw new Error('An instance has subgraphs');
  return first.orm.em.fork().execute<Row[]>(sql);
};

/** The column that says of which dataset a row is. */
const columnOf = (table: string): string => (/\.dataset(_visibility)?$/.test(table) ? 'code' : 'dataset_code');

/** Rows of both datasets in a guarded table, whatever else it wants of them. */
async function fill(table: string): Promise<void> {
  const constraints = await rows<{ name: string }>(
    `select conname as name from pg_constraint where conrelid = '${table}'::regclass and contype not in ('n', 't')`,
  );
  for (const { name } of constraints) await rows(`alter table ${table} drop constraint if exists "${name}" cascade`);
  await rows(`alter table ${table} disable trigger user`);
  const columns = await rows<{ name: string; type: string; wanted: boolean }>(
    `select column_name as name, data_type as type,
       is_nullable = 'NO' and column_default is null and is_identity = 'NO' and is_generated = 'NEVER' as wanted
     from information_schema.columns where table_schema || '.' || table_name = '${table}'`,
  );
  for (const { code, sharing_class } of WORLD) {
    const given: Readonly<Record<string, string>> = {
      [columnOf(table)]: code,
      publisher_code: 'A11',
      tier: 'SPECIALIZED',
      sharing_class,
      importance_class: 'OTHER',
    };
    const values = columns.flatMap(({ name, type, wanted }) => {
      const own = given[name];
      if (own !== undefined) return [[`"${name}"`, `'${own}'`] as const];
      return wanted ? [[`"${name}"`, FILLED[type] ?? `'no value for ${type}'`] as const] : [];
    });
    await rows(
      `insert into ${table} (${values.map(([name]) => name).join()}) values (${values.map(([, value]) => value).join()})`,
    );
  }
}

const seenIn = async (table: string): Promise<string[]> =>
  (await rows<{ code: string }>(`select ${columnOf(table)} as code from ${table} order by 1`)).map(({ code }) => code);

beforeAll(async () => {
  served = await testInstance();
  telling = await asProcess(() => rows<Telling>(TELLING));
  guarded = telling.filter((table) => table.guarded).map(({ name }) => name);
  await asProcess(async () => {
    for (const table of guarded) await fill(table);
  });
});
afterAll(() => served?.close());

describe('every table that can tell of a dataset', () => {
  it('has a row policy, or a written reason why not; no reason is left over', () => {
    const open = telling.filter((table) => !table.guarded).map(({ name }) => name);
    expect(open.filter((name) => !REASONS.some(([table]) => table.test(name)))).toEqual([]);
    expect(REASONS.filter(([table]) => !open.some((name) => table.test(name)))).toEqual([]);
  });

  it('is looked for in every schema, so that a new one is not forgotten', () => {
    const schemas = new Set(telling.map(({ schema }) => schema));
    expect(
      [...served.instance.subgraphs.map(({ definition }) => definition.name), 'lineage'].filter(
        (name) => !schemas.has(name),
      ),
    ).toEqual([]);
    expect(guarded).toEqual(
      expect.arrayContaining([
        'datasets.dataset',
        'datasets.field',
        'standards.dataset_visibility',
        'standards.conformance',
        'standards.element_binding',
        'standards.code_list_binding',
        'standards.mandate_item',
      ]),
    );
  });
});

describe('a row policy', () => {
  it.each([
    ['anonymous', anonymous, ['SHOWN']],
    ['a developer', developer, ['SHOWN']],
    ['a steward of another agency', stewardOf('A12'), ['SHOWN']],
    ['a steward of its agency', stewardOf('A11'), ['HIDDEN', 'SHOWN']],
    ['an architect', architect, ['HIDDEN', 'SHOWN']],
    ['an administrator', administrator, ['HIDDEN', 'SHOWN']],
  ] as const)('shows %s what they may see, in every guarded table', async (_name, viewer, expected) => {
    const found = await actingAs(viewer, async () => {
      const seen: Record<string, string[]> = {};
      for (const table of guarded) seen[table] = await seenIn(table);
      return seen;
    });
    expect(found).toEqual(Object.fromEntries(guarded.map((table) => [table, expected])));
  });

  it('shows nothing to a statement that is sent for nobody', async () => {
    for (const table of guarded) expect(await seenIn(table), table).toEqual([]);
  });
});
