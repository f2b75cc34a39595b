import { describe, expect, it } from 'vitest';
import {
  type ComparedField,
  checkConformance,
  type Requirement,
} from '../../../subgraphs/standards/conformance-check.ts';

const REQUIRED: readonly Requirement[] = [
  { name: 'ngay_sinh', type: 'DATE', codeListCode: null },
  { name: 'trang_thai', type: 'STR', codeListCode: 'trang_thai' },
];

const field = (fieldName: string, type: string, more: Partial<ComparedField> = {}): ComparedField => ({
  fieldName,
  type,
  elementCode: null,
  codeListCode: null,
  wrongCodes: { count: 0, examples: [] },
  ...more,
});
const born = field('ngay_sinh', 'DATE', { elementCode: 'ngay_sinh' });
const state = field('trang_thai', 'STR', { codeListCode: 'trang_thai' });

const reasons = (...fields: ComparedField[]): string[] =>
  checkConformance(REQUIRED, fields).flatMap(({ gaps }) =>
    gaps.map(({ element, reason, fieldName, expected, found }) =>
      [element, reason, fieldName, expected, found].join(' '),
    ),
  );

describe('a dataset compared with a standard', () => {
  it('conforms when every element is there, by binding or by its name', () => {
    expect(reasons(born, state)).toEqual([]);
    expect(checkConformance(REQUIRED, [born, state]).map(({ matchedBy }) => matchedBy)).toEqual(['BINDING', 'NAME']);
  });

  it.each<[string, ComparedField[], string]>([
    ['a missing element', [state], 'ngay_sinh MISSING_ELEMENT  ngay_sinh '],
    ['a wrong type', [field('ngay_sinh', 'STR'), state], 'ngay_sinh WRONG_TYPE ngay_sinh DATE STR'],
    ['no code list', [born, field('trang_thai', 'STR')], 'trang_thai CODE_LIST_NOT_BOUND trang_thai trang_thai '],
    [
      'another code list',
      [born, field('trang_thai', 'STR', { codeListCode: 'su_kien' })],
      'trang_thai OTHER_CODE_LIST trang_thai trang_thai su_kien',
    ],
    [
      'codes that the list does not have',
      [born, { ...state, wrongCodes: { count: 3, examples: ['X1', 'X2'] } }],
      'trang_thai CODE_NOT_IN_LIST trang_thai trang_thai X1, X2, and 1 more',
    ],
    [
      'a homonym, which is not the element though it has its name',
      [field('ngay_sinh', 'DATE', { elementCode: 'ngay_khai_sinh' }), state],
      'ngay_sinh MISSING_ELEMENT ngay_sinh ngay_sinh ngay_khai_sinh',
    ],
  ])('names %s', (_what, fields, gap) => {
    expect(reasons(...fields)).toEqual([gap]);
  });

  it('takes a bound field before one that only has the name, and of several the one that fits best', () => {
    const wrong = field('a', 'STR', { elementCode: 'ngay_sinh' });
    const right = field('b', 'DATE', { elementCode: 'ngay_sinh' });
    expect(checkConformance(REQUIRED, [field('ngay_sinh', 'DATE'), wrong, right, state])[0]).toMatchObject({
      fieldName: 'b',
      matchedBy: 'BINDING',
      gaps: [],
    });
    expect(reasons(field('ngay_sinh', 'DATE'), wrong, state)).toEqual(['ngay_sinh WRONG_TYPE a DATE STR']);
  });
});
