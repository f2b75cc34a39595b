import { describe, expect, test } from 'vitest';
import { encodeCursor } from '../../../kernel/pagination/cursor.ts';
import { MOST_PORTIONS, printPlace, readPlace, requireSameState } from '../../../lineage/subgraph/lineage-cursor.ts';

const PLACE = { from: { nodes: 7, edges: 3 }, portions: 2, asOf: 1_790_000_000_000_000, revision: 'r-1' };
const BAD = expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_CURSOR' }) });

describe('where an answer goes on', () => {
  test('is read as it was printed', () => {
    expect(readPlace('f', printPlace('f', PLACE) as string)).toEqual(PLACE);
  });

  test('is nowhere when more would have to be spent than a question may', () => {
    expect(printPlace('f', { ...PLACE, portions: MOST_PORTIONS })).not.toBeNull();
    expect(printPlace('f', { ...PLACE, portions: MOST_PORTIONS + 1 })).toBeNull();
  });

  test.each([
    ['more portions than there are', [MOST_PORTIONS + 1, 7, 3, 1, 'r']],
    ['no portion', [0, 7, 3, 1, 'r']],
    ['half a portion', [1.5, 7, 3, 1, 'r']],
    ['a place before the first', [1, -1, 3, 1, 'r']],
    ['texts for numbers', [1, '7', 3, 1, 'r']],
    ['a number for the state', [1, 7, 3, 1, 5]],
    ['too little', [1, 7, 3]],
  ])('is refused when made up with %s', (_what, key) => {
    expect(() => readPlace('f', encodeCursor('f', key))).toThrow(BAD);
  });

  test('is refused for another question or role', () => {
    expect(() => readPlace('g', printPlace('f', PLACE) as string)).toThrow(BAD);
  });

  test('is refused when the graph has changed, not when it has not, and not on a first page', () => {
    expect(() => requireSameState(PLACE, 'r-2')).toThrow(BAD);
    expect(() => requireSameState(PLACE, 'r-1')).not.toThrow();
    expect(() => requireSameState(null, 'r-2')).not.toThrow();
  });
});
