import { describe, expect, it } from 'vitest';
import { broken, readBounds } from '../../../bench/bounds.ts';

const BASELINES = ['apollo', 'monolith'];

describe('bounds of ratios', () => {
  it('are read as baseline=ratio', () => {
    expect(readBounds(['apollo=0.5', 'monolith=2'], BASELINES)).toEqual(
      new Map([
        ['apollo', 0.5],
        ['monolith', 2],
      ]),
    );
  });

  it.each(['0.5', 'apollo', 'apollo=', 'apollo=-1', 'apollo=fast', 'hive=1', ''])('are not read from "%s"', (text) => {
    expect(() => readBounds([text], BASELINES)).toThrow('--fail-above takes baseline=ratio');
  });

  it('are kept by a ratio that is equal, broken by one above', () => {
    const bounds = readBounds(['apollo=0.5'], BASELINES);
    const measured = (ratio: number) => [{ what: 'small', baseline: 'apollo', ratio }];
    expect(broken(bounds, measured(0.5))).toEqual([]);
    expect(broken(bounds, measured(0.51))).toEqual(['small: 0.51 of apollo, at most 0.5.']);
    expect(broken(bounds, measured(Number.NaN))).toHaveLength(1);
  });

  it('are broken when nothing was measured against their baseline', () => {
    expect(broken(readBounds(['monolith=1.7'], BASELINES), [])).toEqual([
      'Nothing was measured against monolith, which has the bound 1.7.',
    ]);
  });
});
