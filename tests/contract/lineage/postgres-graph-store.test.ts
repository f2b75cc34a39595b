import { Client } from 'pg';
import { expect, test } from 'vitest';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { postgresGraphStore } from '../../../lineage/store/postgres/postgres-graph-store.ts';
import { nodeKey } from '../../../lineage/store/postgres/rows.ts';
import { SNAPSHOT_SQL } from '../../../lineage/store/postgres/snapshot.ts';
import { lineageDatabase } from '../../support/lineage-database.ts';
import { flow, RECORDED } from '../../support/lineage-events.ts';
import { graphStoreContract } from './graph-store.contract.ts';

graphStoreContract('PostgreSQL', async () => {
  const database = await lineageDatabase();
  return {
    store: postgresGraphStore(database.sql),
    another: () => postgresGraphStore(database.sql),
    close: () => database.stop(),
  };
});

test('PostgreSQL walks by index, also in a session that has planned the walk while the graph was small', async () => {
  const database = await lineageDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const store = postgresGraphStore(database.sql);
    await store.apply(chain(0, 3), 1);
    for (let i = 0; i < 10; i++) await walk(client, 0);
    for (let batch = 1; batch <= 4; batch++) await store.apply(chain(batch, 500), batch + 1);
    await client.query('begin');
    const before = await scans(client);
    await walk(client, 4);
    const after = await scans(client);
    await client.query('rollback');
    expect(after.byIndex - before.byIndex).toBeGreaterThanOrEqual(500);
    expect(after.whole - before.whole).toBe(0);
  } finally {
    await client.end();
    await database.stop();
  }
});

test('PostgreSQL plans a level of the walk as a lookup by index, and has nothing recursive', async () => {
  const database = await lineageDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const store = postgresGraphStore(database.sql);
    for (let batch = 1; batch <= 4; batch++) await store.apply(chain(batch, 500), batch);
    await client.query('analyze lineage.graph_edge');
    const { rows } = await client.query<{ prosrc: string }>(
      "select prosrc from pg_proc where oid = 'lineage.closure'::regproc",
    );
    const source = rows[0]?.prosrc ?? '';
    expect(source).not.toMatch(/recursive/i);
    // The statements of the function itself, with values where it has variables.
    const levels = source.match(/select e\.(?:to|from)_id[\s\S]*?except select unnest\(seen\)/g) ?? [];
    expect(levels).toHaveLength(2);
    for (const [level, index] of [
      [levels[0], 'graph_edge_downstream'],
      [levels[1], 'graph_edge_upstream'],
    ] as const) {
      const text = (level ?? '')
        .replace('(frontier)', "('{1,2,3}'::integer[])")
        .replace('(seen)', "('{1,2,3}'::integer[])")
        .replaceAll('as_of', String(RECORDED))
        .replaceAll('as_recorded', String(RECORDED));
      const { rows: lines } = await client.query<Record<string, string>>(`explain ${text}`);
      const plan = lines.flatMap((line) => Object.values(line)).join('\n');
      expect(plan).toMatch(new RegExp(`Index (Only )?Scan using ${index}`));
      expect(plan).not.toMatch(/Recursive Union|Seq Scan on graph_edge/);
    }
  } finally {
    await client.end();
    await database.stop();
  }
});

test('PostgreSQL looks up what a snapshot reads, by index, and has nothing recursive', async () => {
  const database = await lineageDatabase();
  try {
    const store = postgresGraphStore(database.sql);
    for (let batch = 1; batch <= 4; batch++) await store.apply(chain(batch, 500), batch);
    for (const table of ['graph_node', 'graph_edge', 'graph_fact'])
      await database.sql.query(`analyze lineage.${table}`);
    const keys = JSON.stringify(['D1-1', 'D1-2', 'D1-3'].map(nodeKey));
    // Small tables are read whole with good reason; without that choice it shows whether an index serves.
    const plan = (text: string, values: readonly (string | number)[]): Promise<string> =>
      database.sql.transaction(async (sql) => {
        await sql.query('set local enable_seqscan = off');
        const rows = await sql.query<Record<string, string>>(`explain ${text}`, values);
        return rows.flatMap((row) => Object.values(row)).join('\n');
      });
    const plans = {
      describe: await plan(SNAPSHOT_SQL.describe, [keys]),
      columnsOf: await plan(SNAPSHOT_SQL.columnsOf, [nodeKey('D1-1')]),
      edgesOf: await plan(SNAPSHOT_SQL.edgesOf, [nodeKey('job:F1-1'), 10]),
      edgesAt: await plan(SNAPSHOT_SQL.edgesAt, [nodeKey('D1-1'), nodeKey('D1-1'), 10]),
      edgesAmong: await plan(SNAPSHOT_SQL.edgesAmong, [keys, RECORDED, RECORDED, RECORDED, RECORDED, 10]),
    };
    for (const [name, text] of Object.entries(plans)) {
      expect(text, name).toMatch(/Index (Only )?Scan/);
      expect(text, name).not.toMatch(/Recursive Union|Seq Scan on graph_(node|edge)/);
    }
  } finally {
    await database.stop();
  }
});

const chain = (batch: number, length: number) =>
  Array.from({ length }, (_, i) =>
    normalise({ ...flow(`F${batch}-${i}`, `D${batch}-${i}>D${batch}-${i + 1} a,b,c,d`), recordedAt: RECORDED }),
  ).flat();

const walk = (client: Client, batch: number) =>
  client.query(
    `select * from lineage.closure(
       array(select id from lineage.graph_node where ref = $1), true, $2, 9223372036854775806, -1, 10000, '{}')`,
    [`D${batch}-0`, RECORDED],
  );

/** Scans of the edges by this transaction: of the whole table, and by index. */
async function scans(client: Client): Promise<{ whole: number; byIndex: number }> {
  const { rows } = await client.query<{ whole: string; by_index: string }>(
    `select pg_stat_get_xact_numscans('lineage.graph_edge'::regclass) as whole,
            (select sum(pg_stat_get_xact_numscans(indexrelid)) from pg_index
             where indrelid = 'lineage.graph_edge'::regclass) as by_index`,
  );
  return { whole: Number(rows[0]?.whole), byIndex: Number(rows[0]?.by_index) };
}
