/**
 * What a statement can be given; lists travel as JSON text or, over a pool of the `pg` package, as arrays or in
 * PostgreSQL's binary form (`binary-array.ts`).
 */
export type SqlValue = string | number | boolean | null | readonly string[] | readonly number[] | Buffer;

/**
 * The little of PostgreSQL that log and store need, so that they run on a plain pool, on a client inside somebody's
 * transaction or on an ORM. Parameters are `$1`, `$2` …, each used once and in order, each with a cast beside it;
 * statements hold no question mark.
 */
export interface Sql {
  /**
   * Runs one statement.
   * @param name for one that comes again and again: a connection of the `pg` package reads and plans it once. Equal names,
   * equal texts.
   */
  query<Row>(text: string, values?: readonly SqlValue[], name?: string): Promise<Row[]>;
  /** Runs some work in a transaction (READ COMMITTED), or in a savepoint of the one it is in. A throw rolls back. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}
