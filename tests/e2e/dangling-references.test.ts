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
const FOLLOWING = [
  'dataset_visibility',
  'agency_turn',
  'agency_partner',
  'known_agency',
  'dataset_survey',
  'dataset_field',
  'dataset_info',
];
/** The same, of tables whose names others have for what was written. */
const FOLLOWED = [
  'distribution',
  'element_binding',
  'master_claim',
  'flow',
  'column_flow',
  'measurement',
  'list_version',
  'list_member',
].map((table) => `quality.${table}`);
/** Columns that name a list of either of two subgraphs. */
const OF_EITHER = ['quality.profile.list_code'];
/** Columns whose reference says its dataset once more. */
const SAID_TWICE = ['standards.element_binding.dataset_code', 'standards.code_list_binding.dataset_code'];

it('every column that holds codes of another subgraph is looked at', async () => {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || t.relname || '.' || a.attname as name
     from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
     where t.relkind = 'r' and a.attnum > 0 and not a.attisdropped and n.nspname = any($1) and not (t.relname = any($2))
       and not (n.nspname || '.' || t.relname = any($3))
       and (a.attname ~ '_codes?$' or a.attname ~ '(^|_)document$' or (a.attname = 'ref' and t.relname <> 'field'))
       and not exists (
         select 1 from pg_constraint k where k.conrelid = t.oid and k.contype = 'f' and a.attnum = any(k.conkey))
     order by 1`,
    [system().instance.subgraphs.map(({ definition }) => definition.name), FOLLOWING, FOLLOWED],
  );
  const looked = REFERENCES.map(({ column }) => column as string);
  const known = [...SAID_TWICE, ...OF_EITHER];
  expect(rows.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual(looked.sort());
});

it('the sample catalogue has none', async () => {
  expect(await check()).toEqual([]);
});

/** Whether a column holds anything in the sample catalogue; one that holds nothing has nothing that dangles. */
async function holdsCodes({ column, many }: (typeof REFERENCES)[number]): Promise<boolean> {
  const [schema, table, name] = column.split('.');
  const held = many ? `cardinality("${name}") > 0` : `"${name}" is not null`;
  const { rows } = await client.query(`select from "${schema}"."${table}" where ${held} limit 1`);
  return rows.length > 0;
}

/** `schema.table` of what a reference names. */
const ownerOf = (to: string): string => to.split('.').slice(0, 2).join('.');

it.each([...new Set(REFERENCES.map(({ to }) => ownerOf(to)))])(
  'all that name %s are found when it is gone',
  async (owner) => {
    const naming = REFERENCES.filter(({ to }) => ownerOf(to) === owner);
    const expected: typeof naming = [];
    for (const reference of naming) if (await holdsCodes(reference)) expected.push(reference);
    expect(expected.length).toBeGreaterThan(0);
    await client.query('begin');
    try {
      // Foreign keys inside the owning subgraph are not what is tried here.
      await client.query('set local session_replication_role = replica');
      await client.query(`delete from ${owner}`);
      const findings = await check();
      expect(findings.every(({ level }) => level === 'problem')).toBe(true);
      expect(
        findings.map(({ message }) => /^(\S+) names .+, which (\S+) does not have\./.exec(message)?.slice(1)),
      ).toEqual(expected.map(({ column }) => [column, owner]));
    } finally {
      await client.query('rollback');
    }
  },
);
