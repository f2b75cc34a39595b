import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SchemaOrm } from '../../../../kernel/database/orm.ts';
import { type ApplyFacts, type Consumer, consumer } from '../../../../kernel/outbox/consumer.ts';
import { inboxDdl, outboxDdl } from '../../../../kernel/outbox/ddl.ts';
import { emitFacts } from '../../../../kernel/outbox/emit.ts';
import { databaseFeed, FEED_PAGE, type OutboxFeed } from '../../../../kernel/outbox/feed.ts';
import { News } from '../../../../kernel/outbox/news.ts';
import { testDatabase } from '../../../support/database.ts';
import { scratchSchema } from '../scratch-schema.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let orm: SchemaOrm;
let feed: OutboxFeed;
const news = new News();
const followers: Consumer[] = [];

beforeAll(async () => {
  database = await testDatabase();
  orm = await scratchSchema(database.url, {
    ddl: [
      ...outboxDdl('scratch'),
      ...inboxDdl('scratch'),
      // Not unique: a fact that is applied twice is seen twice.
      'create table scratch.applied (at bigserial primary key, seq bigint not null)',
    ],
  });
  feed = databaseFeed('scratch', 'scratch', () => orm.em.fork(), news);
});
afterAll(async () => {
  await orm?.close(true);
  await database?.stop();
});
beforeEach(async () => {
  for (const follower of followers.splice(0)) await follower.stop();
  for (const table of ['outbox', 'inbox', 'applied']) await orm.em.fork().execute(`delete from scratch.${table}`);
  await orm.em.fork().execute('update scratch.outbox_head set seq = 0');
});

const tell = async (count: number): Promise<void> => {
  await orm.em.fork().transactional((em) =>
    emitFacts(
      em,
      'scratch',
      Array.from({ length: count }, () => ({ kind: 'thing.made', key: 'a', body: {} })),
      { actor: 'test', at: new Date(0) },
    ),
  );
  news.ring();
};

const note: ApplyFacts = async (em, facts) => {
  for (const { seq } of facts) await em.execute('insert into scratch.applied (seq) values (?)', [seq]);
};
const applied = async (): Promise<number[]> =>
  (await orm.em.fork().execute<{ seq: string }[]>('select seq from scratch.applied order by at')).map(({ seq }) =>
    Number(seq),
  );
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
const following = (apply: ApplyFacts = note, more: { feed?: OutboxFeed; applied?: () => void } = {}): Consumer => {
  const made = consumer({ feed, schema: 'scratch', fork: () => orm.em.fork(), apply, ...more });
  followers.push(made);
  return made;
};

describe('a consumer', () => {
  it('applies every fact once, in order, and knows its position', async () => {
    const one = following();
    await tell(3);
    expect([await one.catchUp(), await one.position()]).toEqual([3, 3]);
    await tell(2);
    expect([await one.catchUp(), await one.catchUp(), await one.position()]).toEqual([2, 0, 5]);
    expect(await applied()).toEqual(upTo(5));
  });

  it('goes on where another run of it ended', async () => {
    await tell(3);
    await following().catchUp();
    await tell(1);
    expect(await following().catchUp()).toBe(1);
    expect(await applied()).toEqual(upTo(4));
  });

  it('reads more than one page', async () => {
    let pages = 0;
    await tell(FEED_PAGE * 2 + 1);
    const sizes: number[] = [];
    const one = following(async (_em, facts) => void sizes.push(facts.length), { applied: () => pages++ });
    expect(await one.catchUp()).toBe(FEED_PAGE * 2 + 1);
    expect([sizes, pages]).toEqual([[FEED_PAGE, FEED_PAGE, 1], 3]);
  });

  it('is at 0 before it has read anything, and stays there while there is nothing', async () => {
    const one = following();
    expect([await one.position(), await one.catchUp(), await one.position()]).toEqual([0, 0, 0]);
  });
});

describe('a crash', () => {
  it.each([
    ['before anything is applied', async () => Promise.reject(new Error('crash'))],
    [
      'after a part is applied',
      async (em, facts) => {
        await note(em, facts.slice(0, 2));
        throw new Error('crash');
      },
    ],
    [
      'after all is applied',
      async (em, facts) => {
        await note(em, facts);
        throw new Error('crash');
      },
    ],
    [
      'of the connection after all is applied',
      async (em, facts) => {
        await note(em, facts);
        const [row] = await em.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
        await orm.em.fork().execute('select pg_terminate_backend(?)', [row?.pid]);
      },
    ],
  ] as readonly [string, ApplyFacts][])(
    '%s leaves nothing applied, and the next run applies all once',
    async (_when, crash) => {
      await tell(4);
      let crashes = 2;
      const one = following((em, facts) => (crashes-- > 0 ? crash(em, facts) : note(em, facts)));
      await expect(one.catchUp()).rejects.toThrow();
      expect([await applied(), await one.position()]).toEqual([[], 0]);
      await expect(one.catchUp()).rejects.toThrow();
      expect(await one.catchUp()).toBe(4);
      expect(await applied()).toEqual(upTo(4));
    },
  );

  it('at every fact in turn ends with every fact applied once', async () => {
    await tell(7);
    for (let facts = 0; facts <= 7; facts++) {
      let left = facts;
      const one = following(async (em, page) => {
        for (const fact of page) {
          if (left-- === 0) throw new Error('crash');
          await note(em, [fact]);
        }
        if (facts < 7) throw new Error('crash at the end');
      });
      await one.catchUp().catch(() => undefined);
      await tell(1);
    }
    await following().catchUp();
    const seen = await applied();
    expect(seen).toEqual(upTo(15));
  });

  it('of the feed is told to whoever waits, and the next run goes on', async () => {
    await tell(2);
    let down = true;
    const shaky: OutboxFeed = {
      ...feed,
      read: (...asked) => (down ? Promise.reject(new Error('down')) : feed.read(...asked)),
    };
    const one = following(note, { feed: shaky });
    await expect(one.catchUp()).rejects.toThrow('down');
    down = false;
    expect(await one.catchUp()).toBe(2);
  });

  it('of a fork is told to whoever waits, and the next run goes on', async () => {
    await tell(2);
    let down = true;
    const one = consumer({
      feed,
      schema: 'scratch',
      apply: note,
      fork: () => {
        if (down) throw new Error('closed');
        return orm.em.fork();
      },
    });
    await expect(one.catchUp()).rejects.toThrow('closed');
    down = false;
    expect(await one.catchUp()).toBe(2);
  });
});

describe('several consumers of one schema at once', () => {
  it('apply every fact once between them, in order', async () => {
    await tell(200);
    const small: OutboxFeed = { ...feed, read: (after, _limit) => feed.read(after, 9) };
    const many = Array.from({ length: 4 }, () => following(note, { feed: small }));
    const counts = await Promise.all([...many.map((one) => one.catchUp()), tell(50).then(() => 0)]);
    const rest = await following().catchUp();
    expect(counts.reduce((sum, count) => sum + count, rest)).toBe(250);
    expect(await applied()).toEqual(upTo(250));
  });

  it('that crash now and then still apply every fact once', async () => {
    await tell(60);
    const small: OutboxFeed = { ...feed, read: (after, _limit) => feed.read(after, 4) };
    let page = 0;
    const shaky: ApplyFacts = async (em, facts) => {
      await note(em, facts);
      if (++page % 3 === 0) throw new Error('crash');
    };
    const untilDone = async (): Promise<void> => {
      const one = following(shaky, { feed: small });
      for (let attempt = 0; attempt < 50; attempt++) {
        try {
          await one.catchUp();
          return;
        } catch {
          // The next attempt.
        }
      }
      expect.unreachable('fifty crashes');
    };
    await Promise.all([untilDone(), untilDone(), untilDone()]);
    expect(await applied()).toEqual(upTo(60));
  });
});

describe('whoever asks while a run is going on', () => {
  it('is answered by it, and by one more look at the feed', async () => {
    await tell(1);
    const gate = Promise.withResolvers<void>();
    let runs = 0;
    const one = following(async (em, facts) => {
      runs++;
      await gate.promise;
      await note(em, facts);
    });
    const first = one.catchUp();
    const second = one.catchUp();
    await tell(1);
    gate.resolve();
    expect(await Promise.all([first, second])).toEqual([2, 2]);
    expect(await applied()).toEqual([1, 2]);
    expect(runs).toBeLessThanOrEqual(2);
  });

  it('in the instant of its end is not given an answer that is too old', async () => {
    const one = following();
    let emitted = 0;
    for (let round = 0; round < 20; round++) {
      const before = one.catchUp();
      const after = before.then(async () => {
        await tell(1);
        emitted++;
        return one.catchUp();
      });
      // Asked again in the microtasks in which the first run ends.
      void before.then(() => one.catchUp());
      await after;
      expect(await one.position()).toBe(emitted);
    }
  });

  it('for a position gets there, however much is written meanwhile', async () => {
    const one = following();
    await tell(5);
    await one.reach();
    expect(await one.position()).toBe(5);
    await one.reach();
    expect(await applied()).toEqual(upTo(5));
  });
});

describe('following', () => {
  const eventually = async (check: () => Promise<boolean>): Promise<void> => {
    for (let look = 0; look < 200; look++) {
      if (await check()) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect.unreachable('it did not happen');
  };

  it('begins with what is there, and goes on at every ring', async () => {
    await tell(2);
    const one = following();
    one.follow({ failed: (error) => expect.unreachable(String(error)), worked: () => undefined });
    await eventually(async () => (await one.position()) === 2);
    await tell(3);
    await eventually(async () => (await one.position()) === 5);
    expect(await applied()).toEqual(upTo(5));
  });

  it('goes on at a ring that comes while somebody else waits for a run', async () => {
    const gate = Promise.withResolvers<void>();
    const one = consumer({
      feed,
      schema: 'scratch',
      fork: () => orm.em.fork(),
      pollMs: 60_000,
      apply: async (em, facts) => {
        await gate.promise;
        await note(em, facts);
      },
    });
    followers.push(one);
    one.follow({ failed: (error) => expect.unreachable(String(error)), worked: () => undefined });
    await eventually(async () => (await one.position()) === 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    // No ring: this run is not of those in the background.
    const silent = orm.em
      .fork()
      .transactional((em) =>
        emitFacts(em, 'scratch', [{ kind: 'thing.made', key: 'a', body: {} }], { actor: 'test', at: new Date(0) }),
      );
    await silent;
    const asked = one.catchUp();
    await tell(1);
    gate.resolve();
    await asked;
    await eventually(async () => (await one.position()) === 2);
  });

  it('looks again without a ring', async () => {
    const silent: OutboxFeed = { ...feed, onNews: () => () => undefined };
    const one = consumer({ feed: silent, schema: 'scratch', fork: () => orm.em.fork(), apply: note, pollMs: 10 });
    followers.push(one);
    one.follow({ failed: (error) => expect.unreachable(String(error)), worked: () => undefined });
    await tell(1);
    await eventually(async () => (await one.position()) === 1);
  });

  it('tells what fails, and tries again', async () => {
    const failures: unknown[] = [];
    let crashes = 2;
    const one = consumer({
      feed,
      schema: 'scratch',
      fork: () => orm.em.fork(),
      pollMs: 10,
      apply: async (em, facts) => {
        if (crashes-- > 0) throw new Error('crash');
        await note(em, facts);
      },
    });
    followers.push(one);
    one.follow({ failed: (error) => failures.push(error), worked: () => undefined });
    await tell(1);
    await eventually(async () => (await one.position()) === 1);
    expect(failures).toHaveLength(2);
    expect(await applied()).toEqual([1]);
  });

  it('ends after the page that it is at', async () => {
    await tell(3);
    const small: OutboxFeed = { ...feed, read: (after, _limit) => feed.read(after, 1) };
    const started = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const one = following(
      async (em, facts) => {
        started.resolve();
        await gate.promise;
        await note(em, facts);
      },
      { feed: small },
    );
    one.follow({ failed: (error) => expect.unreachable(String(error)), worked: () => undefined });
    await started.promise;
    const stopped = one.stop();
    gate.resolve();
    await stopped;
    await tell(1);
    expect(await applied()).toEqual([1]);
  });
});
