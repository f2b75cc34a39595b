import { expect, test } from 'vitest';
import { least } from '../../../lineage/domain/algorithms/least.ts';
import { Random } from '../../support/random.ts';

test('the least of some items are those that sorting all puts first, in that order', () => {
  const random = new Random(7);
  for (let round = 0; round < 2_000; round++) {
    const items = Array.from({ length: random.int(0, 60) }, () => random.int(0, 40));
    const count = random.int(0, 70);
    const compare = (a: number, b: number): number => a - b;
    const before = items.slice();
    expect(least(items, count, compare), `round ${round}`).toEqual(items.toSorted(compare).slice(0, count));
    expect(items).toEqual(before);
  }
});
