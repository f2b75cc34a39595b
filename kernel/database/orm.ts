import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, type EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { LIMITS } from '../limits/limits.ts';
import { cancelStatements } from './cancellable.ts';
import { releaseDeadConnections } from './dead-connections.ts';
import { allowDirectReads } from './direct-reads.ts';
import type { SubgraphMigration } from './migration.ts';
import { tellForWhom } from './session-settings.ts';

/** The MikroORM of one PostgreSQL schema. */
export type SchemaOrm = MikroORM;

/** What `openOrm` needs to know of a schema. */
export interface SchemaOptions {
  /** Name of the PostgreSQL schema that the subgraph owns. */
  readonly schema: string;
  readonly url: string;
  readonly entities: readonly EntitySchema[];
  /** In order; forward only. */
  readonly migrations: readonly SubgraphMigration[];
  /** Called with every SQL statement; tests count them. */
  readonly onStatement?: (sql: string) => void;
  /** Most connections of the pool, 8 unless given. */
  readonly poolSize?: number;
}

/**
 * A transaction whose process says nothing for so long is rolled back: one that hangs, or whose machine is gone, must
 * not keep its locks. More than reading a page of a feed over HTTP may take.
 */
export const SILENT_TRANSACTION_MS = 8_000;
/**
 * Connections are kept for so long while nobody asks. A new one is a new process of the server and a password derived
 * anew on both sides (SCRAM, RFC 5802): dearer than many questions. There are few, so that keeping them costs little.
 */
const IDLE_CONNECTION_MS = 5 * 60_000;

/**
 * Opens the ORM of one schema with a pool of its own. Statements are cut (`LIMITS.statementMs`), so that no query outlives
 * the request deadline; transactions after 8 seconds of silence.
 */
export async function openOrm(options: SchemaOptions): Promise<SchemaOrm> {
  const { onStatement } = options;
  let opened: Pool | undefined;
  const configuration = defineConfig({
    clientUrl: options.url,
    schema: options.schema,
    // An ORM needs one entity at least; a schema that is written in SQL alone has none.
    discovery: { warnWhenNoEntities: false },
    entities: [...options.entities],
    extensions: [Migrator],
    ensureDatabase: false,
    // Microseconds are kept by PostgreSQL; everything that leaves is UTC.
    forceUtcTimezone: true,
    pool: { min: 0, max: options.poolSize ?? 8, idleTimeoutMillis: IDLE_CONNECTION_MS },
    driverOptions: {
      statement_timeout: LIMITS.statementMs,
      idle_in_transaction_session_timeout: SILENT_TRANSACTION_MS,
      connectionTimeoutMillis: 2_000,
      application_name: `nguon:${options.schema}`,
      onPoolCreated: (pool: Pool) => {
        releaseDeadConnections(pool);
        cancelStatements(pool);
        tellForWhom(pool);
        opened = pool;
      },
    },
    migrations: {
      migrationsList: options.migrations.map((migration) => ({ name: migration.name, class: migration })),
      tableName: 'migration',
      schema: options.schema,
      snapshot: false,
      snapshotOnMigrate: false,
      silent: true,
    },
    ...(onStatement === undefined
      ? {}
      : { debug: ['query' as const], logger: (message: string) => onStatement(message), colors: false }),
  });
  const orm = await MikroORM.init(configuration);
  allowDirectReads(orm.em.getDriver(), { pool: () => opened, onStatement });
  return orm;
}
