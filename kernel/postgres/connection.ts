import { stat } from 'node:fs/promises';
import { Client, type ClientConfig } from 'pg';
import { errorCode } from './file-problem.ts';

/** Login of the server's own superuser, used only to look after the server. */
export const SUPERUSER = 'postgres';

/**
 * Opens one connection, hands it to `work` and closes it.
 *
 * @param timeoutMs bounds connecting and `work` together; when it is over the connection is torn down and the promise
 *   is rejected with code ETIMEDOUT.
 */
export async function withConnection<Result>(
  config: ClientConfig,
  timeoutMs: number,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ ...config, connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs });
  // A server that dies under an idle connection must not end the process; the pending query is rejected anyway.
  client.on('error', () => undefined);
  let limit: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, fail) => {
    const late = Object.assign(new Error(`no answer within ${timeoutMs / 1000} s`), { code: 'ETIMEDOUT' });
    limit = setTimeout(() => fail(late), timeoutMs);
  });
  const answer = client.connect().then(() => work(client));
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(limit);
    answer.catch(() => undefined);
    // Ending politely waits for the server, which may be the one that does not answer.
    const ended = client.end().catch(() => undefined);
    await Promise.race([ended, new Promise((settle) => setTimeout(settle, 500).unref())]);
  }
}

/** Where the embedded server listens, as `role`. Everything is stated, so that PG* variables cannot interfere. */
export function localConfig(port: number, password: string, role: string, database: string): ClientConfig {
  return { host: '127.0.0.1', port, user: role, password, database, ssl: false, application_name: 'nguon' };
}

/**
 * What a port has to say: a server that knows our password and runs on our cluster; one that knows the password and
 * runs on another (the folder is a copy); one that knows it not; one that is starting or stopping; or no answer.
 */
export type ProbeAnswer =
  | { readonly kind: 'ours' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'wrong-password' }
  | { readonly kind: 'not-yet' }
  | { readonly kind: 'silent'; readonly reason: string };

/** Asks the server on a port of this machine who it is. Never rejects; bounded by `timeoutMs`. */
export async function probe(port: number, password: string, cluster: string, timeoutMs: number): Promise<ProbeAnswer> {
  try {
    const directory = await withConnection(
      localConfig(port, password, SUPERUSER, 'postgres'),
      timeoutMs,
      async (client) => {
        const { rows } = await client.query<{ directory: string }>(
          "SELECT current_setting('data_directory') AS directory",
        );
        return rows[0]?.directory ?? '';
      },
    );
    return { kind: (await sameFolder(directory, cluster)) ? 'ours' : 'elsewhere' };
  } catch (error) {
    const code = errorCode(error);
    if (code === '28P01' || code === '28000') return { kind: 'wrong-password' };
    if (code === '57P03') return { kind: 'not-yet' };
    return { kind: 'silent', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function sameFolder(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}
