import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { systemClock } from '../../../kernel/clock.ts';
import { CanonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import { hashOfLog } from '../../../lineage/log/fold-log.ts';
import { pgSql } from '../../../lineage/log/pg-sql.ts';
import { postgresEventLog } from '../../../lineage/log/postgres-event-log.ts';
import { postgresGraphStore } from '../../../lineage/store/postgres/postgres-graph-store.ts';
import type { Ledger } from './load.ts';

/** What is not as it should be after a restart. */
export interface Verdict {
  /** Run ids that were acknowledged and are not in the log. */
  readonly lost: readonly string[];
  /** What else is wrong, a sentence each. */
  readonly wrong: readonly string[];
}

const FOLDED_WITHIN_MS = 30_000;
const LOOK_MS = 30;

/** Waits until the graph has taken in the log, then compares log, ledger and graph. */
export async function judge(databaseUrl: string, ledger: Ledger): Promise<Verdict> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1, options: '-c nguon.role=process' });
  try {
    const sql = pgSql(pool);
    const [log, store] = [postgresEventLog(sql, systemClock), postgresGraphStore(sql)];
    const end = performance.now() + FOLDED_WITHIN_MS;
    while ((await store.revision()) < (await log.head()) && performance.now() < end) await sleep(LOOK_MS);
    const head = await log.head();
    const rows = await sql.query<{ id: string; times: string }>(
      "select body->'run'->>'runId' as id, count(*) as times from lineage.event group by 1",
    );
    const there = new Map(rows.map(({ id, times }) => [id, Number(times)]));
    const hash = new CanonicalHash();
    const revision = await store.scan((records) => {
      for (const record of records) hash.add(record);
    });
    const sent = new Set(ledger.sent);
    const events = [...there.values()].reduce((sum, times) => sum + times, 0);
    const same = hash.digest() === (await hashOfLog(log, revision));
    return {
      lost: [...ledger.acknowledged].filter((id) => !there.has(id)),
      wrong: [
        ...[...there].flatMap(([id, times]) => (times === 1 ? [] : [`Run ${id} is in the log ${times} times.`])),
        ...[...there.keys()].flatMap((id) => (sent.has(id) ? [] : [`Run ${id} is in the log and was never sent.`])),
        ...(revision === head ? [] : [`The graph is at revision ${revision}, the log at ${head}.`]),
        ...(events === head ? [] : [`The log has ${events} events, and the newest is number ${head}.`]),
        ...(same ? [] : [`At revision ${revision} the graph is not what folding the log anew makes.`]),
      ],
    };
  } finally {
    await pool.end();
  }
}
