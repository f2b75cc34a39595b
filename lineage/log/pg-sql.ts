import type { Sql, SqlValue } from './sql.ts';

/** A connection of the `pg` package, as far as it is used here. */
export interface PgClient {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  query(prepared: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

/** A pool of the `pg` package, as far as it is used here. */
export interface PgPool extends PgClient {
  connect(): Promise<PgClient & { release(destroy?: boolean): void }>;
}

const run =
  (client: PgClient): Sql['query'] =>
  async <Row>(text: string, values: readonly SqlValue[] = [], name?: string) => {
    const given = [...values];
    const { rows } = await (name === undefined
      ? client.query(text, given)
      : client.query({ name, text, values: given }));
    // The row type is the statement's promise; nothing can check it here.
    return rows as Row[];
  };

/** `Sql` on a pool of the `pg` package. */
export function pgSql(pool: PgPool): Sql {
  return {
    query: run(pool),
    async transaction(work) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('begin');
        const result = await work(inTransaction(client, 1));
        await client.query('commit');
        return result;
      } catch (error) {
        // A connection that cannot even roll back is not handed to anybody else.
        await client.query('rollback').catch(() => {
          broken = true;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}

function inTransaction(client: PgClient, depth: number): Sql {
  return {
    query: run(client),
    async transaction(work) {
      await client.query(`savepoint s${depth}`);
      try {
        const result = await work(inTransaction(client, depth + 1));
        await client.query(`release savepoint s${depth}`);
        return result;
      } catch (error) {
        await client.query(`rollback to savepoint s${depth}`);
        throw error;
      }
    },
  };
}
