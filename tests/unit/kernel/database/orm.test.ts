import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isDatabaseDown, translateDatabaseError } from '../../../../kernel/database/constraint-errors.ts';
import type { SchemaOrm } from '../../../../kernel/database/orm.ts';
import { testDatabase } from '../../../support/database.ts';
import { scratchSchema } from '../scratch-schema.ts';

const PLACES = 3;
let database: Awaited<ReturnType<typeof testDatabase>>;
let orm: SchemaOrm;
let other: SchemaOrm;

beforeAll(async () => {
  database = await testDatabase();
  other = await scratchSchema(database.url, { ddl: ['select 1'] });
  orm = await scratchSchema(database.url, { ddl: ['select 1'], poolSize: PLACES });
});
afterAll(async () => {
  await orm?.close(true);
  await other?.close(true);
  await database?.stop();
});

const works = async (): Promise<void> => expect(await orm.em.fork().execute('select 1 as one')).toEqual([{ one: 1 }]);
const kill = (pid: number | undefined): Promise<unknown> =>
  other.em.fork().execute('select pg_terminate_backend(?)', [pid]);
const killIdle = (): Promise<unknown> =>
  other.em
    .fork()
    .execute(
      "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle' and datname = current_database() and pid <> pg_backend_pid()",
    );

describe('connections', () => {
  it('that die inside transactions leave their places to others, however many die', async () => {
    for (let round = 0; round < 3; round++) {
      const dying = Array.from({ length: PLACES }, () =>
        orm.em.fork().transactional(async (em) => {
          const [row] = await em.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
          await kill(row?.pid);
          await em.execute('select 1');
        }),
      );
      for (const { status, reason } of (await Promise.allSettled(dying)) as PromiseRejectedResult[]) {
        expect([status, isDatabaseDown(reason)]).toEqual(['rejected', true]);
      }
    }
    await Promise.all(Array.from({ length: 2 * PLACES }, works));
  });

  it('that die while nobody uses them are replaced, and the process goes on', async () => {
    await works();
    await killIdle();
    // The news of a death travels by the socket.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await works();
  });

  it('that are all taken make others wait for two seconds, and are then told as unavailable', async () => {
    const released = Promise.withResolvers<void>();
    const taken = Array.from({ length: PLACES }, () => Promise.withResolvers<void>());
    const holding = taken.map((place) =>
      orm.em.fork().transactional(async (em) => {
        await em.execute('select 1');
        place.resolve();
        await released.promise;
      }),
    );
    await Promise.all(taken.map(({ promise }) => promise));
    const waiting = await orm.em
      .fork()
      .execute('select 1')
      .catch((error: unknown) => error);
    released.resolve();
    await Promise.all(holding);
    expect(isDatabaseDown(waiting)).toBe(true);
    await works();
  });
});

it('statements are cut after five seconds', async () => {
  expect(await orm.em.fork().execute('show statement_timeout')).toEqual([{ statement_timeout: '5s' }]);
});

it('a statement that is cut is told as unavailable, and its connection is good for another', async () => {
  const cut = orm.em.fork().transactional(async (em) => {
    await em.execute("set local statement_timeout = '20ms'");
    await em.execute('select pg_sleep(20)');
  });
  const failure = await cut.catch((error: unknown) => error);
  expect(translateDatabaseError(failure, {})).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await works();
});
