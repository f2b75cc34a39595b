import type { SchemaOrm } from './orm.ts';

/** One key for every process of this product: migrations of two starting processes never interleave. */
const MIGRATION_LOCK = 0x6e67756f;

/** How long a start waits for another process that is migrating. */
const LOCK_WAIT = '120s';

/**
 * Creates the schema when absent and runs what is pending, under an advisory lock of the database held on a connection
 * of its own for as long as the migrations take.
 * @returns the names of the migrations that ran now.
 */
export async function migrate(orm: SchemaOrm, schema: string): Promise<string[]> {
  return orm.em.fork().transactional(async (lock) => {
    await lock.execute(`set local lock_timeout = '${LOCK_WAIT}'`);
    await lock.execute(`set local statement_timeout = '${LOCK_WAIT}'`);
    await lock.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    const worker = orm.em.fork({ clear: true });
    await worker.execute(`create schema if not exists "${schema}"`);
    const ran = await orm.migrator.up();
    return ran.map(({ name }) => name);
  });
}
