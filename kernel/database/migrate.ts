import { type AuditedTables, installAudit } from '../audit/install.ts';
import type { SchemaOrm } from './orm.ts';

/** One key for every process of this product: migrations of two starting processes never interleave. */
const MIGRATION_LOCK = 0x6e67756f;

/** How long a start waits for another process that is migrating, and how long one statement of a migration may take. */
const PATIENCE = '120s';

/**
 * Creates the schema when absent and runs what is pending, under an advisory lock of the database, in the transaction
 * that holds the lock: whoever comes second finds everything done, and migrations that fail leave an empty schema behind.
 * Tables that they made are recorded by the audit trail from their first row on.
 * @returns the names of the migrations that ran now.
 */
export async function migrate(orm: SchemaOrm, schema: string, audited?: AuditedTables): Promise<string[]> {
  return orm.em.fork().transactional(async (em) => {
    await em.execute(`set local lock_timeout = '${PATIENCE}'`);
    await em.execute(`set local statement_timeout = '${PATIENCE}'`);
    await em.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    // On a connection of its own: the migrator looks for its table on another one, before the transaction is given to it.
    await orm.em.fork({ clear: true }).execute(`create schema if not exists "${schema}"`);
    const ran = await orm.migrator.up({ transaction: em.getTransactionContext() });
    await installAudit(em, schema, audited);
    return ran.map(({ name }) => name);
  });
}
