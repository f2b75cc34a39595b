import { describe, expect, test } from 'vitest';
import { carried, stepsBetween } from '../../../../lineage/domain/schema-history/schema-steps.ts';
import type { ToldColumn } from '../../../../lineage/domain/schema-history/told-schema.ts';

/** A column written `name type`, `name type?` where a value may be missing, `name type!` where none may. */
function column(text: string): ToldColumn {
  const [, name = '', type = '', mark = '', description = ''] = /^(\S+) ?([^?!#]*)([?!]?)#?(.*)$/.exec(text) ?? [];
  return [name, type, mark === '' ? null : mark === '?', description];
}

const changes = (before: string, after: string): string[] => {
  const [was, is] = [before, after].map((text) => text.split(', ').map(column));
  return stepsBetween(was ?? [], is ?? []).map(({ step, kind, column }) => `${step} ${kind} ${column ?? ''}`.trim());
};

describe('what a schema that is told changes', () => {
  test.each([
    ['a column that goes is major', 'a int, b text', 'a int', ['MAJOR REMOVED b']],
    ['a column that comes is minor', 'a int', 'a int, b text', ['MINOR ADDED b']],
    ['another name is a column that came and one that went', 'a int', 'b int', ['MINOR ADDED b', 'MAJOR REMOVED a']],
    ['a wider type is minor', 'a int', 'a bigint', ['MINOR TYPE a']],
    ['a narrower type is major', 'a bigint', 'a int', ['MAJOR TYPE a']],
    ['a type that loses a part is major', 'a timestamp', 'a date', ['MAJOR TYPE a']],
    ['a type of another kind is major, though every value fits', 'a int', 'a text', ['MAJOR TYPE a']],
    ['a longer text is minor', 'a varchar(20)', 'a varchar(40)', ['MINOR TYPE a']],
    ['types of Spark are read', 'a long, b float', 'a bigint, b double', ['MINOR TYPE b']],
    ['a type that nobody can read is major', 'a struct<x:int>', 'a struct<y:int>', ['MAJOR TYPE a']],
    ['another case or name of a type is none', 'a VARCHAR(5), b INT, c X', 'a varchar( 5 ), b integer, c x', []],
    ['a value that may be missing is major', 'a int!', 'a int?', ['MAJOR NULLABILITY a']],
    ['a value that is no longer missing is minor', 'a int?', 'a int!', ['MINOR NULLABILITY a']],
    ['what is not said of nullability is no change', 'a int!', 'a int', []],
    ['a type that is not said is no change', 'a int', 'a', []],
    ['another order is a patch', 'a int, b int', 'b int, a int', ['PATCH ORDER']],
    ['another description is a patch', 'a int#one', 'a int#two', ['PATCH DESCRIPTION a']],
    [
      'an order is of columns that stay',
      'a int, b int, c int',
      'a int, d int, c int',
      ['MINOR ADDED d', 'MAJOR REMOVED b'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  test('tells what was and what is', () => {
    expect(stepsBetween([column('a int!')], [column('a bigint?')])).toEqual([
      { kind: 'TYPE', column: 'a', step: 'MINOR', before: 'int', after: 'bigint' },
      { kind: 'NULLABILITY', column: 'a', step: 'MAJOR', before: 'required', after: 'nullable' },
    ]);
  });

  test('is told of what is not said from the last time that it was', () => {
    expect(carried([column('a int!#x')], [column('a'), column('b')])).toEqual([column('a int!#x'), column('b')]);
  });
});
