import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkChanges } from '../../../lineage/domain/change-analysis/check-changes.ts';
import { readColumnType } from '../../../lineage/domain/change-analysis/column-type.ts';
import { SEVERITIES } from '../../../lineage/domain/change-analysis/rules.ts';
import type { ChangeKind } from '../../../lineage/domain/change-analysis/schema-change.ts';
import { spread } from '../../../lineage/domain/change-analysis/spread.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { CHAIN, CHANGES, LIMITS, type Step, TABLE, TYPES } from '../../support/view-chain.ts';

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
async function whatBreaks(change: string, chain: readonly Step[] = CHAIN): Promise<string[]> {
  await client.query('BEGIN');
  try {
    await client.query(TABLE);
    await client.query(change);
    const broken: string[] = [];
    for (const { name, sql, declared, demands, kept } of chain) {
      const made =
        declared === undefined
          ? `CREATE ${kept ? 'MATERIALIZED VIEW' : 'VIEW'} ${name} AS ${sql}; SELECT x FROM ${name}`
          : `CREATE TABLE ${name} (x ${declared} ${demands?.sql ?? ''}); INSERT INTO ${name} ${declared.includes('GENERATED') ? '(v)' : ''} ${sql}`;
      if (await fails(made)) broken.push(name);
    }
    return broken;
  } finally {
    await client.query('ROLLBACK');
  }
}

/** What is said: severity by step. */
function whatIsSaid(
  column: string,
  kind: ChangeKind,
  to: string | null,
  chain: readonly Step[] = CHAIN,
): ReadonlyMap<string, string> {
  const columns = Object.keys(TYPES);
  const checked = checkChanges([{ target: `t.${column}`, kind, to }], {
    has: (ref) => columns.includes(ref.slice(2)),
    typeOf: (ref) => TYPES[ref.slice(2)] ?? null,
    isNullable: () => null,
    isKey: (ref) => ref === 't.id',
    keyOf: () => ['t.id'],
    listOf: () => null,
    boundTo: () => [],
  });
  const names = [...columns, ...chain.map(({ name }) => name)];
  const { hurts } = spread(
    {
      forEachReader(node, visit) {
        for (const { name, from, reads } of chain) {
          for (const [read, by] of reads)
            if (names[node] === (from === 't' ? read : from)) visit(names.indexOf(name), by);
        }
      },
      needsOf: (node) => chain.find(({ name }) => name === names[node])?.demands?.needs ?? {},
      typeOf: (node) =>
        readColumnType(/^\S+/.exec(chain.find(({ name }) => name === names[node])?.declared ?? '')?.[0] ?? ''),
    },
    checked.map(({ change, effect, types, becomes }) => ({
      node: names.indexOf(change.target.slice(2)),
      effect,
      types,
      becomes,
    })),
    1_000,
  );
  return new Map(chain.map(({ name }) => [name, SEVERITIES[hurts.get(names.indexOf(name))?.severity ?? 0] as string]));
}

/** The one rule that is milder than a deployment by text; why, the last test says. */
const isMild = ({ reads }: Step, kind: ChangeKind): boolean =>
  kind === 'RENAME' && reads.some(([, by]) => by === 'AGGREGATION');

describe('PostgreSQL makes every step anew of its text after the change, and what breaks is what was said to break', () => {
  test('before any change, nothing does', async () => {
    expect(await whatBreaks('SELECT 1')).toEqual([]);
    expect(
      await whatBreaks(
        'SELECT 1',
        LIMITS.map(({ step }) => step),
      ),
    ).toEqual([]);
  });

  test.each(CHANGES)('%s %s %s', async (column, kind, to, sql) => {
    const said = whatIsSaid(column, kind, to);
    const judged = CHAIN.filter((step) => !isMild(step, kind)).map(({ name }) => name);
    const broken = (await whatBreaks(sql)).filter((name) => judged.includes(name));
    expect(judged.filter((name) => said.get(name) === 'BREAKS')).toEqual(broken);
  });
});

describe('where the table says something else than PostgreSQL does', () => {
  const named = ([column, kind, to]: (typeof CHANGES)[number]): string => `${column} ${kind} ${to}`;

  test.each(LIMITS.map((one) => [one.way, one.step.name, one.why, one] as const))(
    '%s, %s: %s',
    async (_way, name, _why, { way, step, differs }) => {
      const found: string[] = [];
      for (const change of CHANGES) {
        const [column, kind, to, sql] = change;
        if (!step.reads.some(([read]) => read === column) || isMild(step, kind)) continue;
        const said = whatIsSaid(column, kind, to, [step]).get(name);
        const breaks = (await whatBreaks(sql, [step])).includes(name);
        if ((said === 'BREAKS') === breaks) continue;
        expect([named(change), said, breaks]).toEqual([
          named(change),
          way === 'HARSHER' ? 'BREAKS' : 'AT_RISK',
          way !== 'HARSHER',
        ]);
        found.push(named(change));
      }
      expect(found.sort()).toEqual([...differs].sort());
    },
  );
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
