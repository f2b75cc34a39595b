import { createHash } from 'node:crypto';
import { MOST_TARGETS } from './body.ts';

/**
 * Refuses whatever would change or remove rows of a table, for everybody who uses it, its owner included. Whoever may
 * alter the table can take this away; the chain of hashes then shows what was changed.
 */
export const appendOnly = (schema: string, table: string): string[] => [
  `create or replace function "${schema}".audit_keep() returns trigger language plpgsql as $body$
   begin
     raise exception '%.% is append-only: % is refused', tg_table_schema, tg_table_name, tg_op
       using errcode = 'insufficient_privilege';
   end
   $body$`,
  `create or replace trigger audit_keep before update or delete or truncate on "${schema}"."${table}"
     for each statement execute function "${schema}".audit_keep()`,
  // Also where a session says that it is a replica.
  `alter table "${schema}"."${table}" enable always trigger audit_keep`,
];

/**
 * The trail of one schema. `audit_trail`: the records, numbered and chained under the lock of the head row, as the
 * outbox is (ADR 4): the hash of each is SHA-256 of the hash before it, its number and its body as PostgreSQL prints it.
 * `audit_pending`: what a transaction changed, row by row, until it is sealed into one record; always empty for others.
 */
export const TRAIL_TABLES = (schema: string): string[] => [
  `create table if not exists "${schema}".audit_trail (seq bigint primary key, body jsonb not null, hash bytea not null)`,
  `create table if not exists "${schema}".audit_trail_head (
     only_row boolean primary key default true check (only_row), seq bigint not null, hash bytea not null)`,
  `insert into "${schema}".audit_trail_head (seq, hash) values (0, '') on conflict do nothing`,
  `create table if not exists "${schema}".audit_pending (
     xact xid8 not null, n bigint generated always as identity, entity text not null, key text not null,
     before jsonb, after jsonb, primary key (xact, n))`,
  ...appendOnly(schema, 'audit_trail'),
];

/** The columns of a row that differ from another one; those that are not null where there is no other. */
const differing = (row: string, other: string): string =>
  `case when ${row} is null then null when ${other} is null
     then coalesce((select jsonb_object_agg(k, v) from jsonb_each(${row}) as e(k, v) where v <> 'null'), '{}')
     else (select jsonb_object_agg(k, v) from jsonb_each(${row}) as e(k, v) where v is distinct from ${other} -> k) end`;

/** What is done in the database, so that no statement of any service can slip by. */
export const TRAIL_FUNCTIONS = (schema: string): string[] => [
  `create or replace function "${schema}".audit_append(bodies jsonb) returns bigint language plpgsql as $body$
   declare head record; given jsonb; number bigint;
   begin
     if bodies is null then return null; end if;
     -- Nearly always one: then one statement locks the head, chains and writes.
     if jsonb_array_length(bodies) = 1 then
       given := bodies -> 0;
       with moved as (
         update "${schema}".audit_trail_head
         set seq = seq + 1, hash = sha256(hash || convert_to((seq + 1) || ' ' || given::text, 'UTF8')) returning seq, hash
       )
       insert into "${schema}".audit_trail (seq, body, hash) select seq, given, hash from moved returning seq into number;
       return number;
     end if;
     select seq, hash into head from "${schema}".audit_trail_head for update;
     for given in select value from jsonb_array_elements(bodies) loop
       head.seq := head.seq + 1;
       head.hash := sha256(head.hash || convert_to(head.seq || ' ' || given::text, 'UTF8'));
       insert into "${schema}".audit_trail (seq, body, hash) values (head.seq, given, head.hash);
     end loop;
     update "${schema}".audit_trail_head set seq = head.seq, hash = head.hash;
     return head.seq;
   end
   $body$`,
  // Everything that this transaction changed, net: a row that is deleted and inserted anew as it was is no change.
  `create or replace function "${schema}".audit_seal(given jsonb) returns bigint language plpgsql as $body$
   declare found jsonb; about text[]; said text[];
   begin
     with mine as (
       delete from "${schema}".audit_pending where xact = pg_current_xact_id() returning n, entity, key, before, after
     ), net as (
       select entity, key, min(n) as n, (array_agg(before order by n))[1] as was, (array_agg(after order by n desc))[1] as now_is
       from mine group by entity, key
     ), changed as (
       select * from net where was is distinct from net.now_is
     )
     select coalesce(jsonb_agg(jsonb_build_object('entity', entity, 'key', key, 'before', ${differing('was', 'c.now_is')},
              'after', ${differing('c.now_is', 'was')}) order by n), '[]'),
            (select array_agg(distinct v) from changed as d, jsonb_each_text(coalesce(d.was, '{}')) as e(k, v)
              where k in ('code', 'id') or k like '%\\_code')
            || (select array_agg(distinct v) from changed as d, jsonb_each_text(coalesce(d.now_is, '{}')) as e(k, v)
              where k in ('code', 'id') or k like '%\\_code')
       into found, about from changed as c;
     select array_agg(value) into said from jsonb_array_elements_text(coalesce(given -> 'targets', '[]'));
     -- What the caller named comes first: it is kept when the list is cut.
     select array_agg(v order by at) into about
       from (select v, min(at) as at from unnest(said || about) with ordinality as t(v, at) where v is not null group by v) as one;
     return "${schema}".audit_append(jsonb_build_array(given || jsonb_build_object(
       'changes', found, 'targets', coalesce(to_jsonb(about[1:${MOST_TARGETS}]), '[]'),
       'targetCount', coalesce(cardinality(about), 0),
       'outcome', case when found = '[]' and given ->> 'outcome' = 'DONE' then 'UNCHANGED' else given ->> 'outcome' end)));
   end
   $body$`,
  // Sealed already where a service wrote; what is left at the commit came from elsewhere, and is recorded all the same.
  // Each row asks for itself alone: to look for any would be to pass by all that were sealed, for each of them again.
  `create or replace function "${schema}".audit_unclaimed() returns trigger language plpgsql as $body$
   begin
     if exists (select from "${schema}".audit_pending where xact = new.xact and n = new.n) then
       perform "${schema}".audit_seal(jsonb_build_object('kind', 'WRITE', 'outcome', 'DONE', 'action', 'SQL',
         'subject', 'database:' || session_user, 'role', 'database', 'agencies', '[]'::jsonb, 'credential', null,
         'at', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         'operation', null, 'correlationId', null));
     end if;
     return null;
   end
   $body$`,
  `create or replace function "${schema}".audit_row(given jsonb, never text[], digested text[]) returns jsonb
   language sql immutable as $body$
     select (given - never) || coalesce((
       select jsonb_object_agg(c, 'sha256:' || encode(sha256(convert_to(given ->> c, 'UTF8')), 'hex'))
       from unnest(digested) as c where given ->> c is not null), '{}')
   $body$`,
  `create or replace function "${schema}".audit_key(given jsonb, keys text[]) returns text language sql immutable as $body$
     select string_agg(given ->> k, '/' order by at) from unnest(keys) with ordinality as t(k, at)
   $body$`,
  // Arguments: columns of the key, columns that are never recorded, columns of which a hash is; commas between them.
  `create or replace function "${schema}".audit_capture() returns trigger language plpgsql as $body$
   declare keys text[] := string_to_array(tg_argv[0], ','); never text[] := string_to_array(tg_argv[1], ',');
     digested text[] := string_to_array(tg_argv[2], ',');
   begin
     if tg_op = 'INSERT' then
       insert into "${schema}".audit_pending (xact, entity, key, after)
       select pg_current_xact_id(), tg_table_name, "${schema}".audit_key(to_jsonb(r), keys),
              "${schema}".audit_row(to_jsonb(r), never, digested) from new_rows as r;
     elsif tg_op = 'DELETE' then
       insert into "${schema}".audit_pending (xact, entity, key, before)
       select pg_current_xact_id(), tg_table_name, "${schema}".audit_key(to_jsonb(r), keys),
              "${schema}".audit_row(to_jsonb(r), never, digested) from old_rows as r;
     else
       insert into "${schema}".audit_pending (xact, entity, key, before, after)
       select pg_current_xact_id(), tg_table_name, key, o.kept, n.kept
       from (select "${schema}".audit_key(to_jsonb(r), keys) as key,
                    "${schema}".audit_row(to_jsonb(r), never, digested) as kept from old_rows as r) as o
       full join (select "${schema}".audit_key(to_jsonb(r), keys) as key,
                    "${schema}".audit_row(to_jsonb(r), never, digested) as kept from new_rows as r) as n using (key)
       where o.kept is distinct from n.kept;
     end if;
     return null;
   end
   $body$`,
  `create or replace function "${schema}".audit_no_truncate() returns trigger language plpgsql as $body$
   begin
     raise exception '%.% is audited row by row: delete rows instead', tg_table_schema, tg_table_name
       using errcode = 'insufficient_privilege';
   end
   $body$`,
  `drop trigger if exists audit_unclaimed on "${schema}".audit_pending`,
  `create constraint trigger audit_unclaimed after insert on "${schema}".audit_pending deferrable initially deferred
     for each row execute function "${schema}".audit_unclaimed()`,
  `alter table "${schema}".audit_pending enable always trigger audit_unclaimed`,
];

/** How a table is recorded. */
export interface AuditedTable {
  readonly name: string;
  /** Columns that name a row. */
  readonly key: readonly string[];
  /** Columns that are never recorded: secrets, and what the database computes. */
  readonly never: readonly string[];
  /** Columns of which a SHA-256 is recorded. */
  readonly digested: readonly string[];
}

/** The triggers of one audited table. */
export function captureDdl(schema: string, { name, key, never, digested }: AuditedTable): string[] {
  const table = `"${schema}"."${name}"`;
  const list = (columns: readonly string[]): string => `'${columns.join(',')}'`;
  const call = `for each statement execute function "${schema}".audit_capture(${list(key)}, ${list(never)}, ${list(digested)})`;
  const old = 'old table as old_rows';
  const now = 'new table as new_rows';
  return [
    `create or replace trigger audit_insert after insert on ${table} referencing ${now} ${call}`,
    `create or replace trigger audit_update after update on ${table} referencing ${old} ${now} ${call}`,
    `create or replace trigger audit_delete after delete on ${table} referencing ${old} ${call}`,
    `create or replace trigger audit_truncate before truncate on ${table}
       for each statement execute function "${schema}".audit_no_truncate()`,
    ...CAPTURES.map((trigger) => `alter table ${table} enable always trigger ${trigger}`),
  ];
}

/** The triggers that every audited table has. */
export const CAPTURES = ['audit_insert', 'audit_update', 'audit_delete', 'audit_truncate'] as const;

/** Changes when the functions do, so that a start puts the new ones in place. */
export const functionsDigest = (schema: string): string =>
  createHash('sha256')
    .update([...TRAIL_TABLES(schema), ...TRAIL_FUNCTIONS(schema)].join('\n'))
    .digest('hex');
