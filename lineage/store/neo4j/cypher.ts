import neo4j, { type Driver, type ManagedTransaction, Neo4jError, type Session } from 'neo4j-driver';
import { signalOfWork } from '../../../kernel/database/cancellable.ts';
import { ConfigurationError, UnavailableError } from '../../../kernel/errors/errors.ts';
import { whilePatient } from '../../../kernel/limits/patience.ts';
import { MOST_CONNECTIONS } from './connection.ts';
import { Places } from './places.ts';

/** What a statement can be given. Whole numbers go as integers; the driver would make floats of them. */
export type CypherValue =
  | string
  | number
  | boolean
  | null
  | readonly CypherValue[]
  | { readonly [name: string]: CypherValue };

/** Parameters by name. */
export type CypherParameters = Readonly<Record<string, CypherValue>>;

/** Statements of one transaction. Text is ours alone: what comes from outside is a parameter. */
export interface Cypher {
  /** Runs one statement; rows are objects by column name, as the statement promises. */
  query<Row>(text: string, parameters?: CypherParameters): Promise<Row[]>;
  /** Runs one statement and hands over its rows in pages, so that memory holds one. */
  pages<Row>(text: string, visit: (rows: Row[]) => void): Promise<void>;
}

/** Rows a page of a scan. */
const PAGE = 5_000;
/** Connections that those who read leave to those who write. */
const CONNECTIONS_FOR_WRITERS = 4;
/** A server that is asked to stop a transaction is given so long more before we no longer wait. */
const GRACE_MS = 250;

/** How long transactions may take, in milliseconds. */
export const PATIENCE = {
  /** A lookup. */
  short: 1_000,
  /** What somebody waits for: less than the deadline of a request. */
  answer: 9_000,
  /** A batch, a piece of a reset. */
  long: 120_000,
  /** A scan of everything. */
  scan: 600_000,
} as const;

/**
 * Runs some work in one transaction, again when it failed in passing; so it must be repeatable. In `cancellable` work
 * that is given up the server stops the transaction, whatever it is doing.
 * @throws UnavailableError when the server does not answer, or not in time; ConfigurationError when it does not let us in;
 * what the work was given up with.
 */
export async function inTransaction<T>(
  driver: Driver,
  mode: 'READ' | 'WRITE',
  patienceMs: number,
  work: (cypher: Cypher) => Promise<T>,
): Promise<T> {
  return withSession(driver, mode, patienceMs + GRACE_MS, (session) => {
    const run = (tx: ManagedTransaction): Promise<T> => work(cypherOn(tx));
    const config = { timeout: patienceMs };
    return mode === 'READ' ? session.executeRead(run, config) : session.executeWrite(run, config);
  });
}

/** Runs statements that make their own transactions, one after another: those that change the schema. */
export const runAlone = (driver: Driver, statements: readonly string[]): Promise<void> =>
  withSession(driver, 'WRITE', PATIENCE.long, async (session) => {
    for (const statement of statements) await session.run(statement);
  });

async function withSession<T>(
  driver: Driver,
  mode: 'READ' | 'WRITE',
  patienceMs: number,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const given = signalOfWork();
  given?.throwIfAborted();
  const session = driver.session({ defaultAccessMode: mode === 'READ' ? neo4j.session.READ : neo4j.session.WRITE });
  const over = new AbortController();
  const timer = setTimeout(
    () => over.abort(new UnavailableError('The graph store did not answer in time.')),
    patienceMs,
  );
  const giveUp = (): void => over.abort(given?.reason);
  given?.addEventListener('abort', giveUp, { once: true });
  const { signal } = over;
  const unlessOver = (): Promise<T> => (signal.aborted ? Promise.reject(signal.reason) : work(session));
  // Writers are few and wait for nobody who reads.
  const working = mode === 'WRITE' ? work(session) : placesOf(driver).run(unlessOver);
  try {
    return await whilePatient(signal, working);
  } catch (error) {
    throw published(error);
  } finally {
    clearTimeout(timer);
    given?.removeEventListener('abort', giveUp);
    // Resets the connection, which ends what still runs on it. It waits for the server, which may hang; nobody needs to.
    session.close().catch(() => undefined);
  }
}

/** Places for those who read, by driver: fewer than it has connections. */
const PLACES = new WeakMap<Driver, Places>();

function placesOf(driver: Driver): Places {
  let places = PLACES.get(driver);
  if (places === undefined) {
    places = new Places(MOST_CONNECTIONS - CONNECTIONS_FOR_WRITERS, isGone);
    PLACES.set(driver, places);
  }
  return places;
}

/** Whether an error of the driver says that there is no server to ask. */
const isGone = (error: unknown): boolean =>
  error instanceof Neo4jError &&
  (error.code === neo4j.error.SERVICE_UNAVAILABLE ||
    error.code === neo4j.error.SESSION_EXPIRED ||
    // What the pool says when no connection could be had in time.
    /acquisition timed out/i.test(error.message));

/** Of the driver's errors those that say something about the server, in our words; others are bugs and stay. */
function published(error: unknown): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (error.code.startsWith('Neo.ClientError.Security.')) {
    return new ConfigurationError(
      `Neo4j does not let us in (${error.code}). Check NEO4J_USER and NEO4J_PASSWORD; after too many attempts it takes some seconds.`,
    );
  }
  const down =
    error.retriable ||
    isGone(error) ||
    error.code.startsWith('Neo.ClientError.Transaction.TransactionTimedOut') ||
    /Pool is closed/i.test(error.message);
  return down ? new UnavailableError(`The graph store does not answer (${error.code}).`) : error;
}

const cypherOn = (tx: ManagedTransaction): Cypher => ({
  async query<Row>(text: string, parameters: CypherParameters = {}) {
    const { records } = await tx.run(text, encoded(parameters));
    return records.map((record) => record.toObject() as Row);
  },
  async pages<Row>(text: string, visit: (rows: Row[]) => void) {
    let page: Row[] = [];
    for await (const record of tx.run(text)) {
      page.push(record.toObject() as Row);
      if (page.length === PAGE) {
        visit(page);
        page = [];
      }
    }
    if (page.length > 0) visit(page);
  },
});

function encoded(value: CypherValue | CypherParameters): unknown {
  if (typeof value === 'number') return neo4j.int(value);
  if (Array.isArray(value)) return value.map(encoded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, encoded(member)]));
}
