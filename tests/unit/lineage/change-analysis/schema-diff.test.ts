import { describe, expect, test } from 'vitest';
import { diffSchema, type ProposedColumn } from '../../../../lineage/domain/change-analysis/schema-diff.ts';

const IN_FORCE = [
  { name: 'ma', type: 'str', nullable: false, isKey: true },
  { name: 'ngay', type: 'date', nullable: true, isKey: false },
  { name: 'so', type: 'int', nullable: null, isKey: null },
];
const MARKS = { '?': { nullable: true }, '!': { nullable: false }, '#': { isKey: true }, '-': { isKey: false } };
/** `name:type` or `name:type<former`; `?` may be missing, `!` may not, `#` is of the key, `-` is not. */
const columns = (text: string): ProposedColumn[] =>
  text === ''
    ? []
    : text.split(' ').map((one) => {
        const [, name = '', type = '', marks = '', renamedFrom = null] =
          /^(.*?):(.*?)([?!#-]*)(?:<(.*))?$/.exec(one) ?? [];
        return { name, type, renamedFrom, ...Object.assign({}, ...Array.from(marks, (mark) => MARKS[mark as '?'])) };
      });
const diff = (text: string) => {
  const { changes, added, reordered, step } = diffSchema('N01', IN_FORCE, columns(text));
  const lines = changes.map(({ target, kind, to }) => `${target} ${kind}${to === null ? '' : ` ${to}`}`);
  return [step, lines.join(', '), added.join(' '), reordered];
};

describe('a proposed schema against the one in force', () => {
  test.each([
    ['ma:str ngay:date so:int moi:bool', ['MINOR', '', 'moi', false]],
    ['ma:str ngay:date so:bigint', ['MINOR', 'N01.so TYPE bigint', '', false]],
    ['ngay:date ma:str so:int', ['PATCH', '', '', true]],
    ['ma:str so:int', ['MAJOR', 'N01.ngay DROP', '', false]],
    ['ma:str ngay_sinh:date<ngay so:int', ['MAJOR', 'N01.ngay RENAME ngay_sinh', '', false]],
    ['ma:str ngay_sinh:date so:int', ['MAJOR', 'N01.ngay DROP', 'ngay_sinh', false]],
    ['ma:str ngay_sinh:str<ngay so:int', ['MAJOR', 'N01.ngay RENAME ngay_sinh, N01.ngay TYPE str', '', false]],
    ['ma:str ngay:date so:varchar', ['MAJOR', 'N01.so TYPE varchar', '', false]],
    ['ma:str? ngay:date so:int', ['MAJOR', 'N01.ma NULLABILITY nullable', '', false]],
    ['ma:str! ngay:date! so:int', ['MINOR', 'N01.ngay NULLABILITY required', '', false]],
    ['ma:str-# ngay:date? so:int!', ['MINOR', 'N01.so NULLABILITY required', '', false]],
    ['ma:str- ngay:date# so:int', ['MAJOR', 'N01.ma KEY none, N01.ngay KEY key', '', false]],
  ])('%s', (proposed, expected) => {
    expect(diff(proposed)).toEqual(expected);
  });
});

describe('what is no schema', () => {
  test.each([
    ['', /one column at least/],
    ['ma:str ngay:date so:int', /nothing would change/],
    ['ma:str ma:int', /two columns ma/],
    ['ma:datum', /is no type/],
    [':str', /1 to 1024/],
    [`${'x'.repeat(1_025)}:str`, /1 to 1024/],
    ['ma:str ngay:date#? so:int', /belongs to the key and may be missing/],
    ['ma:str ngay:date so:int moi:str#?', /belongs to the key and may be missing/],
    ['a:str<nix', /has no column "nix"/],
    ['a:str<ma b:str<ma', /two columns come from ma/],
    ['a:str<ma ma:str', /two columns come from ma/],
  ])('%s', (proposed, problem) => {
    expect(() => diff(proposed)).toThrow(problem);
  });
});

describe('a schema of any size that a dataset may have', () => {
  const wide = (count: number): ProposedColumn[] =>
    Array.from({ length: count }, (_, i) => ({ name: `c${i}`, type: 'int' }));

  test('of ten thousand columns is compared, of one more is none', () => {
    const { added, changes } = diffSchema('N01', IN_FORCE, wide(10_000));
    expect([added.length, changes.map(({ kind }) => kind)]).toEqual([10_000, ['DROP', 'DROP', 'DROP']]);
    expect(() => diffSchema('N01', IN_FORCE, wide(10_001))).toThrow(/at most 10000 columns; given: 10001/);
  });

  test('keeps a name as long as the catalog takes it', () => {
    const name = 'x'.repeat(1_024);
    const inForce = [...IN_FORCE, { name, type: 'int', nullable: true, isKey: false }];
    const proposed = inForce.map((column) => ({
      ...column,
      nullable: null,
      isKey: null,
      type: column.name === name ? 'bigint' : column.type,
    }));
    expect(diffSchema('N01', inForce, proposed).changes).toEqual([
      { target: `N01.${name}`, kind: 'TYPE', to: 'bigint' },
    ]);
  });

  test('leaves a key that may be missing already as it is', () => {
    const inForce = [{ name: 'ma', type: 'str', nullable: true, isKey: true }];
    const proposed = [
      { name: 'ma', type: 'str', nullable: true, isKey: true },
      { name: 'b', type: 'int' },
    ];
    expect(diffSchema('N01', inForce, proposed)).toMatchObject({ changes: [], added: ['b'] });
  });
});
