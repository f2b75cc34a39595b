import { Pool } from 'pg';
import { BODY_AS_TEXT_DDL, EVENT_TIME_DDL, LOG_DDL } from '../../lineage/log/ddl.ts';
import { DEAD_LETTER_DDL, RESOLUTION_DDL } from '../../lineage/log/dead-letters.ts';
import { pgSql } from '../../lineage/log/pg-sql.ts';
import type { Sql } from '../../lineage/log/sql.ts';
import { RETENTION_DDL } from '../../lineage/retention/ddl.ts';
import {
  DICTIONARY_DDL,
  FACETS_DDL,
  GRAPH_DDL,
  MEMORY_DDL,
  NAMES_DDL,
  POLICY_DDL,
} from '../../lineage/store/postgres/ddl.ts';
import { testDatabase } from './database.ts';

/** A fresh database with the tables of log and graph. */
export interface LineageDatabase {
  readonly sql: Sql;
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one, with a pool of a few connections. */
export async function lineageDatabase(): Promise<LineageDatabase> {
  const database = await testDatabase();
  const pool = new Pool({ connectionString: database.url, max: 4 });
  const sql = pgSql(pool);
  for (const statement of [
    ...LOG_DDL,
    ...DEAD_LETTER_DDL,
    ...RESOLUTION_DDL,
    ...GRAPH_DDL,
    ...MEMORY_DDL,
    ...POLICY_DDL,
    ...FACETS_DDL,
    ...DICTIONARY_DDL,
    ...NAMES_DDL,
    ...EVENT_TIME_DDL,
    ...BODY_AS_TEXT_DDL,
    ...RETENTION_DDL,
  ])
    await sql.query(statement);
  return {
    sql,
    url: database.url,
    async stop() {
      await pool.end();
      await database.stop();
    },
  };
}
