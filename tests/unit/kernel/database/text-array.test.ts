import { defineEntity, p } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SchemaOrm } from '../../../../kernel/database/orm.ts';
import { readRows } from '../../../../kernel/database/read-rows.ts';
import { TextArray } from '../../../../kernel/database/text-array.ts';
import { testDatabase } from '../../../support/database.ts';
import { scratchSchema } from '../scratch-schema.ts';

const List = defineEntity({
  name: 'List',
  tableName: 'list',
  properties: { id: p.integer().primary(), words: p.type(TextArray) },
});

let database: Awaited<ReturnType<typeof testDatabase>>;
let orm: SchemaOrm;
beforeAll(async () => {
  database = await testDatabase();
  const ddl = ['create table scratch.list (id int primary key, words text[] not null)'];
  orm = await scratchSchema(database.url, { entities: [List], ddl });
});
afterAll(async () => {
  await orm?.close(true);
  await database?.stop();
});

it('texts in an array are read as they were written, byte for byte, by everybody who reads them', async () => {
  const lists = [
    [],
    [''],
    ['null', 'NULL', 'Null'],
    [' before', 'after ', ' ', '\t', '\n', 'a\r\nb'],
    ['{', '}', ',', '"', '\\', '\\n', '{"a":1}', "it's", '\\"'],
    ['Sở Tài nguyên và Môi trường', '😀', '\u0301', '\u202e', '\u007f', '\u0001'],
  ];
  const em = orm.em.fork();
  for (const [id, words] of lists.entries()) em.persist(em.create(List, { id, words }));
  await em.flush();

  const order = { orderBy: { id: 'asc' } } as const;
  expect((await readRows(orm.em.fork(), List, {}, order)).map(({ words }) => words)).toEqual(lists);
  expect((await orm.em.fork().find(List, {}, order)).map(({ words }) => words)).toEqual(lists);
  const counted = await orm.em.execute<{ n: number | null }[]>(
    'select (select sum(octet_length(w))::int from unnest(words) w) n from scratch.list order by id',
  );
  expect(counted.map(({ n }) => n ?? 0)).toEqual(lists.map((words) => Buffer.byteLength(words.join(''))));
});
