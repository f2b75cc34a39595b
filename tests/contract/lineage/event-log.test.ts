import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import type { EventLog, NewEvent } from '../../../lineage/log/event-log.ts';
import { mikroSql } from '../../../lineage/log/mikro-sql.ts';
import { postgresEventLog } from '../../../lineage/log/postgres-event-log.ts';
import { type LineageDatabase, lineageDatabase } from '../../support/lineage-database.ts';
import { dataset, flow } from '../../support/lineage-events.ts';

let database: LineageDatabase;
let log: EventLog;
const AT = '2026-02-01T08:00:00.123Z';

beforeAll(async () => {
  database = await lineageDatabase();
  log = postgresEventLog(database.sql, fixedClock(AT));
});
afterAll(() => database.stop());
beforeEach(() => database.sql.query('truncate lineage.event, lineage.dead_letter'));

const declared = (code: string, columns = 'x'): NewEvent => ({ ...flow(code, `A>B ${columns}`), source: 'test' });
const happened = (body: Record<string, unknown>): NewEvent => ({ kind: 'run.event', source: 'test', body });
const seqs = async (events: readonly NewEvent[]) =>
  (await log.append(events)).map(({ seq, duplicate }) => (duplicate ? -seq : seq));

describe('the event log', () => {
  test('numbers events from 1 without gaps and gives them back as they were', async () => {
    expect(await log.head()).toBe(0);
    const body = { z: [1, 1.5, -0.25, 1e21], 'Sổ hộ khẩu': '👨‍👩‍👧', a: { __proto__x: null, b: '\\u0000 "? $1' } };
    await log.append([declared('F1'), happened(body)]);
    const [first, second] = await log.read(0, 10);
    expect(first).toEqual({
      seq: 1,
      kind: 'flow.declared',
      source: 'test',
      subject: 'job:F1',
      body: declared('F1').body,
      recordedAt: parseInstant(AT),
    });
    expect(second).toMatchObject({ seq: 2, subject: null, body });
    expect(await log.head()).toBe(2);
  });

  test('reads on from a place, in order, at most so many', async () => {
    await log.append(['F1', 'F2', 'F3', 'F4'].map((code) => declared(code)));
    expect((await log.read(1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(await log.read(4, 10)).toEqual([]);
    expect(await log.read(0, 0)).toEqual([]);
  });

  test('takes an event that states what its subject is already for a repetition', async () => {
    expect(await seqs([declared('F1'), declared('F2')])).toEqual([1, 2]);
    expect(await seqs([declared('F2'), declared('F1')])).toEqual([-2, -1]);
    expect(await log.head()).toBe(2);
  });

  test('keeps a change back to what was', async () => {
    expect(await seqs([declared('F1', 'x')])).toEqual([1]);
    expect(await seqs([declared('F1', 'y')])).toEqual([2]);
    expect(await seqs([declared('F1', 'x')])).toEqual([3]);
    expect(await seqs([declared('F1', 'y'), declared('F1', 'x'), declared('F1', 'x')])).toEqual([4, 5, -5]);
  });

  test('keeps what kinds that share a subject say in turn', async () => {
    const retired: NewEvent = { kind: 'flow.retired', source: 'test', body: { code: 'F1', validTo: AT } };
    expect(await seqs([declared('F1'), retired, declared('F1'), retired])).toEqual([1, 2, 3, 4]);
  });

  test('takes what happened once for a repetition for ever, whoever says it', async () => {
    expect(await seqs([happened({ run: 1 }), happened({ run: 2 })])).toEqual([1, 2]);
    expect(
      await seqs([{ ...happened({ run: 1 }), source: 'other' }, happened({ run: 3 }), happened({ run: 3 })]),
    ).toEqual([-1, 3, -3]);
  });

  test('does not see a difference in the order of members', async () => {
    expect(await seqs([happened({ a: 1, b: { c: 2, d: 3 } })])).toEqual([1]);
    expect(await seqs([happened({ b: { d: 3, c: 2 }, a: 1 })])).toEqual([-1]);
  });

  test('takes a subject that the caller names', async () => {
    const basis = (document: string | null): NewEvent => ({
      kind: 'basis.set',
      source: 'test',
      subject: 'basis:O05.x',
      body: { document },
    });
    expect(await seqs([basis('a'), basis(null), basis('a'), basis('a')])).toEqual([1, 2, 3, -3]);
  });

  test.each([
    [{ text: 'nul\0' }, '$.text'],
    [{ list: ['half \udc00'] }, '$.list[0]'],
  ])('refuses a body that cannot be stored, and keeps nothing of the batch (%#)', async (body, path) => {
    await expect(log.append([declared('F1'), happened(body)])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(path),
    });
    expect(await log.head()).toBe(0);
  });

  test('refuses a batch over its limit', async () => {
    await expect(log.append(Array(10_001).fill(declared('F1')))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await log.append([])).toEqual([]);
  });

  test('has no gap and no repetition when many append at once', async () => {
    const rounds = Array.from({ length: 40 }, (_, i) => log.append([happened({ run: i % 20 }), happened({ only: i })]));
    const answers = (await Promise.all(rounds)).flat();
    expect(await log.head()).toBe(60);
    expect(new Set(answers.filter(({ duplicate }) => !duplicate).map(({ seq }) => seq)).size).toBe(60);
    expect((await log.read(0, 100)).map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  });

  test('shows a reader no number before all lesser ones are there', async () => {
    let seen = 0;
    const reading = (async () => {
      while (seen < 100) {
        const numbers = (await log.read(seen, 1_000)).map(({ seq }) => seq);
        expect(numbers).toEqual(numbers.map((_, i) => seen + 1 + i));
        seen = numbers.at(-1) ?? seen;
      }
    })();
    await Promise.all(Array.from({ length: 100 }, (_, i) => log.append([happened({ run: i })])));
    await reading;
  });

  test('never records an earlier time than before, though the clock was set back', async () => {
    await log.append([happened({ run: 1 })]);
    await postgresEventLog(database.sql, fixedClock('2020-01-01T00:00:00Z')).append([happened({ run: 2 })]);
    expect((await log.read(0, 10)).map(({ recordedAt }) => recordedAt)).toEqual([parseInstant(AT), parseInstant(AT)]);
  });
});

describe('appending inside a transaction of the caller', () => {
  const place = 'create table if not exists public.place (at bigint)';

  test('commits with what the caller writes', async () => {
    await database.sql.query(place);
    await database.sql.transaction(async (tx) => {
      await tx.query('insert into public.place values (1)');
      await log.append([{ ...dataset('A'), source: 'test' }], tx);
    });
    expect(await log.head()).toBe(1);
    expect(await database.sql.query('select at from public.place')).toHaveLength(1);
  });

  test('is undone with it, and the number is given again', async () => {
    const failing = database.sql.transaction(async (tx) => {
      await log.append([declared('F1')], tx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await log.head()).toBe(0);
    expect(await seqs([declared('F1')])).toEqual([1]);
  });

  test('works through MikroORM, where the text is full of question marks and dollars', async () => {
    const orm = await MikroORM.init({
      clientUrl: database.url,
      discovery: { warnWhenNoEntities: false },
      entities: [],
      ensureDatabase: false,
    });
    try {
      const body = { text: "? ?? $1 $2 '' \\' :name", list: ['?'] };
      const viaOrm = postgresEventLog(mikroSql(orm.em.fork()), fixedClock(AT));
      expect(await viaOrm.append([happened(body)])).toEqual([{ seq: 1, duplicate: false }]);
      await expect(
        orm.em.fork().transactional(async (em) => {
          await viaOrm.append([happened({ run: 2 })], mikroSql(em));
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect(await viaOrm.read(0, 10)).toMatchObject([{ seq: 1, body }]);
    } finally {
      await orm.close();
    }
  });
});
