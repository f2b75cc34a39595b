import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { danglingReferences, REFERENCES } from '../../cli/doctor/dangling-references.ts';
import type { Sql } from '../../lineage/log/sql.ts';
import { seededInstance } from '../support/instance.ts';

const system = seededInstance();
let client: Client;

beforeAll(async () => {
  client = new Client({ connectionString: system().instance.database.url, options: '-c nguon.role=process' });
  await client.connect();
});

afterAll(() => client.end());

const check = () =>
  danglingReferences({ query: async (text: string) => (await client.query(text)).rows } as unknown as Sql).run();

/** Tables that follow what another subgraph says; they are not what anybody wrote. */
const FOLLOWING = ['dataset_visibility', 'agency_turn'];
/** Columns whose reference says its dataset once more. */
const SAID_TWICE = ['standards.element_binding.dataset_code', 'standards.code_list_binding.dataset_code'];

it('every column that holds codes of another subgraph is looked at', async () => {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || t.relname || '.' || a.attname as name
     from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
     where t.relkind = 'r' and a.attnum > 0 and not a.attisdropped and n.nspname = any($1) and not (t.relname = any($2))
       and (a.attname ~ '_codes?$' or a.attname ~ '(^|_)document$' or (a.attname = 'ref' and t.relname <> 'field'))
       and not exists (
         select 1 from pg_constraint k where k.conrelid = t.oid and k.contype = 'f' and a.attnum = any(k.conkey))
     order by 1`,
    [system().instance.subgraphs.map(({ definition }) => definition.name), FOLLOWING],
  );
  const looked = REFERENCES.map(({ column }) => column as string);
  expect(rows.map(({ name }) => name).filter((name) => !SAID_TWICE.includes(name))).toEqual(looked.sort());
});

it('the sample catalogue has none', async () => {
  expect(await check()).toEqual([]);
});

/** `schema.table` of what a reference names. */
const ownerOf = (to: string): string => to.split('.').slice(0, 2).join('.');

it.each([...new Set(REFERENCES.map(({ to }) => ownerOf(to)))])(
  'all that name %s are found when it is gone',
  async (owner) => {
    await client.query('begin');
    try {
      // Foreign keys inside the owning subgraph are not what is tried here.
      await client.query('set local session_replication_role = replica');
      await client.query(`delete from ${owner}`);
      const findings = await check();
      expect(findings.every(({ level }) => level === 'problem')).toBe(true);
      expect(
        findings.map(({ message }) => /^(\S+) names .+, which (\S+) does not have\./.exec(message)?.slice(1)),
      ).toEqual(REFERENCES.filter(({ to }) => ownerOf(to) === owner).map(({ column }) => [column, owner]));
    } finally {
      await client.query('rollback');
    }
  },
);
