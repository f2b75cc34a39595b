import { setTimeout as sleep } from 'node:timers/promises';
import { asProcess } from '../../kernel/database/acting-as.ts';
import type { TestSubgraph } from './subgraph.ts';

const MOST_LOOKS = 500;

/**
 * Lets commands meet: rows are held from outside until every command has come to wait for them, so that none is done
 * before another has begun.
 * @param held rows of which table, and which: what follows `select 1 from`.
 * @throws Error when a command came to wait for nothing.
 */
export const atOnce = <T>(
  subgraph: Pick<TestSubgraph, 'running'>,
  held: string,
  commands: readonly (() => Promise<T>)[],
): Promise<T[]> => atOnceBehind(subgraph, `select 1 from ${held} for update`, commands);

/**
 * The same behind any lock, such as an advisory one.
 * @param lock the statement that takes it, until the transaction ends.
 * @throws Error when a command came to wait for nothing.
 */
export async function atOnceBehind<T>(
  { running }: Pick<TestSubgraph, 'running'>,
  lock: string,
  commands: readonly (() => Promise<T>)[],
): Promise<T[]> {
  return asProcess(async () => {
    const outside = running.orm.em.fork();
    await outside.begin();
    try {
      await outside.execute(lock);
      const begun = commands.map((command) => command());
      await waiting(running, commands.length);
      await outside.rollback();
      return await Promise.all(begun);
    } finally {
      if (outside.isInTransaction()) await outside.rollback();
    }
  });
}

async function waiting(running: TestSubgraph['running'], sessions: number): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const found = await running.orm.em
      .fork()
      .execute("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    if (found.length >= sessions) return;
    await sleep(10);
  }
  throw new Error(`fewer than ${sessions} sessions came to wait for a lock`);
}
