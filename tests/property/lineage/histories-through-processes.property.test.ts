import { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../kernel/clock.ts';
import { CanonicalHash, canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import { postgresDeadLetters } from '../../../lineage/log/dead-letters.ts';
import { hashOfLog } from '../../../lineage/log/fold-log.ts';
import { pgSql } from '../../../lineage/log/pg-sql.ts';
import { postgresEventLog } from '../../../lineage/log/postgres-event-log.ts';
import type { Sql } from '../../../lineage/log/sql.ts';
import { loadProjection, Projection } from '../../../lineage/projection/index.ts';
import { projector } from '../../../lineage/projector.ts';
import { postgresGraphStore } from '../../../lineage/store/postgres/postgres-graph-store.ts';
import { type LineageDatabase, lineageDatabase } from '../../support/lineage-database.ts';
import { disturbed, foldAll, randomHistory, type UnrecordedEvent } from '../../support/openlineage-events.ts';
import { Random } from '../../support/random.ts';

const HISTORIES = 24;
const SENDERS = 3;
const PROJECTOR = 'nguon-test-projector';

let database: LineageDatabase;
beforeAll(async () => {
  database = await lineageDatabase();
});
afterAll(() => database?.stop());

/** Sends events over a connection of its own, in appends of any size, and tells what became of each. */
async function send(random: Random, events: readonly UnrecordedEvent[]): Promise<void> {
  const pool = new Pool({ connectionString: database.url, max: 1 });
  const log = postgresEventLog(pgSql(pool), systemClock);
  for (let done = 0; done < events.length; ) {
    const until = done + random.int(1, 5);
    await log.append(
      events
        .slice(done, until)
        .map(({ kind, body }) => ({ kind, source: 'test', body: body as object as Record<string, unknown> })),
    );
    done = until;
  }
  await pool.end();
}

/** Does something before the n-th statement, those of transactions counted one by one. */
function before(n: number, sql: Sql, act: () => Promise<unknown>): Sql {
  let left = n;
  const counted = (inner: Sql): Sql => ({
    async query(text, values) {
      if (--left === 0) await act();
      return inner.query(text, values);
    },
    transaction: (work) => inner.transaction((tx) => work(counted(tx))),
  });
  return counted(sql);
}

/** One process that folds; the server cuts its connections off before a statement. Resolves to whether it was done. */
async function foldUntilKilled(killedBefore: number): Promise<boolean> {
  const pool = new Pool({ connectionString: database.url, max: 2, application_name: PROJECTOR });
  // Told by the statement that fails, too.
  pool.on('error', () => undefined).on('connect', (client) => void client.on('error', () => undefined));
  let killed = false;
  const sql = before(killedBefore, pgSql(pool), () => {
    killed = true;
    return database.sql.query(
      'select pg_terminate_backend(pid, 1000) from pg_stat_activity where application_name = $1::text and datname = current_database()',
      [PROJECTOR],
    );
  });
  const [log, store] = [postgresEventLog(sql, systemClock), postgresGraphStore(sql)];
  let projection = new Projection();
  const reload = async (): Promise<void> => {
    projection = await loadProjection(store);
  };
  try {
    await reload();
    const { run } = projector({
      log,
      store,
      deadLetters: postgresDeadLetters(sql),
      projection: () => projection,
      reload,
      leads: () => true,
      folded: () => undefined,
    });
    await run();
    return true;
  } catch (error) {
    if (!killed) throw error;
    return false;
  } finally {
    await pool.end().catch(() => undefined);
  }
}

test('a history that comes doubled and shuffled over several connections, while who folds is killed, gives one graph', async () => {
  const store = postgresGraphStore(database.sql);
  const log = postgresEventLog(database.sql, systemClock);
  let kills = 0;
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const random = new Random(seed);
    await database.sql.query('truncate lineage.event, lineage.dead_letter');
    await store.reset();
    const history = randomHistory(random, 20);
    const events = disturbed(random, history);
    const parts = Array.from({ length: SENDERS }, (_, sender) => events.filter((__, i) => i % SENDERS === sender));
    const sending = Promise.all(parts.map((part) => send(new Random(random.int(1, 1_000_000)), part)));
    for (let lives = 0; lives < 3; lives++) if (!(await foldUntilKilled(random.int(1, 60)))) kills++;
    await sending;
    await foldUntilKilled(Number.POSITIVE_INFINITY);

    const [now, everything] = [new CanonicalHash({ history: false }), new CanonicalHash()];
    const revision = await store.scan((records) => {
      for (const record of records) for (const hash of [now, everything]) hash.add(record);
    });
    expect(revision, `seed ${seed}`).toBe(await log.head());
    expect(now.digest(), `seed ${seed}`).toBe(canonicalHash(foldAll(history).records(), { history: false }));
    expect(everything.digest(), `seed ${seed}, rebuilt`).toBe(await hashOfLog(log, revision));
  }
  // A projector that is never cut off amid its work would prove nothing.
  expect(kills).toBeGreaterThan(HISTORIES / 2);
});
