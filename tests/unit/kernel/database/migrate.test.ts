import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../../../kernel/database/migrate.ts';
import type { SubgraphMigration } from '../../../../kernel/database/migration.ts';
import { openOrm, type SchemaOrm } from '../../../../kernel/database/orm.ts';
import { testDatabase } from '../../../support/database.ts';
import { migrationOf } from '../scratch-schema.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
const opened: SchemaOrm[] = [];

beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const orm of opened.splice(0)) await orm.close(true);
  await database.stop();
});

const open = async (migrations: readonly SubgraphMigration[], schema = 'scratch'): Promise<SchemaOrm> => {
  const orm = await openOrm({ schema, url: database.url, entities: [], migrations });
  opened.push(orm);
  return orm;
};

const FIRST = migrationOf('Scratch0001', ['create table scratch.thing (code text primary key)']);
const SECOND = migrationOf('Scratch0002', ["insert into scratch.thing values ('a')", 'select pg_sleep(0.1)']);
const BROKEN = migrationOf('Scratch0003', ["insert into scratch.thing values ('b')", 'select nonsense']);

const things = async (orm: SchemaOrm): Promise<string[]> =>
  (await orm.em.fork().execute<{ code: string }[]>('select code from scratch.thing')).map(({ code }) => code);

describe('migrations', () => {
  it('run in order, once, and are named', async () => {
    expect(await migrate(await open([FIRST]), 'scratch')).toEqual(['Scratch0001']);
    const orm = await open([FIRST, SECOND]);
    expect(await migrate(orm, 'scratch')).toEqual(['Scratch0002']);
    expect(await migrate(orm, 'scratch')).toEqual([]);
    expect(await things(orm)).toEqual(['a']);
  });

  it('run once when many start at the same time', async () => {
    const starting = await Promise.all(Array.from({ length: 4 }, () => open([FIRST, SECOND])));
    const ran = await Promise.all(starting.map((orm) => migrate(orm, 'scratch')));
    expect(ran.filter((names) => names.length > 0)).toEqual([['Scratch0001', 'Scratch0002']]);
    expect(await things(starting[0] as SchemaOrm)).toEqual(['a']);
  });

  it('of different schemas of one database do not get into the way of one another', async () => {
    const names = ['one', 'two', 'three'];
    const ran = await Promise.all(
      names.map(async (schema) => {
        const migration = migrationOf(`${schema}0001`, [
          'create extension if not exists btree_gist with schema public',
          `create table ${schema}.thing (code text primary key)`,
        ]);
        return migrate(await open([migration], schema), schema);
      }),
    );
    expect(ran).toEqual(names.map((schema) => [`${schema}0001`]));
  });

  it('that fail leave nothing of the run behind, and run again when they are repaired', async () => {
    await expect(migrate(await open([FIRST, SECOND, BROKEN]), 'scratch')).rejects.toThrow(/nonsense/);
    const orm = await open([FIRST, SECOND]);
    expect(await migrate(orm, 'scratch')).toEqual(['Scratch0001', 'Scratch0002']);
    expect(await things(orm)).toEqual(['a']);
  });

  it('may take longer than a statement of a request may', async () => {
    const slow = migrationOf('Scratch0001', [
      `do $$ begin
         if current_setting('statement_timeout') <> '2min' then raise exception 'cut too early'; end if;
       end $$`,
    ]);
    await expect(migrate(await open([slow]), 'scratch')).resolves.toEqual(['Scratch0001']);
  });

  it('let the statements of requests be cut afterwards as before', async () => {
    const orm = await open([FIRST]);
    await migrate(orm, 'scratch');
    const [row] = await orm.em.fork().execute<{ statement_timeout: string }[]>('show statement_timeout');
    expect(row?.statement_timeout).toBe('5s');
  });
});
