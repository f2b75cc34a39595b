import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';

/** The pool behind an ORM, and who is told of its statements. */
interface Direct {
  /** undefined until the ORM has opened it, at its first statement. */
  readonly pool: () => Pool | undefined;
  readonly onStatement: ((sql: string) => void) | undefined;
}

const DIRECT = new WeakMap<object, Direct>();

/** Lets statements of `readDirectly` run on the pool of an ORM. @param driver of that ORM. */
export function allowDirectReads(driver: object, direct: Direct): void {
  DIRECT.set(driver, direct);
}

/** A statement that each connection plans once: equal names, equal texts. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** A connection, and a pool of them, as statements that hold no entity need them. */
export interface DirectClient {
  query(statement: string | PreparedStatement, values?: unknown[]): Promise<{ rows: unknown[] }>;
}
export interface DirectPool extends DirectClient {
  connect(): Promise<DirectClient & { release(destroy?: boolean): void }>;
}

/**
 * The pool behind an ORM, for statements with large values and transactions of them: the ORM would write every value
 * into the text (ADR 12). Failures are those of the driver.
 * @param driver of an ORM that has run a statement before.
 */
export function directPool(driver: object): DirectPool {
  const direct = DIRECT.get(driver);
  const connect: DirectPool['connect'] = async () => {
    const pool = direct?.pool();
    if (pool === undefined) throw new Error('The ORM has no pool yet');
    const client = await pool.connect();
    return {
      query(statement, values) {
        direct?.onStatement?.(`[query] ${typeof statement === 'string' ? statement : statement.text}`);
        // Two forms of the driver's own, apart for its types.
        return typeof statement === 'string' ? client.query(statement, values) : client.query(statement);
      },
      release: (destroy) => client.release(destroy),
    };
  };
  return {
    connect,
    async query(statement, values) {
      const client = await connect();
      try {
        return await client.query(statement, values);
      } finally {
        client.release();
      }
    },
  };
}

/** What `numbered` cannot tell placeholders from: text in quotes, and the ORM's own escapes. */
const AMBIGUOUS = /['\\]|\?\?/;

/** The statement with `$1, $2 …` for its question marks; null when it holds anything that could be mistaken for one. */
export function numbered(sql: string): string | null {
  if (AMBIGUOUS.test(sql)) return null;
  let at = 0;
  return sql.replaceAll('?', () => `$${++at}`);
}

/** Whether a value reaches PostgreSQL by itself as the ORM would have written it. */
const isPlain = (value: unknown): boolean =>
  value === null || typeof value !== 'object' || (value instanceof Date && !Number.isNaN(value.getTime()));

/**
 * Runs a read on the pool itself, its values beside it: the ORM writes them into the text, and hands it on through the
 * layers of its query builder (ADR 12).
 * @param sql as `numbered` returns it.
 * @returns undefined where the ORM is to run it: inside of a transaction, and for values that it writes in its own way.
 */
export function readDirectly(
  em: EntityManager,
  sql: string,
  values: readonly unknown[],
): Promise<Record<string, unknown>[]> | undefined {
  const driver = em.getDriver();
  const direct = DIRECT.get(driver);
  const pool = direct?.pool();
  if (pool === undefined || em.getTransactionContext() !== undefined || !values.every(isPlain)) return undefined;
  direct?.onStatement?.(sql);
  return run(pool, sql, values).catch((error: Error) => {
    throw driver.convertException(error);
  });
}

async function run(pool: Pool, sql: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> {
  const client = await pool.connect();
  try {
    // A date without a time is that of UTC, as everything that is stored.
    const { rows } = await client.query<Record<string, unknown>>(
      sql,
      values.map((value) => (value instanceof Date ? value.toISOString() : value)),
    );
    return rows;
  } finally {
    client.release();
  }
}
