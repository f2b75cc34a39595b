import { defineEntity, type EntityManager, p, raw } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { shapeOf } from '../../../../kernel/database/condition-shape.ts';
import { numbered } from '../../../../kernel/database/direct-reads.ts';
import type { SchemaOrm } from '../../../../kernel/database/orm.ts';
import { readRows } from '../../../../kernel/database/read-rows.ts';
import { TextArray } from '../../../../kernel/database/text-array.ts';
import { testDatabase } from '../../../support/database.ts';
import { scratchSchema } from '../scratch-schema.ts';

const Owner = defineEntity({
  name: 'Owner',
  tableName: 'owner',
  properties: { code: p.text().primary(), kind: p.text() },
});
/** Every kind of property that the entities of the house have. */
const Thing = defineEntity({
  name: 'Thing',
  tableName: 'thing',
  properties: {
    code: p.text().primary(),
    owner: () => p.manyToOne(Owner).mapToPk().fieldName('owner_code'),
    nameVi: p.text().strictNullable(),
    rank: p.integer(),
    share: p.decimal('number').strictNullable(),
    isLead: p.boolean(),
    words: p.type(TextArray),
    since: p.datetime(),
    until: p.datetime().strictNullable(),
    nameOrder: p.text().persist(false),
  },
});
const Paper = defineEntity({
  name: 'Paper',
  tableName: 'paper',
  properties: { code: p.text().primary(), content: p.json<unknown>().lazy(), note: p.json<unknown>() },
});

let database: Awaited<ReturnType<typeof testDatabase>>;
let orm: SchemaOrm;
let em: EntityManager;
beforeAll(async () => {
  database = await testDatabase();
  orm = await scratchSchema(database.url, {
    entities: [Owner, Thing, Paper],
    ddl: [
      'create table scratch.owner (code text primary key, kind text not null)',
      `create table scratch.thing (code text primary key, owner_code text not null, name_vi text, rank int not null,
        share numeric, is_lead boolean not null, words text[] not null, since timestamptz not null, until timestamptz,
        name_order text generated always as (left(name_vi, 3)) stored)`,
      'create table scratch.paper (code text primary key, content jsonb not null, note jsonb not null)',
      `insert into scratch.owner values ('A', 'city'), ('B', 'central')`,
      `insert into scratch.thing (code, owner_code, name_vi, rank, share, is_lead, words, since, until)
       select 'T' || n, case when n % 3 = 0 then 'B' else 'A' end, case when n % 4 = 0 then null else 'tên ''?'' $1 ' || n end, n,
         case when n % 2 = 0 then null else n / 8.0 end, n % 2 = 0, array['x', 'a,b "' || n], timestamptz '2026-01-14 07:00:00.123456+07' + n * interval '1 day',
         case when n % 3 = 0 then null else timestamptz '2026-03-01 00:00+07' + n * interval '1 hour' end
       from generate_series(1, 12) n`,
      `insert into scratch.paper values ('P', '{"a": 1}', '["b"]')`,
    ],
  });
  em = orm.em.fork();
});
afterAll(async () => {
  await orm?.close(true);
  await database?.stop();
});

const DAY = new Date('2026-01-20T00:00:00.123Z');
const NAMES = ['code', 'owner', 'nameVi', 'rank', 'share', 'isLead', 'words', 'since', 'until', 'nameOrder'] as const;

/** What `em.find` finds, as plain objects. */
async function found(where: object, orderBy: object): Promise<object[]> {
  const rows = await orm.em.fork().find(Thing, where as never, { orderBy: orderBy as never });
  return rows.map((row) => Object.fromEntries(NAMES.map((name) => [name, row[name]])));
}

const CONDITIONS: readonly (readonly [name: string, make: () => object])[] = [
  ['no condition', () => ({})],
  ['a text', () => ({ code: 'T7' })],
  ['a text with quotes, question marks and dollars', () => ({ nameVi: "tên '?' $1 5" })],
  ['a list', () => ({ code: { $in: ['T1', 'T5', 'T9'] } })],
  ['a list of another length', () => ({ code: { $in: ['T1', 'T2', 'T3', 'T4', 'T12'] } })],
  ['a list of one', () => ({ code: { $in: ['T3'] } })],
  ['an empty list', () => ({ code: { $in: [] } })],
  ['a number', () => ({ rank: 4 })],
  ['numbers between', () => ({ rank: { $gt: 3, $lte: 9 } })],
  ['null', () => ({ until: null })],
  ['a boolean', () => ({ isLead: true })],
  ['dates', () => ({ since: { $lte: DAY }, $or: [{ until: null }, { until: { $gt: DAY } }] })],
  [
    'both',
    () => ({
      $and: [
        { code: { $in: ['T1', 'T3', 'T6'] } },
        { $or: [{ rank: { $lt: 2 } }, { nameVi: null }, { isLead: true }] },
      ],
    }),
  ],
  ['what it belongs to', () => ({ $and: [{ code: { $in: ['T1', 'T3'] } }, { owner: { kind: 'central' } }] })],
  ['nothing besides', () => ({ $and: [{ code: { $in: ['T1', 'T3'] } }, {}] })],
  ['a subquery', () => ({ owner: { $in: em.createQueryBuilder(Owner, 'o').select('code').where({ kind: 'city' }) } })],
  ['a raw fragment', () => ({ [raw('rank % 5')]: 0 })],
];

/** What holds more than values has no shape. */
const BUILT_ANEW = ['an empty list', 'a subquery', 'a raw fragment'];

describe('rows that are read', () => {
  it.each(CONDITIONS)('are those that em.find finds, the first time and again: %s', async (_name, make) => {
    const order = { isLead: 'desc', code: 'asc' };
    const expected = await found(make(), order);
    expect(await readRows(em, Thing, make(), { orderBy: order })).toStrictEqual(expected);
    expect(await readRows(em, Thing, make(), { orderBy: order })).toStrictEqual(expected);
  });

  it.each(CONDITIONS.filter(([name]) => !BUILT_ANEW.includes(name)))(
    'cost one building of a statement: %s',
    async (_name, make) => {
      await readRows(em, Thing, make());
      const [building, handing] = [vi.spyOn(em, 'createQueryBuilder'), vi.spyOn(em, 'execute')];
      await readRows(em, Thing, make(), { limit: 3 });
      expect(building).not.toHaveBeenCalled();
      expect(handing).not.toHaveBeenCalled();
      building.mockRestore();
      handing.mockRestore();
    },
  );

  it('hold the values of each question, though the statement is kept', async () => {
    const codes = async (where: object) =>
      (await readRows(em, Thing, where, { orderBy: { rank: 'asc' } })).map(({ code }) => code);
    expect(await codes({ rank: { $gt: 10 } })).toEqual(['T11', 'T12']);
    expect(await codes({ rank: { $gt: 11 } })).toEqual(['T12']);
    expect(await codes({ code: { $in: ['T1', 'T2', 'T3'] } })).toEqual(['T1', 'T2', 'T3']);
    expect(await codes({ code: { $in: ['T9', 'T8', 'T7', 'T6'] } })).toEqual(['T6', 'T7', 'T8', 'T9']);
    expect(await codes({ isLead: true, rank: { $lt: 5 } })).toEqual(['T2', 'T4']);
    expect(await codes({ isLead: false, rank: { $lt: 5 } })).toEqual(['T1', 'T3']);
  });

  it('are as many as asked for', async () => {
    for (const limit of [0, 1, 5, 50])
      expect(await readRows(em, Thing, {}, { limit })).toHaveLength(Math.min(limit, 12));
  });

  it('leave out what is loaded on demand', async () => {
    expect(await readRows(em, Paper, {})).toStrictEqual([{ code: 'P', note: ['b'] }]);
  });

  it('are plain: a change of one changes nothing', async () => {
    const [row] = await readRows(em, Thing, { code: 'T1' });
    (row as { rank: number }).rank = 99;
    await em.flush();
    expect((await readRows(em, Thing, { code: 'T1' }))[0]?.rank).toBe(1);
  });

  it('are read inside of a transaction too', async () => {
    await orm.em.fork().transactional(async (inside) => {
      await inside.execute("insert into scratch.owner values ('C', 'ward')");
      expect(await readRows(inside, Owner, { code: 'C' })).toStrictEqual([{ code: 'C', kind: 'ward' }]);
      expect(await readRows(em, Owner, { code: 'C' })).toEqual([]);
    });
  });
});

describe('a statement with numbered parameters', () => {
  it('has them in the order of its question marks', () => {
    expect(numbered('select "a" where "b" in (?, ?) limit ?')).toBe('select "a" where "b" in ($1, $2) limit $3');
  });

  it.each(["select '?' where a = ?", 'select a where b \\? ?', 'select ?? where a = ?'])(
    'is left to the ORM where a mark could be another: %s',
    (sql) => expect(numbered(sql)).toBeNull(),
  );
});

describe('the shape of a condition', () => {
  it('is one for lists of about the same length, and another for other operators', () => {
    const of = (condition: object) => shapeOf(condition)?.text;
    expect(of({ code: { $in: ['a', 'b', 'c'] } })).toBe(of({ code: { $in: ['d', 'e', 'f', 'g'] } }));
    expect(of({ code: { $in: ['a', 'b', 'c'] } })).not.toBe(of({ code: { $nin: ['a', 'b', 'c'] } }));
    expect(of({ code: 'a' })).not.toBe(of({ code: 1 }));
    expect(of({ code: null })).not.toBe(of({ code: 'null' }));
    expect(of({ lead: true })).not.toBe(of({ lead: false }));
  });

  it('is none where there is more than values', () => {
    expect(shapeOf({ code: { $in: [] } })).toBeUndefined();
    expect(shapeOf({ [raw('rank % 5')]: 0 })).toBeUndefined();
    expect(shapeOf({ code: undefined })).toBeUndefined();
  });
});
