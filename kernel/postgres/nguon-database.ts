import type { Client } from 'pg';
import { localConfig, SUPERUSER, withConnection } from './connection.ts';
import { errorCode } from './file-problem.ts';

/** Name of the database, and of the role that owns it. */
export const DATABASE = 'nguon';

/** Any number that only this use has; holds two starting processes apart. */
const STARTING_LOCK = 7_846_001;

const WORK_MS = 30_000;

/**
 * Makes sure that role and database exist and that the role can log in with the password. The role is not a superuser:
 * a hole in a query must not become a way to read the server's files or run its programs.
 */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  await withConnection(localConfig(port, password, SUPERUSER, 'postgres'), WORK_MS, async (client) => {
    if ((await countOurs(client)) === 2 && (await canLogIn(port, password))) return;
    await client.query('SELECT pg_advisory_lock($1)', [STARTING_LOCK]);
    const role = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [DATABASE]);
    // Neither statement takes parameters. The password is hexadecimal, see password.ts.
    const verb = role.rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE ${DATABASE} LOGIN CREATEDB PASSWORD '${password}'`);
    // Loading data with foreign keys set aside, as MikroORM's tools do, needs this and nothing more.
    await client.query(`GRANT SET ON PARAMETER session_replication_role TO ${DATABASE}`);
    const database = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${DATABASE}`);
  });
}

/** How many of role and database exist. */
async function countOurs(client: Client): Promise<number | null> {
  const ours = await client.query(
    'SELECT FROM pg_roles WHERE rolname = $1 UNION ALL SELECT FROM pg_database WHERE datname = $1',
    [DATABASE],
  );
  return ours.rowCount;
}

/** False when the role's password is another one, as after the stored one was lost; other trouble is thrown. */
async function canLogIn(port: number, password: string): Promise<boolean> {
  try {
    await withConnection(localConfig(port, password, DATABASE, DATABASE), WORK_MS, (client) =>
      client.query('SELECT 1'),
    );
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === '28P01' || code === '28000') return false;
    throw error;
  }
}

/** The address under which the rest of the program reaches the embedded database. Contains the password. */
export function databaseAddress(port: number, password: string): string {
  return `postgres://${DATABASE}:${password}@127.0.0.1:${port}/${DATABASE}`;
}
