import pg from 'pg';
import { ConfigurationError } from '../kernel/errors/errors.ts';

const INSTANCE_LOCK = 0x6e67;

/**
 * Takes the place of the one instance of a database, on a connection of its own; a process that dies gives it up.
 * @throws ConfigurationError when another instance has it.
 */
export async function takeInstanceLock(databaseUrl: string, dataDir: string): Promise<AsyncDisposable> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'nguon:instance' });
  // A lost connection shows in the readiness of the instance; it must not end the process.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [INSTANCE_LOCK]);
  if (rows[0]?.taken !== true) {
    await client.end();
    throw new ConfigurationError(
      `Another instance runs on this database (data folder ${dataDir}). Stop it first, or use another folder: NGUON_DATA_DIR=.data-2.`,
    );
  }
  return { [Symbol.asyncDispose]: () => client.end() };
}
