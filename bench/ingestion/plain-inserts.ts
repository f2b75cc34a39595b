import pg from 'pg';
import { newDatabase } from './servers.ts';

/** The baseline: a table of bodies, and nothing else. */
export interface PlainInserts extends AsyncDisposable {
  /** Inserts each text in a transaction of its own, or so many together in one; over so many connections. */
  insert(bodies: readonly string[], perTransaction: number, over: number): Promise<void>;
  count(): Promise<number>;
}

const ONE = 'insert into event (body) values ($1::jsonb)';
const MANY = 'insert into event (body) select body from unnest($1::jsonb[]) as given(body)';

/** Makes a database of its own with one table, `body jsonb`, on a server. */
export async function plainInserts(serverUrl: string, connections: number): Promise<PlainInserts> {
  const pool = new pg.Pool({ connectionString: await newDatabase(serverUrl, 'nguon_bench_plain'), max: connections });
  await pool.query('create table event (seq bigint generated always as identity primary key, body jsonb not null)');
  return {
    async insert(bodies, perTransaction, over) {
      let at = 0;
      const one = async (): Promise<void> => {
        while (at < bodies.length) {
          const some = bodies.slice(at, at + perTransaction);
          at += perTransaction;
          await (perTransaction === 1 ? pool.query(ONE, [some[0]]) : pool.query(MANY, [some]));
        }
      };
      await Promise.all(Array.from({ length: over }, one));
    },
    async count() {
      const { rows } = await pool.query<{ count: string }>('select count(*) from event');
      return Number(rows[0]?.count);
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}
