import { defineEntity, p } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SchemaOrm } from '../../../../kernel/database/orm.ts';
import { type Transact, transactor } from '../../../../kernel/database/transact.ts';
import { ForbiddenError } from '../../../../kernel/errors/errors.ts';
import { outboxDdl } from '../../../../kernel/outbox/ddl.ts';
import type { OutboxFact } from '../../../../kernel/outbox/fact.ts';
import { databaseFeed, FEED_PAGE, type OutboxFeed } from '../../../../kernel/outbox/feed.ts';
import { News } from '../../../../kernel/outbox/news.ts';
import { testDatabase } from '../../../support/database.ts';
import { scopeOf, scratchSchema } from '../scratch-schema.ts';

const ThingEntity = defineEntity({
  name: 'Thing',
  tableName: 'thing',
  properties: { code: p.text().primary(), name: p.text() },
});

let database: Awaited<ReturnType<typeof testDatabase>>;
let orm: SchemaOrm;
let feed: OutboxFeed;
let transact: Transact;
let rung = 0;

beforeAll(async () => {
  database = await testDatabase();
  orm = await scratchSchema(database.url, {
    entities: [ThingEntity],
    ddl: [
      `create table scratch.thing (code text collate "C" primary key, name text not null,
         constraint thing_has_name check (name <> ''))`,
      ...outboxDdl('scratch'),
    ],
  });
  const news = new News();
  news.on(() => rung++);
  transact = transactor(
    'scratch',
    { thing_pkey: 'There is such a thing already.' },
    { facts: news, records: new News() },
  );
  feed = databaseFeed('scratch', 'scratch', () => orm.em.fork(), news);
});
afterAll(async () => {
  await orm?.close(true);
  await database?.stop();
});
beforeEach(async () => {
  const em = orm.em.fork();
  await em.execute('delete from scratch.outbox');
  await em.execute('delete from scratch.thing');
  await em.execute('update scratch.outbox_head set seq = 0');
  rung = 0;
});

const told = (key: string, body: Record<string, unknown> = {}) => ({ kind: 'thing.made', key, body });
const make = (code: string, name = 'x'): Promise<void> =>
  transact(scopeOf(orm), async ({ em, emit }) => {
    em.persist(em.create(ThingEntity, { code, name }));
    emit(told(code));
  });
const things = async (): Promise<string[]> =>
  (await orm.em.fork().find(ThingEntity, {}, { orderBy: { code: 'asc' } })).map(({ code }) => code);
const facts = async (): Promise<readonly OutboxFact[]> => feed.read(0, FEED_PAGE);

describe('a command', () => {
  it('commits its rows and its facts, in the order in which it told them, with who and when', async () => {
    const result = await transact(scopeOf(orm), async ({ em, emit }) => {
      emit(told('b', { name: 'Sở 😀 "x" \\', none: null, list: [1, { a: true }] }));
      em.persist(em.create(ThingEntity, { code: 'b', name: 'x' }));
      emit({ kind: 'thing.named', key: 'b', body: {} });
      return 'done';
    });
    expect(result).toBe('done');
    expect(await things()).toEqual(['b']);
    expect(await facts()).toEqual([
      {
        seq: 1,
        kind: 'thing.made',
        key: 'b',
        body: { name: 'Sở 😀 "x" \\', none: null, list: [1, { a: true }] },
        recordedAt: '2026-02-01T00:00:00.000000Z',
        actor: 'test-administrator',
      },
      expect.objectContaining({ seq: 2, kind: 'thing.named' }),
    ]);
    expect(await feed.head()).toBe(2);
    expect(rung).toBe(1);
  });

  it('that tells nothing takes no number and wakes nobody', async () => {
    await transact(scopeOf(orm), async ({ em }) => {
      em.persist(em.create(ThingEntity, { code: 'a', name: 'x' }));
    });
    expect(await things()).toEqual(['a']);
    expect([await feed.head(), rung]).toEqual([0, 0]);
  });

  it.each([
    [
      'throws an error of ours after it wrote and told',
      async ({ em, emit }) => {
        await em.persist(em.create(ThingEntity, { code: 'a', name: 'x' })).flush();
        emit(told('a'));
        throw new ForbiddenError('No.');
      },
      'FORBIDDEN',
    ],
    [
      'writes what a constraint refuses',
      async ({ em, emit }) => {
        emit(told('a'));
        em.persist(em.create(ThingEntity, { code: 'there', name: 'x' }));
      },
      'CONFLICT',
    ],
    [
      'tells what cannot be stored',
      async ({ em, emit }) => {
        em.persist(em.create(ThingEntity, { code: 'a', name: 'x' }));
        emit(told('a', { name: 'a\0' }));
      },
      'BAD_USER_INPUT',
    ],
  ] as readonly [string, Parameters<Transact>[1], string][])(
    'that %s leaves neither rows nor facts',
    async (_what, work, code) => {
      await make('there');
      rung = 0;
      await expect(transact(scopeOf(orm), work)).rejects.toThrow(expect.objectContaining({ code }));
      expect(await things()).toEqual(['there']);
      expect((await facts()).map(({ key }) => key)).toEqual(['there']);
      expect([await feed.head(), rung]).toEqual([1, 0]);
      await make('next');
      expect((await facts()).map(({ seq }) => seq)).toEqual([1, 2]);
    },
  );

  it('that a constraint without words refuses fails with the failure itself, to be masked', async () => {
    await expect(make('a', '')).rejects.toMatchObject({ constraint: 'thing_has_name' });
    expect([await things(), await facts()]).toEqual([[], []]);
  });

  it('that loses its connection leaves neither rows nor facts, and is told as unavailable', async () => {
    const cut = transact(scopeOf(orm), async ({ em, emit }) => {
      await em.persist(em.create(ThingEntity, { code: 'a', name: 'x' })).flush();
      emit(told('a'));
      const [row] = await em.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
      await orm.em.fork().execute('select pg_terminate_backend(?)', [row?.pid]);
    });
    await expect(cut).rejects.toThrow(expect.objectContaining({ code: 'SERVICE_UNAVAILABLE' }));
    expect([await things(), await facts()]).toEqual([[], []]);
    await make('b');
    expect((await facts()).map(({ seq }) => seq)).toEqual([1]);
  });

  it('makes the rest of its request forget what was read before', async () => {
    let forgotten = 0;
    const scope = scopeOf(orm, { caches: new Set([{ clearAll: () => forgotten++ }]) });
    await make('a', 'before');
    expect((await scope.em.findOneOrFail(ThingEntity, { code: 'a' })).name).toBe('before');
    await transact(scope, async ({ em }) => {
      (await em.findOneOrFail(ThingEntity, { code: 'a' })).name = 'after';
    });
    expect((await scope.em.findOneOrFail(ThingEntity, { code: 'a' })).name).toBe('after');
    expect(forgotten).toBe(1);
  });

  it('does not write what was changed in the request outside of it', async () => {
    await make('a', 'before');
    const scope = scopeOf(orm);
    (await scope.em.findOneOrFail(ThingEntity, { code: 'a' })).name = 'smuggled';
    await transact(scope, async ({ em }) => {
      em.persist(em.create(ThingEntity, { code: 'b', name: 'x' }));
    });
    expect((await orm.em.fork().findOneOrFail(ThingEntity, { code: 'a' })).name).toBe('before');
  });
});

describe('two hundred writers at once', () => {
  it('number their facts without gaps in the order of their commits, and a reader meets every fact once', async () => {
    const met: OutboxFact[] = [];
    let writing = true;
    let last = 0;
    const read = async (): Promise<number> => {
      const page = await feed.read(last, 7);
      met.push(...page);
      last = page.at(-1)?.seq ?? last;
      return page.length;
    };
    const reading = (async () => {
      while (writing) await read();
      while ((await read()) > 0);
    })();
    const refused = new Set<number>();
    const writers = Array.from({ length: 200 }, (_, writer) =>
      transact(scopeOf(orm), async ({ em, emit }) => {
        em.persist(em.create(ThingEntity, { code: `w${writer}`, name: 'x' }));
        for (let fact = 0; fact <= writer % 3; fact++) emit(told(`w${writer}`, { fact }));
        // Commits come in another order than beginnings.
        if (writer % 4 === 0) await em.execute('select pg_sleep(?)', [(writer % 7) / 1_000]);
        if (writer % 11 === 0) throw new ForbiddenError('No.');
      }).catch(() => refused.add(writer)),
    );
    await Promise.all(writers);
    writing = false;
    await reading;

    const expected = Array.from({ length: 200 }, (_, writer) => writer)
      .filter((writer) => writer % 11 !== 0)
      .flatMap((writer) => Array.from({ length: (writer % 3) + 1 }, (_, fact) => `w${writer}:${fact}`));
    expect(refused.size).toBe(19);
    expect(met.map(({ seq }) => seq)).toEqual(expected.map((_, index) => index + 1));
    expect(met.map(({ key, body }) => `${key}:${body['fact']}`).sort()).toEqual([...expected].sort());
    expect(await things()).toHaveLength(181);
    // Facts of one command stand together, in their order.
    for (const [index, { key, body }] of met.entries()) {
      if (Number(body['fact']) > 0)
        expect(met[index - 1]).toMatchObject({ key, body: { fact: Number(body['fact']) - 1 } });
    }
  });

  it('never show a number before all numbers below it', async () => {
    const slow = transact(scopeOf(orm), async ({ em, emit }) => {
      emit(told('slow'));
      await em.execute('select pg_sleep(0.2)');
    });
    const quick = Array.from({ length: 5 }, (_, index) => make(`quick${index}`));
    for (let look = 0; look < 30; look++) {
      const seen = (await facts()).map(({ seq }) => seq);
      expect(seen).toEqual(seen.map((_, index) => index + 1));
    }
    await Promise.all([slow, ...quick]);
    expect((await facts()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('a feed', () => {
  it('gives facts after a position, at most so many, in order, and nothing after its head', async () => {
    for (const code of ['a', 'b', 'c', 'd']) await make(code);
    expect((await feed.read(1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(await feed.read(4, 10)).toEqual([]);
    expect(await feed.read(1_000, 10)).toEqual([]);
    expect(await feed.head()).toBe(4);
  });

  it('never gives more than a thousand at once', async () => {
    await transact(scopeOf(orm), async ({ emit }) => {
      for (let index = 0; index <= FEED_PAGE; index++) emit(told(`k${index}`));
    });
    expect(await feed.read(0, 1_000_000)).toHaveLength(FEED_PAGE);
    expect(await feed.read(FEED_PAGE, 1_000_000)).toHaveLength(1);
  });

  it('calls back when there is news, until told to stop', async () => {
    let called = 0;
    const stop = feed.onNews(() => called++);
    await make('a');
    stop();
    await make('b');
    expect(called).toBe(1);
  });
});
