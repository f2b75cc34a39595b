import { describe, expect, test } from 'vitest';
import { OPEN_LABEL } from '../../../lineage/domain/algorithms/adjacency.ts';
import { InstantTable } from '../../../lineage/projection/instant-table.ts';
import { Random } from '../../support/random.ts';

describe('labels of instants', () => {
  test('are in the order of time, whatever the order of arrival', () => {
    const random = new Random(1);
    let table = new InstantTable([], 1_500);
    const instants = Array.from({ length: 500 }, () => random.int(0, 1_000_000) * 1_000_003);
    let relabelled = 0;
    for (const instant of instants) {
      if (table.from(instant) !== undefined) continue;
      table = table.relabelled().table;
      relabelled += 1;
      expect(table.from(instant)).toBeDefined();
    }
    expect(relabelled).toBeGreaterThan(3);
    const labels = [...new Set(instants)].sort((a, b) => a - b).map((instant) => table.at(instant));
    expect(labels).toEqual([...labels].sort((a, b) => a - b));
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('stay when others are put between', () => {
    const table = new InstantTable([10, 20]);
    const [ten, twenty] = [table.from(10), table.from(20)];
    const fifteen = table.from(15) ?? 0;
    expect([table.from(10), table.from(20)]).toEqual([ten, twenty]);
    expect(fifteen).toBeGreaterThan(ten ?? 0);
    expect(fifteen).toBeLessThan(twenty ?? 0);
  });

  test('stand for any time asked about by the latest instant before it', () => {
    const table = new InstantTable([10, 20]);
    expect(table.at(10)).toBe(table.from(10));
    expect(table.at(19)).toBe(table.from(10));
    expect(table.at(9)).toBe(table.from(null));
    expect(table.at(1e15)).toBe(table.from(20));
  });

  test('lead back to their instants, the unbounded ends to null', () => {
    const table = new InstantTable([10, 20]);
    table.from(15);
    for (const instant of [10, 15, 20]) expect(table.instantOf(table.at(instant))).toBe(instant);
    expect(table.instantOf(OPEN_LABEL)).toBeNull();
    expect(table.instantOf(table.from(null) ?? 0)).toBeNull();
  });

  test('move to their new values when they are given anew', () => {
    const table = new InstantTable([], 100);
    for (const instant of [10, 20, 30]) table.from(instant);
    const { table: fresh, move } = table.relabelled();
    for (const instant of [10, 20, 30]) expect(move(table.at(instant))).toBe(fresh.at(instant));
    expect(move(OPEN_LABEL)).toBe(OPEN_LABEL);
  });

  test.each([
    ['forwards', (n: number) => 2_000 + n],
    ['backwards', (n: number) => 90_000 - n],
  ])('find room for a backlog that is sent %s while more is recorded', (_way, backlog) => {
    const table = new InstantTable(Array.from({ length: 1_000 }, (_, i) => i));
    const all = new Set<number>();
    for (let n = 0; n < 4_000; n++) {
      for (const instant of [1_000_000 + n, backlog(n)]) {
        expect(table.from(instant)).toBeDefined();
        all.add(instant);
      }
    }
    const labels = [...all].sort((a, b) => a - b).map((instant) => table.at(instant));
    expect(labels.every((label, i) => i === 0 || label > (labels[i - 1] as number))).toBe(true);
  });

  test('hold a million instants that come one after the other', () => {
    let table = new InstantTable();
    for (let instant = 0; instant < 1_000_000; instant++) {
      if (table.from(instant) !== undefined) continue;
      table = table.relabelled().table;
      table.from(instant);
    }
    expect(table.count).toBe(1_000_000);
  });
});
