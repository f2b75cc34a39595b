import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SchemaOrm } from '../../../../kernel/database/orm.ts';
import type { Page } from '../../../../kernel/pagination/connection.ts';
import { encodeCursor, listFingerprint } from '../../../../kernel/pagination/cursor.ts';
import { Direction, type ListSpec } from '../../../../kernel/pagination/ordering.ts';
import { type PageRequest, pageOf } from '../../../../kernel/pagination/page.ts';
import { pagesByKey } from '../../../../kernel/pagination/pages-by-key.ts';
import { testDatabase } from '../../../support/database.ts';
import { Random } from '../../../support/random.ts';
import { scratchSchema } from '../scratch-schema.ts';

const ItemEntity = defineEntity({
  name: 'Item',
  tableName: 'item',
  properties: {
    code: p.text().primary(),
    ownerCode: p.text(),
    titleVi: p.text(),
    rank: p.integer(),
    validFrom: p.datetime(),
  },
});
type Item = InferEntity<typeof ItemEntity>;

type Field = 'CODE' | 'TITLE' | 'RANK' | 'VALID_FROM';
const ITEMS: ListSpec<Field> = {
  name: 'items',
  key: 'code',
  orderings: { CODE: 'code', TITLE: 'titleVi', RANK: 'rank', VALID_FROM: 'validFrom' },
  ordering: 'CODE',
};

/** Words whose order in the Vietnamese alphabet is neither that of code points nor that of English. */
const WORDS = [
  'Ao',
  'An',
  'Ăn',
  'Ấn',
  'ấn',
  'Bê',
  'Cà',
  'Da',
  'Đa',
  'Đà',
  'Đá',
  'Em',
  'Êm',
  'Ô',
  'O',
  'Ơ',
  'Ừ',
  'U',
  'Ư',
  'Ý',
];
const OWNERS = ['A01', 'A02', 'A03', 'A04', 'A05'];
const ROWS = 300;

const random = new Random(20_260_201);

let database: Awaited<ReturnType<typeof testDatabase>>;
let orm: SchemaOrm;
const statements: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  orm = await scratchSchema(database.url, {
    entities: [ItemEntity],
    onStatement: (sql) => statements.push(sql),
    ddl: [
      `create table scratch.item (
         code text collate "C" primary key,
         owner_code text collate "C" not null,
         title_vi text collate "vi-x-icu" not null,
         rank int not null,
         valid_from timestamptz not null
       )`,
    ],
  });
  const codes = new Set<string>();
  while (codes.size < ROWS) codes.add(`${random.pick(['a', 'B', 'c', 'Z', '_', '1'])}${random.int(0, 9_999)}`);
  await orm.em.fork().insertMany(
    ItemEntity,
    [...codes].map((code) => ({
      code,
      ownerCode: random.pick(OWNERS),
      titleVi: random.pick(WORDS),
      rank: random.int(-6, 5),
      validFrom: new Date(Date.UTC(2026, 0, 1, 0, 0, 0, random.int(0, 39))),
    })),
  );
});
afterAll(async () => {
  await orm?.close(true);
  await database?.stop();
});

/** All rows in an ordering, by one statement without a page: what pages must be slices of. */
async function whole(field: Field, direction: Direction, where = ''): Promise<string[]> {
  const column = { CODE: 'code', TITLE: 'title_vi', RANK: 'rank', VALID_FROM: 'valid_from' }[field];
  const rows = await orm.em
    .fork()
    .execute<{ code: string }[]>(
      `select code from scratch.item ${where} order by ${column} ${direction}, code ${direction}`,
    );
  return rows.map(({ code }) => code);
}

const codesOf = (page: Page<Item>): string[] => page.edges.map(({ node }) => node.code);
const ask = (request: PageRequest<Field>, where = {}): Promise<Page<Item>> =>
  pageOf(orm.em.fork(), ItemEntity, ITEMS, where, request);

const EVERY_ORDER = (['CODE', 'TITLE', 'RANK', 'VALID_FROM'] as const).flatMap((field) =>
  [Direction.ASC, Direction.DESC].map((direction) => ({ field, direction })),
);

describe.each(EVERY_ORDER)('a list ordered by $field $direction', (orderBy) => {
  it.each([1, 7, 50, 200])('comes whole, in order and without repetition, %d at a time', async (first) => {
    const expected = await whole(orderBy.field, orderBy.direction);
    const seen: string[] = [];
    let after: string | undefined;
    // One page may hold a single row; nothing needs more pages than that.
    for (let pages = 0; pages <= ROWS; pages++) {
      const page = await ask({ first, after, orderBy });
      expect(page.hasPreviousPage).toBe(after !== undefined);
      seen.push(...codesOf(page));
      after = page.edges.at(-1)?.cursor;
      if (!page.hasNextPage) break;
      expect(page.edges).toHaveLength(first);
    }
    expect(seen).toEqual(expected);
  });

  it('goes on after every single row', async () => {
    const expected = await whole(orderBy.field, orderBy.direction);
    const everything = [...(await ask({ first: 200, orderBy })).edges];
    everything.push(...(await ask({ first: 200, after: everything.at(-1)?.cursor, orderBy })).edges);
    for (const index of [0, 1, 98, 150, 298, 299]) {
      const page = await ask({ first: 3, after: everything[index]?.cursor, orderBy });
      expect(codesOf(page)).toEqual(expected.slice(index + 1, index + 4));
    }
  });

  it('comes page by page for every owner at once, each like a list of its own', async () => {
    const where = { rank: { $gte: -3 } };
    const expected = new Map<string, string[]>();
    for (const owner of OWNERS) {
      expected.set(
        owner,
        await whole(orderBy.field, orderBy.direction, `where rank >= -3 and owner_code = '${owner}'`),
      );
    }
    const cursors = (await ask({ first: 200, orderBy })).edges.length;
    expect(cursors).toBe(200);
    const [first] = await pagesByKey(orm.em.fork(), ItemEntity, ITEMS, 'ownerCode', ['A01'], where, {
      first: 9,
      orderBy,
    });
    const after = first?.edges.at(-1)?.cursor;
    const next = await pagesByKey(orm.em.fork(), ItemEntity, ITEMS, 'ownerCode', [...OWNERS, 'A99'], where, {
      first: 5,
      orderBy,
    });
    expect(next.map(codesOf)).toEqual([...OWNERS.map((owner) => expected.get(owner)?.slice(0, 5)), []]);
    expect(next.map((page) => page.hasNextPage)).toEqual([
      ...OWNERS.map((owner) => (expected.get(owner)?.length ?? 0) > 5),
      false,
    ]);
    expect(await Promise.all(next.map((page) => page.count()))).toEqual([
      ...OWNERS.map((owner) => expected.get(owner)?.length),
      0,
    ]);
    const [own] = await pagesByKey(orm.em.fork(), ItemEntity, ITEMS, 'ownerCode', ['A01'], where, {
      first: 200,
      after,
      orderBy,
    });
    expect(own && codesOf(own)).toEqual(expected.get('A01')?.slice(9));
    expect(own?.hasPreviousPage).toBe(true);
  });
});

describe('a page', () => {
  it('orders Vietnamese titles as a Vietnamese dictionary does', async () => {
    const seen: string[] = [];
    for (const code of await whole('TITLE', Direction.ASC)) {
      const row = await orm.em.fork().findOneOrFail(ItemEntity, { code });
      if (seen.at(-1) !== row.titleVi) seen.push(row.titleVi);
    }
    expect(seen.filter((word) => ['Da', 'Đa', 'Em', 'Êm', 'O', 'Ô', 'Ơ', 'U', 'Ư'].includes(word))).toEqual([
      'Da',
      'Đa',
      'Em',
      'Êm',
      'O',
      'Ô',
      'Ơ',
      'U',
      'Ư',
    ]);
  });

  it('of 0 has no elements, says whether there are any, and counts them', async () => {
    const page = await ask({ first: 0 });
    expect([page.edges.length, page.hasNextPage, await page.count()]).toEqual([0, true, ROWS]);
    const none = await ask({ first: 0 }, { rank: 1_000 });
    expect([none.edges.length, none.hasNextPage, await none.count()]).toEqual([0, false, 0]);
  });

  it('counts the whole list, wherever it lies', async () => {
    const page = await ask({ first: 200 });
    const last = await ask({ first: 200, after: page.edges.at(-1)?.cursor });
    expect(last.edges.length).toBe(ROWS - 200);
    expect(await last.count()).toBe(ROWS);
  });

  it('holds on to its place when a row before it comes or goes', async () => {
    const expected = await whole('RANK', Direction.ASC);
    const orderBy = { field: 'RANK' as const, direction: Direction.ASC };
    const after = (await ask({ first: 10, orderBy })).edges.at(-1)?.cursor;
    await orm.em.fork().nativeDelete(ItemEntity, { code: expected[9] as string });
    try {
      expect(codesOf(await ask({ first: 5, after, orderBy }))).toEqual(expected.slice(10, 15));
    } finally {
      await orm.em.fork().insert(ItemEntity, {
        code: expected[9] as string,
        ownerCode: 'A01',
        titleVi: 'An',
        rank: -6,
        validFrom: new Date(0),
      });
    }
  });

  it.each([
    ['one', 1],
    ['two hundred', 200],
  ])('of %s costs one statement, and another when it is counted', async (_size, first) => {
    statements.length = 0;
    const page = await ask({ first });
    expect(statements).toHaveLength(1);
    await page.count();
    expect(statements).toHaveLength(2);
  });

  it.each([
    ['two owners', 2],
    ['five owners', 5],
  ])('of each of %s costs two statements, and one more when all are counted', async (_size, many) => {
    statements.length = 0;
    const pages = await pagesByKey(
      orm.em.fork(),
      ItemEntity,
      ITEMS,
      'ownerCode',
      OWNERS.slice(0, many),
      {},
      { first: 10 },
    );
    expect(statements).toHaveLength(2);
    await Promise.all(pages.map((page) => page.count()));
    expect(statements).toHaveLength(3);
  });

  it('of no owners is none', async () => {
    expect(await pagesByKey(orm.em.fork(), ItemEntity, ITEMS, 'ownerCode', [], {}, { first: 10 })).toEqual([]);
  });

  it('of a thousand owners and 200 each goes through', async () => {
    const owners = [...OWNERS, ...Array.from({ length: 995 }, (_, index) => `X${index}`)];
    const pages = await pagesByKey(orm.em.fork(), ItemEntity, ITEMS, 'ownerCode', owners, {}, { first: 200 });
    expect(pages.flatMap(codesOf)).toHaveLength(ROWS);
  });
});

describe('a cursor', () => {
  const orderBy = { field: 'TITLE' as const, direction: Direction.ASC };

  it.each([
    ['another ordering', { first: 5, orderBy: { field: 'RANK' as const, direction: Direction.ASC } }],
    ['the other direction', { first: 5, orderBy: { field: 'TITLE' as const, direction: Direction.DESC } }],
    ['another filter', { first: 5, orderBy, filter: { rank: 1 } }],
  ])('of one list is refused by a list with %s', async (_what, request) => {
    const after = (await ask({ first: 5, orderBy })).edges.at(-1)?.cursor;
    await expect(ask({ ...request, after })).rejects.toThrow(/another list, filter or ordering/);
  });

  it('of a list is refused by the lists of owners, and of one owner taken by another, as a position', async () => {
    const after = (await ask({ first: 5, orderBy })).edges.at(-1)?.cursor;
    const byOwner = (request: PageRequest<Field>, owner: string) =>
      pagesByKey(orm.em.fork(), ItemEntity, ITEMS, 'ownerCode', [owner], {}, request);
    await expect(byOwner({ first: 5, after, orderBy }, 'A01')).rejects.toThrow(/another list, filter or ordering/);
    const [one] = await byOwner({ first: 5, orderBy }, 'A01');
    const cursor = one?.edges.at(-1);
    const [other] = await byOwner({ first: 200, after: cursor?.cursor, orderBy }, 'A02');
    const order = await whole('TITLE', Direction.ASC);
    const at = order.indexOf(cursor?.node.code ?? '');
    expect(other && codesOf(other).every((code) => order.indexOf(code) > at)).toBe(true);
  });

  it.each([
    ['a text for an instant', 'VALID_FROM', ['some day', 'a1']],
    ['an instant that no calendar has', 'VALID_FROM', ['2026-02-31T00:00:00Z', 'a1']],
    ['a text for a number', 'RANK', ['many', 'a1']],
    ['a number that is too large', 'RANK', ['99999999999999999999', 'a1']],
    ['a NUL', 'TITLE', ['a\0', 'a1']],
  ] as const)('that was made up with %s is refused as a bad cursor', async (_what, field, key) => {
    const ordering = { property: ITEMS.orderings[field], direction: Direction.ASC };
    const request = { first: 5, orderBy: { field, direction: Direction.ASC } };
    const made = encodeCursor(listFingerprint('items', ordering, null), key);
    await expect(ask({ ...request, after: made })).rejects.toThrow(expect.objectContaining({ code: 'BAD_CURSOR' }));
    const forOwners = encodeCursor(listFingerprint('items', ordering, null, 'ownerCode'), key);
    await expect(
      pagesByKey(orm.em.fork(), ItemEntity, ITEMS, 'ownerCode', ['A01'], {}, { ...request, after: forOwners }),
    ).rejects.toThrow(expect.objectContaining({ code: 'BAD_CURSOR' }));
  });

  it('holds what looks like SQL as a text', async () => {
    const ordering = { property: 'titleVi', direction: Direction.ASC };
    const made = encodeCursor(listFingerprint('items', ordering, null), ["Z'; drop table scratch.item; --", '?']);
    await expect(ask({ first: 5, after: made, orderBy })).resolves.toBeDefined();
    expect(await (await ask({ first: 0 })).count()).toBe(ROWS);
  });
});
