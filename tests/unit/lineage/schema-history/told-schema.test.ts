import { expect, test } from 'vitest';
import {
  DEEPEST_STRUCT,
  MOST_TOLD_COLUMNS,
  readToldSchema,
} from '../../../../lineage/domain/schema-history/told-schema.ts';

const names = (fields: unknown): string[] => (readToldSchema({ fields })?.columns ?? []).map(([name]) => name);

test('columns of structs stand behind that which they are of', () => {
  expect(names([{ name: 'a', fields: [{ name: 'x', fields: [{ name: 'y' }] }] }, { name: 'b' }])).toEqual([
    'a',
    'a.x',
    'a.x.y',
    'b',
  ]);
});

test('columns stand as their positions say when all have one, else as they are listed', () => {
  const [a, b] = [
    { name: 'a', ordinal_position: 2 },
    { name: 'b', ordinal_position: 1 },
  ];
  expect(names([a, b])).toEqual(['b', 'a']);
  expect(names([a, b, { name: 'c' }])).toEqual(['a', 'b', 'c']);
});

test('what is no column is left out, of a name that repeats the first is taken', () => {
  expect(names([null, 'x', {}, { name: '' }, { name: 'a\0' }, { name: 'a', type: 'int' }, { name: 'a' }])).toEqual([
    'a',
  ]);
  for (const fields of [undefined, null, 'x', [], [{}]]) expect(readToldSchema({ fields })).toBeNull();
});

test('two schemas are one when they say the same', () => {
  const code = (field: object): string | undefined => readToldSchema({ fields: [{ name: 'a', ...field }] })?.code;
  expect(code({ type: 'int', other: 1 })).toBe(code({ other: 2, type: 'int' }));
  const others = [{}, { type: 'int' }, { nullable: true }, { nullable: false }, { description: 'd' }].map(code);
  expect(new Set(others).size).toBe(5);
});

test('structs and columns end where they must', () => {
  let deep: object = { name: 'x' };
  for (let i = 0; i < 20; i++) deep = { name: 'x', fields: [deep] };
  expect(names([deep])).toHaveLength(DEEPEST_STRUCT);
  const inner = Array.from({ length: MOST_TOLD_COLUMNS }, (_, i) => ({ name: `c${i}` }));
  expect(names([{ name: 'a', fields: inner }])).toHaveLength(MOST_TOLD_COLUMNS);
});
