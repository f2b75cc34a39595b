import { describe, expect, it } from 'vitest';
import { ratios, spread } from '../../../bench/statistics.ts';

describe('a spread', () => {
  it('has the middle figure of an odd number of them, whatever their order', () => {
    expect(spread([9, 1, 10])).toEqual({ median: 9, least: 1, most: 10 });
  });

  it('has the mean of the two middle figures of an even number', () => {
    expect(spread([4, 1, 100, 2])).toEqual({ median: 3, least: 1, most: 100 });
  });

  it('leaves the figures in their order', () => {
    const figures = [3, 1, 2];
    spread(figures);
    expect(figures).toEqual([3, 1, 2]);
  });

  it('is refused of no figures', () => {
    expect(() => spread([])).toThrow('no figures');
  });
});

describe('ratios', () => {
  it('divide round by round, so that a slow round of both counts as any other', () => {
    expect(ratios([1, 10], [2, 20])).toEqual([0.5, 0.5]);
  });

  it('are refused of unequal rounds', () => {
    expect(() => ratios([1], [1, 2])).toThrow('1 rounds cannot be divided by 2');
  });
});
