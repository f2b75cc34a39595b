import { describe, expect, test } from 'vitest';
import { checkChanges } from '../../../../lineage/domain/change-analysis/check-changes.ts';
import { fitOfType, printColumnType, readColumnType } from '../../../../lineage/domain/change-analysis/column-type.ts';
import type { ChangeKind, SchemaChange } from '../../../../lineage/domain/change-analysis/schema-change.ts';

const TYPES: Readonly<Record<string, string>> = {
  'N01.a': 'date',
  'N01.b': 'str',
  'N02.a': 'int',
  'element:x': 'date',
  'element:z': 'geo',
};
/** N01.b is known to be required and no key; of the others neither is known. */
const SCHEMAS = {
  has: (ref: string) => Object.hasOwn(TYPES, ref),
  typeOf: (ref: string) => TYPES[ref] ?? null,
  isNullable: (ref: string) => (ref === 'N01.b' ? false : null),
  isKey: (ref: string) => (ref === 'N01.b' ? false : null),
  keyOf: (dataset: string) => (dataset === 'N01' ? ['N01.a'] : []),
  listOf: (target: string) => LISTS[target] ?? null,
  boundTo: (entry: string) =>
    ['element:x', 'standard:s', 'codelist:l'].includes(entry)
      ? ['N01.a', 'N02.a']
      : entry === 'element:y'
        ? ['N01.b']
        : [],
};
const LISTS: Readonly<Record<string, string>> = { 'N01.a': 'l', 'element:x': 'l', 'codelist:l': 'l' };

/** `target KIND to`, several divided by a comma. */
const changes = (text: string): SchemaChange[] =>
  text.split(', ').map((one) => {
    const [target = '', kind = '', ...to] = one.split(' ');
    return { target, kind: kind as ChangeKind, to: to.length === 0 ? null : to.join(' ') };
  });

describe('changes that are in order', () => {
  test.each([
    'N01.a DROP',
    'N01.a RENAME c',
    'N01.a TYPE str',
    'N01.a TYPE numeric (12,2)',
    'N01.a NULLABILITY nullable',
    'N01.a KEY none',
    'N01.a MEANING',
    'N01.a CODE_LIST ma_phuong',
    'N01 RETIRE',
    'N01.a TYPE str, N01.a RENAME c, N01.b DROP, N02 RETIRE',
    'N01.b DROP, N01.a RENAME b',
    'N01.a RENAME b, N01.b RENAME a',
    'N01.a RENAME b, N01.b RENAME c',
    'N01.a CODE_LIST removed, N02.a CODE_LIST added',
    'N01.a KEY none, N01.a NULLABILITY nullable',
  ])('%s', (text) => {
    expect(checkChanges(changes(text), SCHEMAS)).toHaveLength(changes(text).length);
  });
});

describe('changes that are not', () => {
  test.each([
    ['N01.a CODE_LIST l', /of l already; nothing would change/],
    ['element:x CODE_LIST l', /of l already; nothing would change/],
    ['codelist:l CODE_LIST l', /of l already; nothing would change/],
    ['element:z TYPE geo', /has the type geometry already; nothing would change/],
    ['N01.a KEY key, N01.a NULLABILITY nullable', /contradicts.*may not be missing/],
    ['N01.b NULLABILITY nullable, N01.b KEY key', /contradicts.*may not be missing/],
    [
      'element:x NULLABILITY nullable, standard:s NULLABILITY required',
      /standard:s contradicts.*N01.a is bound to element:x too.*"nullable" where this says "required"/,
    ],
    ['element:x MEANING ha, standard:s MEANING m2', /contradicts.*"ha" where this says "m2"/],
    ['element:x CODE_LIST m, codelist:l CODE_LIST n', /contradicts.*"m" where this says "n"/],
    ['N01.a TYPE varchar(10485761)', /takes a type/],
    ['N01.a DROP x', /takes no "to"/],
    ['N01 DROP', /changes a column/],
    ['N01.a RETIRE', /only a dataset is retired/],
    ['N01.a RENAME', /takes the new name/],
    ['N01.a RENAME a', /nothing would change/],
    ['N01.a RENAME b', /N01.b is a column already/],
    ['N01.a TYPE', /takes a type/],
    ['N01.a TYPE datum', /takes a type.*"datum"/],
    ['N01.a TYPE date', /nothing would change/],
    ['N01.b TYPE varchar', /nothing would change/],
    ['N01.a NULLABILITY maybe', /nullable or required/],
    ['N01.b NULLABILITY required', /required already; nothing would change/],
    ['N01.b KEY none', /no part of the key already/],
    ['element:x DROP', /what can be done to it is TYPE, NULLABILITY, MEANING, CODE_LIST/],
    ['element:x RETIRE', /other changes are of columns/],
    ['codelist:x TYPE int', /MEANING, CODE_LIST/],
    ['standard:x RENAME y', /NULLABILITY, MEANING, CODE_LIST/],
    ['element:x TYPE datum', /takes a type/],
    ['element:x NULLABILITY perhaps', /nullable or required/],
    ['element:x MEANING, element:x MEANING', /contradicts.*one is the most/],
    ['N01.a KEY yes', /key or none/],
    ['N01.c DROP', /not in the schema/],
    ['N01.a DROP, N01.a RENAME c', /contradicts/],
    ['N01.a RENAME c, N01.a DROP', /contradicts/],
    ['N01.a TYPE str, N01.a TYPE text', /contradicts/],
    ['N01.a DROP, N01.a DROP', /contradicts/],
    ['N01 RETIRE, N01.a DROP', /contradicts.*retired as a whole/],
    ['N01.a DROP, N01 RETIRE', /contradicts.*retired as a whole/],
    ['N01 RETIRE, N01 RETIRE', /retired twice/],
    ['N01.a RENAME c, N01.b RENAME c', /contradicts.*becomes N01.c too/],
    ['N01.a RENAME c, N01.a RENAME d', /contradicts.*RENAME already/],
    ['N01.a KEY key, N01.a KEY none', /contradicts.*KEY already/],
    ['N01.a NULLABILITY nullable, N01.a NULLABILITY required', /contradicts.*NULLABILITY already/],
    ['N01.a DROP, N01.a MEANING ha', /contradicts.*dropped/],
    ['N01.a CODE_LIST x, N01.a DROP', /contradicts.*CODE_LIST too/],
    ['N01.b TYPE text, N01.a RENAME b', /N01.b is a column already; drop or rename that one as well/],
  ])('%s', (text, problem) => {
    expect(() => checkChanges(changes(text), SCHEMAS)).toThrow(problem);
  });

  test('more than twenty different changes of type', () => {
    const many = Array.from({ length: 21 }, (_, i) => ({
      target: `N01.c${i}`,
      kind: 'TYPE' as const,
      to: `varchar(${i + 1})`,
    }));
    expect(() => checkChanges(many, { ...SCHEMAS, has: () => true, typeOf: () => 'int' })).toThrow(
      /at most 20 different/,
    );
    const codes = { target: 'N01.d', kind: 'CODE_LIST' as const, to: 'm' };
    expect(() => checkChanges([...many.slice(1), codes], { ...SCHEMAS, has: () => true, typeOf: () => 'int' })).toThrow(
      /at most 20 different/,
    );
  });
});

test('changes of the dictionary that one column can follow are no contradiction', () => {
  for (const text of [
    'element:x NULLABILITY required, standard:s NULLABILITY required',
    'element:x MEANING ha, element:y MEANING m2',
    'element:x CODE_LIST m, codelist:l CODE_LIST added',
    'element:x MEANING, standard:s MEANING m2',
  ])
    expect(checkChanges(changes(text), SCHEMAS).length).toBeGreaterThan(2);
});

test('a column that comes to the key takes from the others that they tell records apart alone', () => {
  expect(checkChanges(changes('N01.b KEY key'), SCHEMAS).map(({ change, effect }) => [change.target, effect])).toEqual([
    ['N01.b', 'NEW_KEY'],
    ['N01.a', 'KEY'],
  ]);
});

test('as many columns as a dataset has may come to its key, or leave it, in one look at it', () => {
  const all = Array.from({ length: 10_000 }, (_, i) => `N01.c${i}`);
  let looks = 0;
  const keyOf = (): string[] => {
    looks += 1;
    return all.slice(5_000);
  };
  const schemas = { ...SCHEMAS, has: () => true, isKey: (ref: string) => Number(ref.slice(5)) >= 5_000, keyOf };
  const joins = all.slice(0, 5_000).map((target) => ({ target, kind: 'KEY' as const, to: 'key' }));
  const effects = (wanted: readonly SchemaChange[]) =>
    checkChanges(wanted, schemas).reduce(
      (counts, { effect }) => counts.set(effect, (counts.get(effect) ?? 0) + 1),
      new Map(),
    );
  expect(effects(joins)).toEqual(
    new Map([
      ['NEW_KEY', 5_000],
      ['KEY', 5_000],
    ]),
  );
  expect(looks).toBe(1);
});

test('a change of codes knows the list that values are of then', () => {
  const lists = (text: string) => checkChanges(changes(text), SCHEMAS).map(({ effect, becomes }) => [effect, becomes]);
  expect(lists('N01.a CODE_LIST m, N02.a CODE_LIST')).toEqual([
    ['CODES', 'm'],
    ['CODES', null],
  ]);
  expect(lists('codelist:l CODE_LIST added')).toEqual([
    ['CODES', 'l'],
    ['CODES', 'l'],
  ]);
  expect(lists('element:x CODE_LIST removed').map(([effect]) => effect)).toEqual(['CODES_GONE', 'CODES_GONE']);
});

test('a change of the dictionary is one of every column that is bound, from the type that each has', () => {
  const checked = checkChanges(changes('element:x TYPE str'), SCHEMAS);
  expect(checked.map(({ change, bound, types }) => [change.target, bound, types?.from?.name, types?.to.name])).toEqual([
    ['N01.a', 'element:x', 'date', 'character varying'],
    ['N02.a', 'element:x', 'integer', 'character varying'],
  ]);
});

describe('types', () => {
  test.each([
    ['str', 'character varying'],
    ['VARCHAR (20)', 'character varying(20)'],
    ['numeric(12,2)', 'numeric(12,2)'],
    ['decimal(5)', 'numeric(5,0)'],
    ['char', 'character(1)'],
    ['int4[]', 'integer[]'],
    ['timestamp  without time zone', 'timestamp without time zone'],
    ['dt', 'timestamp with time zone'],
  ])('%s is %s', (given, printed) => {
    expect(printColumnType(readColumnType(given) as NonNullable<ReturnType<typeof readColumnType>>)).toBe(printed);
  });

  test.each([
    '',
    'datum',
    'int(4)',
    'varchar(0)',
    'varchar(1,2)',
    'numeric(2,3)',
    'numeric(1001)',
    'text[][]',
    'constructor',
    'x'.repeat(65),
  ])('%j is none', (given) => {
    expect(readColumnType(given)).toBeNull();
  });

  test.each([
    ['smallint', 'int', 'WIDENING'],
    ['bigint', 'int', 'NARROWING'],
    ['int', 'num', 'WIDENING'],
    ['int', 'numeric(5)', 'NARROWING'],
    ['num', 'int', 'LOSSY'],
    ['numeric(12,4)', 'numeric(12,2)', 'LOSSY'],
    ['numeric(12,2)', 'numeric(10,2)', 'NARROWING'],
    ['numeric(10,2)', 'numeric(12,2)', 'WIDENING'],
    ['bigint', 'float8', 'LOSSY'],
    ['int', 'float8', 'WIDENING'],
    ['float8', 'real', 'LOSSY'],
    ['varchar(10)', 'varchar(20)', 'WIDENING'],
    ['varchar(20)', 'varchar(10)', 'NARROWING'],
    ['text', 'str', 'WIDENING'],
    ['text', 'varchar(10)', 'NARROWING'],
    ['date', 'text', 'WIDENING'],
    ['text', 'date', 'INCOMPATIBLE'],
    ['date', 'dt', 'WIDENING'],
    ['dt', 'date', 'LOSSY'],
    ['timestamp', 'timestamptz', 'LOSSY'],
    ['bool', 'int', 'INCOMPATIBLE'],
    ['int', 'int[]', 'INCOMPATIBLE'],
    ['int[]', 'bigint[]', 'WIDENING'],
    ['geo', 'date', 'INCOMPATIBLE'],
    ['str', 'str', 'SAME'],
  ])('%s as %s: %s', (from, to, fit) => {
    const read = (text: string) => readColumnType(text) as NonNullable<ReturnType<typeof readColumnType>>;
    expect(fitOfType(read(from), read(to))).toBe(fit);
  });
});
