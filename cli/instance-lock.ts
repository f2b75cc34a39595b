import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ConfigurationError } from '../kernel/errors/errors.ts';

const INSTANCE_LOCK = 0x6e67;
/** Pause between two tries to take the place again after the database was away. */
const AGAIN_MS = 500;
/** For so long the place may be held by what is left of our own session. */
const STALE_MS = 30_000;

const taken = (dataDir: string): string =>
  `Another instance runs on this database (data folder ${dataDir}). Stop it first, or use another folder: NGUON_DATA_DIR=.data-2.`;

/** A connection that holds the place; undefined when another one has it. */
async function holdPlace(databaseUrl: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'nguon:instance' });
  // A lost connection shows in the readiness of the instance; it must not end the process.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [INSTANCE_LOCK]);
  if (rows[0]?.taken === true) return client;
  await client.end();
  return undefined;
}

/**
 * Takes the place of the one instance of a database, on a connection of its own; a process that dies gives it up. When
 * the database goes away and comes back, the place is taken again.
 * @param onTaken told when another instance has the place by then: this one must end.
 * @throws ConfigurationError when another instance has it.
 */
export async function takeInstanceLock(
  databaseUrl: string,
  dataDir: string,
  onTaken: (message: string) => void,
): Promise<AsyncDisposable> {
  const given = new AbortController();
  const { signal } = given;
  let client: pg.Client | undefined = await holdPlace(databaseUrl);
  if (client === undefined) throw new ConfigurationError(taken(dataDir));

  const takeAgain = async (): Promise<void> => {
    let answeredSince: number | undefined;
    while (!signal.aborted) {
      await sleep(AGAIN_MS, undefined, { signal, ref: false }).catch(() => undefined);
      const tried = await holdPlace(databaseUrl).catch(() => null);
      if (tried) return hold(tried);
      if (tried === null) continue;
      answeredSince ??= Date.now();
      if (Date.now() - answeredSince > STALE_MS) return onTaken(taken(dataDir));
    }
  };
  const hold = (held: pg.Client): void => {
    client = held;
    held.once('end', () => {
      if (!signal.aborted) void takeAgain();
    });
    if (signal.aborted) void held.end();
  };
  hold(client);
  return {
    async [Symbol.asyncDispose]() {
      given.abort();
      await client?.end();
    },
  };
}
