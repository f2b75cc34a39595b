import type { Needs } from '../../lineage/domain/change-analysis/rules.ts';
import type { ChangeKind } from '../../lineage/domain/change-analysis/schema-change.ts';
import type { Transformation } from '../../lineage/domain/transformations.ts';

/** A step of a chain: a view that reads columns of what is before it, or a load into a table with declared types. */
export interface Step {
  readonly name: string;
  readonly from: string;
  /** Columns that it reads, each with what it does with it. */
  readonly reads: readonly (readonly [column: string, by: Transformation])[];
  /** Text of the query. */
  readonly sql: string;
  /** Of the table that the query is loaded into; a view is made of it where this is absent. */
  readonly declared?: string;
  /** A view whose rows are kept. */
  readonly kept?: true;
  /** What that table demands of the column, in PostgreSQL and as the rules have it. */
  readonly demands?: { readonly sql: string; readonly needs: Needs };
}

const view = (name: string, from: string, column: string, by: Transformation, sql: string): Step => ({
  name,
  from,
  reads: [[column, by]],
  sql,
});
const load = (name: string, from: string, column: string, declared: string, demands?: Step['demands']): Step => ({
  name,
  from,
  reads: [[column, 'IDENTITY']],
  sql: `SELECT ${column} AS x FROM ${from}`,
  declared,
  ...(demands === undefined ? {} : { demands }),
});
const NOT_NULL = { sql: 'NOT NULL', needs: { notNull: true } };
const LISTED = { sql: 'REFERENCES codes', needs: { codeList: true } };
const CHECKED = { sql: "CHECK (x IN ('A'))", needs: { codeList: true } };
const KEYED = { sql: 'PRIMARY KEY', needs: { key: true } };

/** The table that changes, with a row in it. */
export const TABLE =
  "CREATE TABLE codes (code text PRIMARY KEY); INSERT INTO codes VALUES ('A'); CREATE TABLE u (small int, name text, n int); INSERT INTO u VALUES (1, 'a', 7); CREATE TYPE mood AS ENUM ('A'); CREATE DOMAIN amount AS numeric(12,2) CHECK (value > 0); CREATE TABLE t (day date, small int, sum numeric(12,2), name text NOT NULL, other int, code text, at timestamp, doc jsonb, id int PRIMARY KEY); INSERT INTO t VALUES ('2026-01-14', 1, 2.5, 'a', 1, 'A', '2026-01-14 10:00:00.123456', '{\"a\": 1}', 1)";
export const TYPES: Readonly<Record<string, string>> = {
  day: 'date',
  small: 'int',
  sum: 'numeric(12,2)',
  name: 'text',
  other: 'int',
  code: 'text',
  at: 'timestamp',
  doc: 'jsonb',
  id: 'int',
};

export const CHAIN: readonly Step[] = [
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
  // Joins by name.
  view('small_using', 't', 'small', 'JOIN', 'SELECT u.n AS x FROM t JOIN u USING (small)'),
  {
    ...view('small_using_copy', 't', 'small', 'JOIN', 'SELECT small AS x FROM t JOIN u USING (small)'),
    reads: [
      ['small', 'JOIN'],
      ['small', 'IDENTITY'],
    ],
  },
  view(
    'name_using_copy',
    'name_copy',
    'x',
    'JOIN',
    'SELECT n AS x FROM (SELECT x AS name FROM name_copy) a JOIN u USING (name)',
  ),
  view('star', 't', 'day', 'IDENTITY', 'SELECT day AS x FROM (SELECT * FROM t) a'),
  // Casts, expressions and functions of dates, numbers and texts.
  view('day_month', 't', 'day', 'TRANSFORMATION', "SELECT date_trunc('month', day) AS x FROM t"),
  view('day_print', 't', 'day', 'TRANSFORMATION', "SELECT to_char(day, 'DD/MM/YYYY') AS x FROM t"),
  view('day_age', 't', 'day', 'TRANSFORMATION', 'SELECT extract(year FROM age(day)) AS x FROM t'),
  view('day_band', 't', 'day', 'DEIDENTIFICATION', 'SELECT extract(decade FROM day) AS x FROM t'),
  view('day_latest', 't', 'day', 'WINDOW', 'SELECT row_number() OVER (ORDER BY day) AS x FROM t'),
  view('sum_floor', 't', 'sum', 'TRANSFORMATION', 'SELECT floor(sum) AS x FROM t'),
  view('sum_floor_total', 'sum_floor', 'x', 'AGGREGATION', 'SELECT sum(x) AS x FROM sum_floor'),
  view('sum_average', 't', 'sum', 'AGGREGATION', 'SELECT avg(sum) AS x FROM t'),
  view('sum_filter', 't', 'sum', 'FILTER', 'SELECT other AS x FROM t WHERE sum > other'),
  view('sum_rank', 't', 'sum', 'WINDOW', 'SELECT rank() OVER (ORDER BY sum) AS x FROM t'),
  view('small_half', 't', 'small', 'TRANSFORMATION', 'SELECT small / 2 AS x FROM t'),
  view('small_groups', 't', 'small', 'GROUP_BY', 'SELECT count(*) AS x FROM t GROUP BY small HAVING count(*) > 0'),
  view('name_initial', 't', 'name', 'TRANSFORMATION', 'SELECT substr(name, 1, 1) AS x FROM t'),
  view('name_like', 't', 'name', 'FILTER', "SELECT other AS x FROM t WHERE name LIKE 'a%'"),
  view('at_day', 't', 'at', 'TRANSFORMATION', 'SELECT at::date AS x FROM t'),
  view('doc_value', 't', 'doc', 'TRANSFORMATION', "SELECT jsonb_array_length(doc -> 'b') AS x FROM t"),
  view('doc_filter', 't', 'doc', 'FILTER', "SELECT other AS x FROM t WHERE doc @> '{}'"),
  view('doc_groups', 't', 'doc', 'GROUP_BY', 'SELECT count(*) AS x FROM t GROUP BY doc'),
  view('doc_order', 't', 'doc', 'SORT', 'SELECT other AS x FROM t ORDER BY doc'),
  view('doc_copy', 't', 'doc', 'IDENTITY', 'SELECT doc AS x FROM t'),
  load('doc_table', 't', 'doc', 'jsonb'),
  // Rows that are kept, sets put together, values that are computed where they are stored.
  { ...view('day_kept', 't', 'day', 'IDENTITY', 'SELECT day AS x FROM t'), kept: true },
  { ...view('small_kept_total', 't', 'small', 'AGGREGATION', 'SELECT sum(small) AS x FROM t'), kept: true },
  view('day_kept_year', 'day_kept', 'x', 'TRANSFORMATION', 'SELECT extract(year FROM x) AS x FROM day_kept'),
  view('name_union', 't', 'name', 'IDENTITY', 'SELECT name AS x FROM t UNION ALL SELECT name FROM u'),
  {
    name: 'small_doubled',
    from: 't',
    reads: [['small', 'TRANSFORMATION']],
    sql: 'SELECT small AS v FROM t',
    declared: 'int GENERATED ALWAYS AS (v * 2) STORED, v int',
  },
  load('code_checked', 't', 'code', 'text', CHECKED),
  {
    ...load('name_initial_required', 't', 'name', 'text', NOT_NULL),
    reads: [['name', 'TRANSFORMATION']],
    sql: 'SELECT upper(name) AS x FROM t',
  },
  {
    ...load('name_hash_required', 't', 'name', 'text', NOT_NULL),
    reads: [['name', 'HASH']],
    sql: 'SELECT md5(name::text) AS x FROM t',
  },
  // Keys.
  load('id_table', 't', 'id', 'int'),
  load('id_keyed', 't', 'id', 'int', KEYED),
  view('id_copy', 't', 'id', 'IDENTITY', 'SELECT id AS x FROM t'),
  load('id_copy_keyed', 'id_copy', 'x', 'int', KEYED),
  {
    ...load('id_text_keyed', 't', 'id', 'text', KEYED),
    reads: [['id', 'TRANSFORMATION']],
    sql: "SELECT 'HS-' || id AS x FROM t",
  },
  view('id_count', 't', 'id', 'AGGREGATION', 'SELECT count(id) AS x FROM t'),
  view('id_groups', 't', 'id', 'GROUP_BY', 'SELECT count(*) AS x FROM t GROUP BY id'),
];

/**
 * Where the table says something else than PostgreSQL does, each with the reason. HARSHER: it breaks is said, and it goes
 * on; the graph knows that the column is computed with, compared or joined, and not by which expression, so the table says
 * what most of them do. MILDER: it is at risk is said, and it breaks; to say more would be wrong of all others.
 */
export interface Limit {
  readonly way: 'HARSHER' | 'MILDER';
  readonly step: Step;
  /** Of the changes of what it reads, those where the two differ; they agree on all others. */
  readonly differs: readonly string[];
  readonly why: string;
}
const limit = (way: Limit['way'], step: Step, differs: readonly string[], why: string): Limit => ({
  way,
  step,
  differs,
  why,
});
export const LIMITS: readonly Limit[] = [
  limit(
    'HARSHER',
    view('natural_join', 't', 'name', 'JOIN', 'SELECT u.n AS x FROM t NATURAL JOIN u'),
    ['name DROP null', 'name RENAME fresh'],
    'a natural join goes on over what is left, and finds something else',
  ),
  limit(
    'HARSHER',
    view('day_cast', 't', 'day', 'TRANSFORMATION', 'SELECT day::text AS x FROM t'),
    ['day TYPE text'],
    'a cast to what the column is now',
  ),
  limit(
    'HARSHER',
    view('small_count', 't', 'small', 'AGGREGATION', 'SELECT count(small) AS x FROM t'),
    ['small TYPE text'],
    'a count takes every type',
  ),
  limit(
    'HARSHER',
    view('day_given', 't', 'day', 'FILTER', 'SELECT other AS x FROM t WHERE day IS NOT NULL'),
    ['day TYPE text'],
    'whether there is a value is asked of every type',
  ),
  limit(
    'HARSHER',
    {
      ...load('name_filled', 't', 'name', 'text', NOT_NULL),
      reads: [['name', 'TRANSFORMATION']],
      sql: "SELECT coalesce(name, '?') AS x FROM t",
    },
    ['name NULLABILITY nullable'],
    'an expression may fill in what is missing',
  ),
  limit(
    'MILDER',
    view('day_next', 't', 'day', 'TRANSFORMATION', 'SELECT day + 1 AS x FROM t'),
    ['day TYPE timestamptz', 'day TYPE timestamp'],
    'a day and a number are added, a moment and a number are not',
  ),
  limit(
    'MILDER',
    view('small_times', 't', 'small', 'TRANSFORMATION', 'SELECT repeat(name, small) AS x FROM t'),
    ['small TYPE bigint', 'small TYPE numeric'],
    'some functions take an integer and nothing wider',
  ),
  limit(
    'MILDER',
    view('sum_round', 't', 'sum', 'TRANSFORMATION', 'SELECT round(sum, 1) AS x FROM t'),
    ['sum TYPE double precision'],
    'floats are not rounded to places',
  ),
  limit(
    'MILDER',
    view('id_names', 't', 'id', 'GROUP_BY', 'SELECT name AS x FROM t GROUP BY id'),
    ['id KEY none'],
    'what depends on the key may be selected beside it; who only counts goes on',
  ),
  limit(
    'MILDER',
    view('id_lookup', 't', 'id', 'FILTER', 'SELECT (SELECT name FROM t WHERE id = 1) AS x'),
    ['id KEY none'],
    'a lookup by the key finds one record',
  ),
  limit(
    'MILDER',
    load('id_referenced', 't', 'id', 'int REFERENCES t (id)'),
    ['id KEY none'],
    'references between datasets are not in the graph',
  ),
  limit(
    'MILDER',
    load('small_positive', 't', 'small', 'int CHECK (x > 0)'),
    ['small MEANING null'],
    'checks of values are not in the graph',
  ),
  limit(
    'MILDER',
    { ...load('code_enum', 't', 'code', 'mood'), sql: 'SELECT code::mood AS x FROM t' },
    ['code CODE_LIST null'],
    'types that somebody made are not in the graph; code lists are',
  ),
  limit(
    'MILDER',
    load('sum_domain', 't', 'sum', 'amount'),
    ['sum TYPE varchar(20)'],
    'types that somebody made are not in the graph; the catalog has eight of its own',
  ),
  limit(
    'MILDER',
    view('day_union', 't', 'day', 'IDENTITY', 'SELECT day AS x FROM t UNION SELECT current_date'),
    ['day TYPE text'],
    'a view does not declare what else is put under the same name',
  ),
];

/** A change, and how it is made. */
export const CHANGES: readonly (readonly [string, ChangeKind, string | null, string])[] = [
  ...['day', 'small', 'sum', 'name'].map(
    (column) => [column, 'DROP', null, `ALTER TABLE t DROP COLUMN ${column}`] as const,
  ),
  ...['day', 'small', 'sum', 'name'].map(
    (column) => [column, 'RENAME', 'fresh', `ALTER TABLE t RENAME COLUMN ${column} TO fresh`] as const,
  ),
  ['id', 'DROP', null, 'ALTER TABLE t DROP COLUMN id'],
  ['id', 'KEY', 'none', 'ALTER TABLE t DROP CONSTRAINT t_pkey; INSERT INTO t SELECT * FROM t'],
  ['id', 'TYPE', 'bigint', 'ALTER TABLE t ALTER COLUMN id TYPE bigint'],
  ['doc', 'TYPE', 'json', 'ALTER TABLE t ALTER COLUMN doc TYPE json'],
  ['doc', 'TYPE', 'text', 'ALTER TABLE t ALTER COLUMN doc TYPE text'],
  ['code', 'RENAME', 'fresh', 'ALTER TABLE t RENAME COLUMN code TO fresh'],
  ['code', 'CODE_LIST', 'removed', "DELETE FROM t WHERE code <> 'A'"],
  ['small', 'MEANING', null, 'UPDATE t SET small = -small'],
  ['sum', 'TYPE', 'double precision', 'ALTER TABLE t ALTER COLUMN sum TYPE double precision'],
  ['sum', 'TYPE', 'numeric(14,2)', 'ALTER TABLE t ALTER COLUMN sum TYPE numeric(14,2)'],
  ['name', 'TYPE', 'char(10)', 'ALTER TABLE t ALTER COLUMN name TYPE char(10)'],
  ['day', 'TYPE', 'timestamp', 'ALTER TABLE t ALTER COLUMN day TYPE timestamp'],
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
    'ALTER TABLE t ALTER COLUMN name DROP NOT NULL; INSERT INTO t SELECT day, small, sum, NULL, other, code, at, doc, 2 FROM t',
  ],
  ['code', 'CODE_LIST', null, "UPDATE t SET code = 'B'"],
  ['at', 'TYPE', 'timestamp(0)', 'ALTER TABLE t ALTER COLUMN at TYPE timestamp(0)'],
  ['at', 'TYPE', 'timestamptz(3)', 'ALTER TABLE t ALTER COLUMN at TYPE timestamptz(3)'],
  ['at', 'TYPE', 'time', 'ALTER TABLE t ALTER COLUMN at TYPE time'],
  ['name', 'NULLABILITY', 'required', 'ALTER TABLE t ALTER COLUMN name SET NOT NULL'],
  [
    'small',
    'KEY',
    'key',
    'ALTER TABLE t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (id, small); INSERT INTO t SELECT day, small + 1, sum, name, other, code, at, doc, id FROM t',
  ],
];
