import pg from 'pg';
import { systemClock } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config/config.ts';
import { createLog } from '../../kernel/log.ts';
import { startDatabase } from '../../kernel/postgres/server.ts';
import { candidates, openLineage } from '../../lineage/index.ts';
import { pgSql } from '../../lineage/log/pg-sql.ts';
import { databaseUrlOf } from '../part-database.ts';
import { type Check, note } from './check.ts';
import { ingestion } from './ingestion.ts';
import { lineageLeader } from './lineage-leader.ts';
import { lineageState } from './lineage-state.ts';

/** What can be looked at while every part runs in a process of its own on this machine, each with its own database. */
export async function distributedChecks(config: Config, stack: AsyncDisposableStack): Promise<Check[]> {
  const log = createLog(config.logLevel);
  const server = await startDatabase({
    dataDir: config.dataDir,
    log: () => undefined,
    ...(config.databaseUrl === undefined ? {} : { databaseUrl: config.databaseUrl }),
  });
  const databaseUrl = databaseUrlOf(server.url, 'lineage');
  const lineage = stack.use(
    await openLineage({
      databaseUrl,
      clock: systemClock,
      logUnexpected: (error, correlationId) => log.error({ err: error, correlationId }, 'unexpected error'),
      feeds: [],
      log,
      folding: 'looking on',
      neo4j: config.neo4j,
    }),
  );
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  stack.defer(() => pool.end());
  return [
    lineageLeader(() => candidates(pgSql(pool))),
    lineageState(() => lineage.inspect()),
    ingestion(() => lineage.ingestion()),
    {
      name: 'references between subgraphs',
      run: async () => [note('Not looked at: every part has a database of its own.')],
    },
  ];
}
