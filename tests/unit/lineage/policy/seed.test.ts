import { describe, expect, test } from 'vitest';
import { contentsOf, projectionOf as readBack } from '../../../../lineage/projection/snapshot/contents.ts';
import { loadSeedCatalogue } from '../../../../seed/data/index.ts';
import { projectionOf } from '../../../support/lineage-events.ts';
import { FOUND_IN_NOVEMBER, foundOn, linesOf, SEED_FINDINGS } from '../../../support/policy-findings.ts';
import { seedEvents } from '../../../support/seed-events.ts';

const seed = loadSeedCatalogue();
const projection = projectionOf(seedEvents(seed));

describe('findings on the seed', () => {
  test.each(SEED_FINDINGS)('on %s are these and no others', (day, expected) => {
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
    const more = linesOf(foundOn(without, '2026-11-01')).filter((one) => !FOUND_IN_NOVEMBER.includes(one));
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
