import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkChanges } from '../../../lineage/domain/change-analysis/check-changes.ts';
import { readColumnType } from '../../../lineage/domain/change-analysis/column-type.ts';
import { type Needs, SEVERITIES } from '../../../lineage/domain/change-analysis/rules.ts';
import type { ChangeKind } from '../../../lineage/domain/change-analysis/schema-change.ts';
import { spread } from '../../../lineage/domain/change-analysis/spread.ts';
import type { Transformation } from '../../../lineage/domain/transformations.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.stop();
});

/** A step of a chain: a view that reads one column of what is before it, or a load into a table with declared types. */
interface Step {
  readonly name: string;
  readonly from: string;
  readonly column: string;
  readonly by: Transformation;
  /** Text of the query. */
  readonly sql: string;
  /** Of the table that the query is loaded into; a view is made of it where this is absent. */
  readonly declared?: string;
  /** What that table demands of the column, in PostgreSQL and as the rules have it. */
  readonly demands?: { readonly sql: string; readonly needs: Needs };
}

const view = (name: string, from: string, column: string, by: Transformation, sql: string): Step => ({
  name,
  from,
  column,
  by,
  sql,
});
const load = (name: string, from: string, column: string, declared: string, demands?: Step['demands']): Step => ({
  name,
  from,
  column,
  by: 'IDENTITY',
  sql: `SELECT ${column} AS x FROM ${from}`,
  declared,
  ...(demands === undefined ? {} : { demands }),
});
const NOT_NULL = { sql: 'NOT NULL', needs: { notNull: true } };
const LISTED = { sql: 'REFERENCES codes', needs: { codeList: true } };

/** The table that changes, with a row in it. */
const TABLE =
  "CREATE TABLE codes (code text PRIMARY KEY); INSERT INTO codes VALUES ('A'); CREATE TABLE t (day date, small int, sum numeric(12,2), name text NOT NULL, other int, code text, at timestamp); INSERT INTO t VALUES ('2026-01-14', 1, 2.5, 'a', 1, 'A', '2026-01-14 10:00:00.123456')";
const TYPES: Readonly<Record<string, string>> = {
  day: 'date',
  small: 'int',
  sum: 'numeric(12,2)',
  name: 'text',
  other: 'int',
  code: 'text',
  at: 'timestamp',
};

const CHAIN: readonly Step[] = [
  view('day_copy', 't', 'day', 'IDENTITY', 'SELECT day AS x FROM t'),
  view('day_copy_copy', 'day_copy', 'x', 'IDENTITY', 'SELECT x FROM day_copy'),
  view('day_year', 't', 'day', 'TRANSFORMATION', 'SELECT extract(year FROM day) AS x FROM t'),
  view('day_copy_year', 'day_copy', 'x', 'TRANSFORMATION', 'SELECT extract(year FROM x) AS x FROM day_copy'),
  view('day_order', 't', 'day', 'SORT', 'SELECT other AS x FROM t ORDER BY day'),
  view('day_groups', 't', 'day', 'GROUP_BY', 'SELECT count(*) AS x FROM t GROUP BY day'),
  view('day_filter', 't', 'day', 'FILTER', 'SELECT other AS x FROM t WHERE day > current_date'),
  load('day_table', 't', 'day', 'date'),
  load('day_text', 't', 'day', 'text'),
  view('small_copy', 't', 'small', 'IDENTITY', 'SELECT small AS x FROM t'),
  view('small_total', 't', 'small', 'AGGREGATION', 'SELECT sum(small) AS x FROM t'),
  view('small_copy_total', 'small_copy', 'x', 'AGGREGATION', 'SELECT sum(x) AS x FROM small_copy'),
  view('small_join', 't', 'small', 'JOIN', 'SELECT a.other AS x FROM t a JOIN (SELECT 1 AS n) b ON a.small = b.n'),
  view('small_case', 't', 'small', 'CONDITIONAL', 'SELECT CASE WHEN small > 1 THEN 1 END AS x FROM t'),
  load('small_table', 't', 'small', 'int'),
  view('sum_total', 't', 'sum', 'AGGREGATION', 'SELECT sum(sum) AS x FROM t'),
  view('sum_hash', 't', 'sum', 'HASH', 'SELECT md5(sum::text) AS x FROM t'),
  load('sum_table', 't', 'sum', 'numeric(12,2)'),
  view('name_upper', 't', 'name', 'TRANSFORMATION', 'SELECT upper(name) AS x FROM t'),
  view('name_hash', 't', 'name', 'HASH', 'SELECT md5(name::text) AS x FROM t'),
  view('name_hash_copy', 'name_hash', 'x', 'IDENTITY', 'SELECT x FROM name_hash'),
  load('name_table', 't', 'name', 'text'),
  load('name_required', 't', 'name', 'text', NOT_NULL),
  view('name_copy', 't', 'name', 'IDENTITY', 'SELECT name AS x FROM t'),
  load('name_copy_required', 'name_copy', 'x', 'text', NOT_NULL),
  load('name_upper_required', 'name_upper', 'x', 'text', NOT_NULL),
  load('code_table', 't', 'code', 'text'),
  load('code_listed', 't', 'code', 'text', LISTED),
  view('code_copy', 't', 'code', 'IDENTITY', 'SELECT code AS x FROM t'),
  load('code_copy_listed', 'code_copy', 'x', 'text', LISTED),
  view('code_case', 't', 'code', 'CONDITIONAL', "SELECT CASE code WHEN 'A' THEN 1 END AS x FROM t"),
  load('at_table', 't', 'at', 'timestamp'),
  load('at_seconds', 't', 'at', 'timestamp(0)'),
  view('at_year', 't', 'at', 'TRANSFORMATION', 'SELECT extract(year FROM at) AS x FROM t'),
  view('other_copy', 't', 'other', 'IDENTITY', 'SELECT other AS x FROM t'),
];

/** A change, and how it is made. */
const CHANGES: readonly (readonly [string, ChangeKind, string | null, string])[] = [
  ...['day', 'small', 'sum', 'name'].map(
    (column) => [column, 'DROP', null, `ALTER TABLE t DROP COLUMN ${column}`] as const,
  ),
  ...['day', 'small', 'sum', 'name'].map(
    (column) => [column, 'RENAME', 'fresh', `ALTER TABLE t RENAME COLUMN ${column} TO fresh`] as const,
  ),
  ['day', 'TYPE', 'text', 'ALTER TABLE t ALTER COLUMN day TYPE text'],
  ['day', 'TYPE', 'timestamptz', 'ALTER TABLE t ALTER COLUMN day TYPE timestamptz'],
  ['small', 'TYPE', 'bigint', 'ALTER TABLE t ALTER COLUMN small TYPE bigint'],
  ['small', 'TYPE', 'numeric', 'ALTER TABLE t ALTER COLUMN small TYPE numeric'],
  ['small', 'TYPE', 'text', 'ALTER TABLE t ALTER COLUMN small TYPE text'],
  ['sum', 'TYPE', 'int', 'ALTER TABLE t ALTER COLUMN sum TYPE int'],
  ['sum', 'TYPE', 'varchar(20)', 'ALTER TABLE t ALTER COLUMN sum TYPE varchar(20)'],
  ['name', 'TYPE', 'varchar(50)', 'ALTER TABLE t ALTER COLUMN name TYPE varchar(50)'],
  [
    'name',
    'NULLABILITY',
    'nullable',
    'ALTER TABLE t ALTER COLUMN name DROP NOT NULL; INSERT INTO t SELECT day, small, sum, NULL, other, code, at FROM t',
  ],
  ['code', 'CODE_LIST', null, "UPDATE t SET code = 'B'"],
  ['at', 'TYPE', 'timestamp(0)', 'ALTER TABLE t ALTER COLUMN at TYPE timestamp(0)'],
  ['at', 'TYPE', 'timestamptz(3)', 'ALTER TABLE t ALTER COLUMN at TYPE timestamptz(3)'],
  ['at', 'TYPE', 'time', 'ALTER TABLE t ALTER COLUMN at TYPE time'],
  ['name', 'NULLABILITY', 'required', 'ALTER TABLE t ALTER COLUMN name SET NOT NULL'],
  ['small', 'KEY', 'key', 'ALTER TABLE t ADD PRIMARY KEY (small)'],
];

const fails = async (sql: string): Promise<boolean> => {
  await client.query('SAVEPOINT step');
  try {
    await client.query(sql);
    return false;
  } catch {
    await client.query('ROLLBACK TO SAVEPOINT step');
    return true;
  }
};

/**
 * What really breaks: the change is made to the table, and every step is made anew of its text, as a deployment would,
 * in the order of the chain; a step that cannot be made is not there for those behind it.
 */
async function whatBreaks(change: string): Promise<string[]> {
  await client.query('BEGIN');
  try {
    await client.query(TABLE);
    await client.query(change);
    const broken: string[] = [];
    for (const { name, sql, declared, demands } of CHAIN) {
      const made =
        declared === undefined
          ? `CREATE VIEW ${name} AS ${sql}; SELECT * FROM ${name}`
          : `CREATE TABLE ${name} (x ${declared} ${demands?.sql ?? ''}); INSERT INTO ${name} ${sql}`;
      if (await fails(made)) broken.push(name);
    }
    return broken;
  } finally {
    await client.query('ROLLBACK');
  }
}

/** What is said: severity by step. */
function whatIsSaid(column: string, kind: ChangeKind, to: string | null): ReadonlyMap<string, string> {
  const columns = Object.keys(TYPES);
  const [checked] = checkChanges([{ target: `t.${column}`, kind, to }], {
    has: (ref) => columns.includes(ref.slice(2)),
    typeOf: (ref) => TYPES[ref.slice(2)] ?? null,
    isNullable: () => null,
    isKey: () => null,
    boundTo: () => [],
  });
  if (checked === undefined) throw new Error('no change');
  const names = [...columns, ...CHAIN.map(({ name }) => name)];
  const { hurts } = spread(
    {
      forEachReader(node, visit) {
        for (const { name, from, column: read, by } of CHAIN) {
          if (names[node] === (from === 't' ? read : from)) visit(names.indexOf(name), by);
        }
      },
      needsOf: (node) => CHAIN.find(({ name }) => name === names[node])?.demands?.needs ?? {},
      typeOf: (node) => readColumnType(CHAIN.find(({ name }) => name === names[node])?.declared ?? ''),
    },
    [{ node: names.indexOf(column), effect: checked.effect, types: checked.types }],
    1_000,
  );
  return new Map(CHAIN.map(({ name }) => [name, SEVERITIES[hurts.get(names.indexOf(name))?.severity ?? 0] as string]));
}

describe('PostgreSQL makes every step anew of its text after the change, and what breaks is what was said to break', () => {
  test('before any change, nothing does', async () => {
    expect(await whatBreaks('SELECT 1')).toEqual([]);
  });

  test.each(CHANGES)('%s %s %s', async (column, kind, to, sql) => {
    const said = whatIsSaid(column, kind, to);
    // The one rule that is milder than a deployment by text, and why: see the next test.
    const isMild = ({ by }: Step): boolean => kind === 'RENAME' && by === 'AGGREGATION';
    const judged = CHAIN.filter((step) => !isMild(step)).map(({ name }) => name);
    const broken = (await whatBreaks(sql)).filter((name) => judged.includes(name));
    expect(judged.filter((name) => said.get(name) === 'BREAKS')).toEqual(broken);
  });
});

test('a figure of a renamed column is at risk only: made before, it goes on and is what it was', async () => {
  expect(whatIsSaid('small', 'RENAME', 'fresh').get('small_total')).toBe('AT_RISK');
  await client.query('BEGIN');
  await client.query(
    `${TABLE}; CREATE VIEW total AS SELECT sum(small) AS x FROM t; ALTER TABLE t RENAME COLUMN small TO fresh`,
  );
  expect((await client.query('SELECT x::int FROM total')).rows).toEqual([{ x: 1 }]);
  await client.query('ROLLBACK');
});
