import { describe, expect, test } from 'vitest';
import { contentsOf, projectionOf as readBack } from '../../../../lineage/projection/snapshot/contents.ts';
import { loadSeedCatalogue } from '../../../../seed/data/index.ts';
import { projectionOf } from '../../../support/lineage-events.ts';
import { foundOn, linesOf } from '../../../support/policy-findings.ts';
import { seedEvents } from '../../../support/seed-events.ts';

const seed = loadSeedCatalogue();
const projection = projectionOf(seedEvents(seed));

const PUBLISHED = ['R1 CRITICAL O04 noi_dung sdt toa_do', 'R1 CRITICAL O14 diem ho_ten ngay_sinh so_bao_danh'];
const ALWAYS = [
  'R2 CRITICAL O03 ma_nguoi_nop_hash',
  'R3 WARN O13 so_hs',
  'R4 REVIEW O07 gia_dat ma_phuong muc_dich',
  'R4 CRITICAL O18 do_sau hinh_hoc loai ma_tuyen_ong',
  'R5 WARN O21',
  'R5 WARN S31',
  'R6 ERROR element:ho_ten',
];

describe('findings on the seed', () => {
  test.each([
    ['2026-11-01', [...PUBLISHED, ...ALWAYS]],
    ['2027-01-01', [...PUBLISHED, ...ALWAYS, 'R8 WARN job:F70']],
    ['2026-02-01', ALWAYS],
  ])('on %s are these and no others', (day, expected) => {
    expect(linesOf(foundOn(projection, day))).toEqual(expected);
  });

  test('are the same on a graph that was kept as a snapshot', () => {
    const kept = readBack(contentsOf(projection, 'log'));
    expect(linesOf(foundOn(kept, '2027-01-01'))).toEqual(linesOf(foundOn(projection, '2027-01-01')));
  });

  test('of O12, O15 and O17 are none, and of O07 the one for review', () => {
    const targets = foundOn(projection, '2027-01-01').map(({ target }) => target);
    for (const clean of ['O12', 'O15', 'O17']) expect(targets).not.toContain(clean);
    expect(targets.filter((target) => target === 'O07')).toHaveLength(1);
  });

  test.each([
    ['O05.nguoi_dai_dien', 'R1 CRITICAL O05 nguoi_dai_dien'],
    ['O11.so_cchn', 'R1 CRITICAL O11 so_cchn'],
    ['O11.ten_nhn', 'R1 CRITICAL O11 ten_nhn'],
  ])('bring R1 back when the public basis of %s is removed', (field, line) => {
    const without = projectionOf([
      ...seedEvents(seed),
      { kind: 'basis.set', body: { field, document: null, article: null } },
    ]);
    const more = linesOf(foundOn(without, '2026-11-01')).filter((one) => ![...PUBLISHED, ...ALWAYS].includes(one));
    expect(more).toEqual([line]);
  });

  test('are proven by paths of flows of the seed, from a column that is the origin to the column itself', () => {
    const edges = new Map(
      seed.flows.flatMap(({ code, from, to, columns }) =>
        columns.map(
          (column) => [`${from}.${column.from}|job:${code}|${to}.${column.to}`, column.transformation] as const,
        ),
      ),
    );
    const findings = foundOn(projection, '2027-01-01');
    const proven = findings.flatMap(({ columns }) => columns);
    expect(proven).toHaveLength(16);
    for (const { ref, path } of proven) {
      const steps = path() ?? [];
      expect(steps.at(-1)).toBe(ref);
      expect(steps.length).toBeGreaterThanOrEqual(3);
      for (let i = 0; i + 2 < steps.length; i += 2) {
        expect([...edges.keys()]).toContain(steps.slice(i, i + 3).join('|'));
      }
    }
    const hashed = findings.find(({ rule }) => rule === 'R2')?.columns[0]?.path();
    expect(hashed).toEqual(['S04.dinh_danh_nguoi_nop', 'job:F48', 'O03.ma_nguoi_nop_hash']);
  });
});
