import { describe, expect, it } from 'vitest';
import { likeness, rankElements } from '../../../subgraphs/standards/suggestion-ranking.ts';

const ELEMENTS = [
  { code: 'so_dinh_danh', type: 'STR' },
  { code: 'ho_ten', type: 'STR' },
  { code: 'ngay_sinh', type: 'DATE' },
];
const rank = (name: string, type: string, precedents: [string, number][] = [], isHomonym = false) =>
  rankElements(
    { name, type },
    ELEMENTS,
    precedents.map(([elementCode, columns]) => ({ elementCode, columns })),
    isHomonym,
  );
const codes = (...given: Parameters<typeof rank>): string[] => rank(...given).map(({ elementCode }) => elementCode);

describe('elements for a column that is bound to none', () => {
  it('are first those of its name, whatever the case and the marks', () => {
    expect(rank('HỌ_TÊN', 'STR')[0]).toEqual({
      elementCode: 'ho_ten',
      score: 0.6,
      reasons: [
        { kind: 'SAME_NAME', weight: 0.5 },
        { kind: 'TYPE_AGREES', weight: 0.1 },
      ],
    });
    expect(codes('Số_Định_Danh', 'STR')[0]).toBe('so_dinh_danh');
  });

  it('are those that others of its name are bound to, by their share', () => {
    const [first, ...others] = rank('ma_cd', 'STR', [
      ['so_dinh_danh', 3],
      ['ho_ten', 1],
    ]);
    expect(first).toMatchObject({ elementCode: 'so_dinh_danh', score: 0.4 });
    expect(first?.reasons[0]).toEqual({ kind: 'BOUND_ELSEWHERE', weight: 0.3, columns: 3 });
    // A quarter of the precedents is not enough.
    expect(others).toEqual([]);
  });

  it('lose by another type', () => {
    expect(rank('ngay_sinh', 'STR')[0]).toMatchObject({ score: 0.4, reasons: [{}, { kind: 'TYPE_DIFFERS' }] });
  });

  it('are none for a homonym, even where others of its name are bound', () => {
    expect(rank('ho_ten', 'STR', [['ho_ten', 9]], true)).toEqual([]);
  });

  it('are none without a reason but the type', () => {
    expect(codes('von', 'STR')).toEqual([]);
  });
});

it('likeness counts shared parts, and letters only where few differ', () => {
  expect(likeness('so_dinh_danh', 'dinh_danh_ndd')).toBeCloseTo(0.5);
  expect(likeness('so_dinh_danh', 'so_dinh_dan')).toBeGreaterThan(0.9);
  expect(likeness('ho_ten', 'gia')).toBe(0);
});
