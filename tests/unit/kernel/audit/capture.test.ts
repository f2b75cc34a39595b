import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditBody } from '../../../../kernel/audit/body.ts';
import { migrate } from '../../../../kernel/database/migrate.ts';
import type { SchemaOrm } from '../../../../kernel/database/orm.ts';
import { type Transact, transactor } from '../../../../kernel/database/transact.ts';
import { outboxDdl } from '../../../../kernel/outbox/ddl.ts';
import { News } from '../../../../kernel/outbox/news.ts';
import { type TestDatabase, testDatabase } from '../../../support/database.ts';
import { scopeOf, scratchSchema } from '../scratch-schema.ts';

let database: TestDatabase;
let orm: SchemaOrm;
let transact: Transact;
let last = 0;

beforeAll(async () => {
  database = await testDatabase();
  orm = await scratchSchema(database.url, {
    ddl: [
      `create table scratch.thing (code text primary key, name text, secret text, big text,
         upper text generated always as (upper(name)) stored)`,
      ...outboxDdl('scratch'),
    ],
  });
  await migrate(orm, 'scratch', { never: ['thing.secret'], digested: ['thing.big'] });
  transact = transactor('scratch', {}, { facts: new News(), records: new News() });
});
afterAll(async () => {
  await orm?.close(true);
  await database?.stop();
});

const sql = <T extends object>(statement: string): Promise<T[]> => orm.em.fork().execute<T[]>(statement);
const bodies = async (): Promise<AuditBody[]> => {
  const rows = await sql<{ seq: string; body: AuditBody }>(
    `select seq, body from scratch.audit_trail where seq > ${last} order by seq`,
  );
  last = Number(rows.at(-1)?.seq ?? last);
  return rows.map(({ body }) => body);
};
const run = (...statements: string[]): Promise<unknown> =>
  transact(scopeOf(orm), async ({ em }) => {
    for (const statement of statements) await em.execute(statement);
  });

beforeEach(async () => {
  await run('delete from scratch.thing');
  await bodies();
});

describe('a transaction', () => {
  it('is one record of what it changed, net, whatever statements it took', async () => {
    await run("insert into scratch.thing (code, name) values ('a', 'x'), ('b', 'x'), ('gone', 'x')");
    await run(
      "update scratch.thing set name = 'y'",
      "update scratch.thing set name = 'z' where code = 'a'",
      "delete from scratch.thing where code in ('b', 'gone')",
      "insert into scratch.thing (code, name) values ('b', 'x'), ('new', null)",
      "insert into scratch.thing (code) values ('passing')",
      "delete from scratch.thing where code = 'passing'",
    );
    const [made, changed, ...others] = await bodies();
    expect(others).toEqual([]);
    expect(made?.changes).toHaveLength(3);
    expect(changed).toMatchObject({ kind: 'WRITE', outcome: 'DONE', subject: 'test-administrator', action: 'unnamed' });
    // "b" is what it was; "passing" was never there for anybody.
    expect(changed?.changes).toEqual([
      { entity: 'thing', key: 'a', before: { name: 'x' }, after: { name: 'z' } },
      { entity: 'thing', key: 'gone', before: { code: 'gone', name: 'x' }, after: null },
      { entity: 'thing', key: 'new', before: null, after: { code: 'new' } },
    ]);
    expect(changed?.targets.toSorted()).toEqual(['a', 'gone', 'new']);
  });

  it('that fails leaves none', async () => {
    await expect(run("insert into scratch.thing (code) values ('a')", 'select 1 / 0')).rejects.toThrow();
    expect(await bodies()).toEqual([]);
    expect(await sql('select * from scratch.audit_pending')).toEqual([]);
  });

  it('that changes nothing says so', async () => {
    await run("update scratch.thing set name = 'y' where code = 'nobody'");
    expect(await bodies()).toMatchObject([{ outcome: 'UNCHANGED', changes: [] }]);
  });

  it('never holds a secret or what the database computes; of what is digested a hash', async () => {
    await run("insert into scratch.thing (code, name, secret, big) values ('a', 'x', 's3cret', 'long')");
    await run("update scratch.thing set secret = 'other' where code = 'a'");
    await run("update scratch.thing set big = 'longer' where code = 'a'");
    const records = await bodies();
    expect(records.map(({ outcome }) => outcome)).toEqual(['DONE', 'UNCHANGED', 'DONE']);
    expect(records[0]?.changes[0]?.after).toEqual({
      code: 'a',
      name: 'x',
      big: expect.stringMatching(/^sha256:\w{64}$/),
    });
    expect(JSON.stringify(records)).not.toMatch(/s3cret|other|long/);
  });
});

describe('what nobody of ours wrote', () => {
  it('is sealed at its commit, as the database user', async () => {
    await sql("insert into scratch.thing (code) values ('a')");
    expect(await bodies()).toMatchObject([{ action: 'SQL', role: 'database', outcome: 'DONE', targets: ['a'] }]);
  });

  it('is recorded in a session that says it is a replica too, where ordinary triggers are silent', async () => {
    await orm.em.fork().transactional(async (em) => {
      await em.execute("set local session_replication_role = 'replica'");
      await em.execute("insert into scratch.thing (code) values ('a')");
    });
    expect(await bodies()).toHaveLength(1);
    for (const statement of ['update scratch.audit_trail set seq = seq', 'delete from scratch.audit_trail'])
      await expect(
        orm.em.fork().transactional(async (em) => {
          await em.execute("set local session_replication_role = 'replica'");
          await em.execute(statement);
        }),
      ).rejects.toThrow(/append-only/);
  });
});

describe('a table that is made later', () => {
  it('is recorded from the next start on, without a word of whoever made it', async () => {
    await sql('create table scratch.other (id integer primary key, name text)');
    await migrate(orm, 'scratch', { never: ['thing.secret'], digested: ['thing.big'] });
    await run("insert into scratch.other values (7, 'x')");
    expect((await bodies())[0]?.changes).toEqual([
      { entity: 'other', key: '7', before: null, after: { id: 7, name: 'x' } },
    ]);
    await sql('drop table scratch.other');
  });

  it('has a key, or the start fails', async () => {
    await sql('create table scratch.keyless (name text)');
    await expect(migrate(orm, 'scratch')).rejects.toThrow(/scratch\.keyless has no primary key/);
    await sql('drop table scratch.keyless');
  });
});

describe('the chain', () => {
  it('holds under commits at the same time: numbers without gaps, each hash over the one before', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, i) => run(`insert into scratch.thing (code) values ('c${i}')`)));
    const [found] = await sql<{ count: number; last: number; broken: number }>(
      `with chained as (select seq, hash,
         sha256(lag(hash, 1, '') over (order by seq) || convert_to(seq || ' ' || body::text, 'UTF8')) as made from scratch.audit_trail)
       select count(*)::int as count, max(seq)::int as last, (count(*) filter (where made <> hash))::int as broken from chained`,
    );
    expect(found).toEqual({ count: found?.last, last: found?.last, broken: 0 });
    expect(await bodies()).toHaveLength(40);
  });

  it('shows who tampers: a body that was changed no longer fits its hash', async () => {
    await run("insert into scratch.thing (code) values ('a')");
    const broken = `with chained as (select seq, hash,
         sha256(lag(hash, 1, '') over (order by seq) || convert_to(seq || ' ' || body::text, 'UTF8')) as made from scratch.audit_trail)
       select min(seq)::int as seq from chained where made <> hash`;
    const tampered = await orm.em
      .fork()
      .transactional(async (em) => {
        // What only an owner of the table can do, deliberately.
        await em.execute('alter table scratch.audit_trail disable trigger audit_keep');
        await em.execute(`update scratch.audit_trail set body = body || '{"subject": "somebody else"}' where seq = 2`);
        const [{ seq } = { seq: 0 }] = await em.execute<{ seq: number }[]>(broken);
        throw Object.assign(new Error('undo'), { seq });
      })
      .catch((error: { seq: number }) => error.seq);
    expect(tampered).toBe(2);
    expect(await sql(broken)).toEqual([{ seq: null }]);
  });
});
