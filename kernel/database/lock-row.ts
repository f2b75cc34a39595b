import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Locks a row until the transaction ends, so that of two changes at once the second reads what the first wrote. Rows that
 * refer to it may be written meanwhile (FOR NO KEY UPDATE). One that is not there, or not any more, is no error: whoever
 * reads it next finds out.
 * @param table with its schema. Names of table and columns come from our own code only.
 */
export async function lockRow(em: EntityManager, table: string, key: Readonly<Record<string, string>>): Promise<void> {
  const where = Object.keys(key).map((column) => `${column} = ?`);
  await em.execute(`select from ${table} where ${where.join(' and ')} for no key update`, Object.values(key));
}
