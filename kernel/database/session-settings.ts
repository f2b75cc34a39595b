import type { Pool, PoolClient } from 'pg';
import { currentActor } from './acting-as.ts';

/** What row policies read: `current_setting('nguon.role', true)`, and agencies separated by commas. */
const SET = "select set_config('nguon.role', $1, false), set_config('nguon.agencies', $2, false)";

/** Codes with a comma would be two: such an agency is left out, and what it would show stays hidden. */
function settingsNow(): readonly [role: string, agencies: string] {
  const actor = currentActor();
  if (actor === undefined) return ['', ''];
  if (actor === 'process') return ['process', ''];
  return [actor.role, actor.agencies.filter((code) => !code.includes(',')).join(',')];
}

/**
 * Tells PostgreSQL for whom statements are, before a connection is given out: the second fence behind the conditions of
 * the services. A connection remembers what it was told last, so that this is one statement where that changes, and
 * none otherwise. A connection that cannot be told is thrown away.
 */
export function tellForWhom(pool: Pool): void {
  const told = new WeakMap<PoolClient, string>();
  const connect = pool.connect.bind(pool) as () => Promise<PoolClient>;
  pool.connect = (async (...callback: unknown[]) => {
    // Who took a connection by a callback would use it for whomever it was told of last.
    if (callback.length > 0) throw new TypeError('Connections of this pool are had by promise');
    const settings = settingsNow();
    const client = await connect();
    const text = settings.join('\n');
    if (told.get(client) === text) return client;
    try {
      told.delete(client);
      await client.query(SET, [...settings]);
      told.set(client, text);
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      throw error;
    }
    return client;
  }) as Pool['connect'];
}
