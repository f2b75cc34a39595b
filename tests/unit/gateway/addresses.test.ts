import { afterEach, expect, it, vi } from 'vitest';
import { addressesInTurn } from '../../../gateway/addresses.ts';

afterEach(() => vi.useRealTimers());

it('processes of a part are taken in turn', () => {
  const addresses = addressesInTurn(new Map([['lineage', ['a', 'b', 'c']]]));
  expect([addresses.of('lineage'), addresses.of('lineage'), addresses.of('lineage')]).toEqual([
    ['a', 'b', 'c'],
    ['b', 'c', 'a'],
    ['c', 'a', 'b'],
  ]);
  expect(addresses.of('nothing')).toEqual([]);
});

it('one that failed comes last for a while, or until it answers', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const addresses = addressesInTurn(new Map([['lineage', ['a', 'b']]]));
  addresses.failed('a');
  expect([addresses.of('lineage'), addresses.of('lineage')]).toEqual([
    ['b', 'a'],
    ['b', 'a'],
  ]);
  addresses.answered('a');
  expect(addresses.of('lineage')).toEqual(['a', 'b']);
  addresses.failed('b');
  expect(addresses.of('lineage')).toEqual(['a', 'b']);
  vi.advanceTimersByTime(5_001);
  addresses.of('lineage');
  expect(addresses.of('lineage')).toEqual(['b', 'a']);
});

it('when all have failed all are tried all the same', () => {
  const addresses = addressesInTurn(new Map([['lineage', ['a', 'b']]]));
  addresses.failed('a');
  addresses.failed('b');
  expect(addresses.of('lineage').sort()).toEqual(['a', 'b']);
});
