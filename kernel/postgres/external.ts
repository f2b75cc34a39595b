import { ConfigurationError } from '../errors/errors.ts';
import { withConnection } from './connection.ts';
import { errorCode } from './file-problem.ts';
import type { DatabaseServer } from './server.ts';

const ANSWER_MS = 5_000;

/** What to do about each trouble; codes of Node and of PostgreSQL (SQLSTATE, appendix A of its manual). */
const ADVICE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the host name is not known. Check its spelling',
  EAI_AGAIN: 'the host name cannot be looked up at the moment. Check the network',
  ECONNREFUSED: 'nothing listens there. Check host and port, and that the server runs',
  ECONNRESET:
    'the server closed the connection. Check that it is PostgreSQL, and whether it wants TLS (?sslmode=require)',
  EHOSTUNREACH: 'the host cannot be reached. Check the network',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: `it did not answer within ${ANSWER_MS / 1000} s. Check host, port and firewall`,
  '28P01': 'it refuses this user and password',
  '28000': 'it does not let this user in from here. Check pg_hba.conf, and whether it wants TLS (?sslmode=require)',
  '3D000': "there is no such database. Create it with CREATE DATABASE … ENCODING 'UTF8'",
  '53300': 'it has no connection left. Raise max_connections, or close some',
  '57P03': 'it is starting up or shutting down. Try again in a moment',
};

/**
 * Checks that `databaseUrl` names a PostgreSQL database that lets us in, is writable and stores Unicode. The server is
 * somebody else's: `stop` leaves it alone.
 *
 * @throws ConfigurationError otherwise, within about 5 s; the message never contains the password.
 */
export async function connectExternal(databaseUrl: string, log: (message: string) => void): Promise<DatabaseServer> {
  const target = describeTarget(databaseUrl);
  const facts = await ask(databaseUrl, target);
  if (facts.encoding !== 'UTF8') {
    throw refusal(
      `${target} stores text as ${facts.encoding}; expected UTF8, which Vietnamese needs. Use a database made with ENCODING 'UTF8'.`,
    );
  }
  if (facts.standby) throw refusal(`${target} is a read-only standby; name the primary server.`);
  log(`Using the PostgreSQL ${facts.version} database ${target}.`);
  return {
    url: databaseUrl,
    kind: 'external',
    adopted: false,
    keepRunning: () => undefined,
    stop: () => Promise.resolve(),
  };
}

/**
 * User, host, port and database of a postgres URL, for messages: "nguon@db.example:5432/nguon".
 *
 * @throws ConfigurationError when it is not one. What was given is not repeated, because a password may be in it.
 */
export function describeTarget(databaseUrl: string): string {
  const expected = 'expected postgres://user:password@host:5432/database, with special characters percent-encoded';
  const url = URL.parse(databaseUrl);
  if (url === null) throw refusal(`DATABASE_URL is not a URL; ${expected}.`);
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    throw refusal(`DATABASE_URL starts with ${url.protocol}; ${expected}.`);
  }
  const database = url.pathname.slice(1);
  if (database === '') throw refusal(`DATABASE_URL names no database; ${expected}.`);
  const host = url.hostname || url.searchParams.get('host') || 'localhost';
  return `${url.username === '' ? '' : `${url.username}@`}${host}:${url.port || '5432'}/${database}`;
}

interface ServerFacts {
  readonly version: string;
  readonly encoding: string;
  readonly standby: boolean;
}

async function ask(databaseUrl: string, target: string): Promise<ServerFacts> {
  try {
    return await withConnection({ connectionString: databaseUrl }, ANSWER_MS, async (client) => {
      const { rows } = await client.query<ServerFacts>(
        `SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding,
                pg_is_in_recovery() AS standby`,
      );
      const [facts] = rows;
      if (facts === undefined) throw new Error('it gave an empty answer');
      return facts;
    });
  } catch (error) {
    const code = errorCode(error) ?? '';
    const said = error instanceof Error ? error.message : String(error);
    const problem = said === 'timeout expired' ? ADVICE.ETIMEDOUT : ADVICE[code];
    throw refusal(
      `Cannot use the database ${target} of DATABASE_URL: ${problem ?? withoutPassword(said, databaseUrl)}.`,
    );
  }
}

/** Other people's error messages may quote what they were given. */
function withoutPassword(text: string, databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  const secrets = [url?.password, url?.searchParams.get('password')].filter((secret) => secret);
  return secrets
    .flatMap((secret) => [secret ?? '', decodeURIComponent(secret ?? '')])
    .reduce((clean, secret) => clean.replaceAll(secret, '…'), text.replaceAll(databaseUrl, 'DATABASE_URL'));
}

function refusal(message: string): ConfigurationError {
  return new ConfigurationError(message, { argument: 'DATABASE_URL' });
}
