import { describe, expect, it } from 'vitest';
import { didYouMean } from '../../../../kernel/text/did-you-mean.ts';

describe('suggestions', () => {
  it('are the nearest candidates, nearest first, then alphabetical', () => {
    expect(didYouMean('health-record', ['heath-records', 'health-records', 'wealth-record', 'zzz'])).toEqual([
      'health-records',
      'wealth-record',
      'heath-records',
    ]);
  });

  it('are three at most', () => {
    expect(didYouMean('A1', ['A9', 'A3', 'A2', 'A4'])).toEqual(['A2', 'A3', 'A4']);
  });

  it('do not look at case, and keep the case of the candidate', () => {
    expect(didYouMean('viettel', ['VIETTEL'])).toEqual(['VIETTEL']);
  });

  it('are at most 40 % of the length away, one letter at least', () => {
    expect(didYouMean('abcde', ['abcxx'])).toEqual(['abcxx']);
    expect(didYouMean('abcde', ['abxxx'])).toEqual([]);
    expect(didYouMean('a', ['b', 'bc'])).toEqual(['b']);
  });

  it('are none when nothing is near, or nothing is there', () => {
    expect(didYouMean('tax', ['population'])).toEqual([]);
    expect(didYouMean('tax', [])).toEqual([]);
  });

  it('know Vietnamese letters', () => {
    expect(didYouMean('dữ liệu đất', ['Dữ liệu đất', 'Dữ liệu mở'])[0]).toBe('Dữ liệu đất');
  });
});

describe('the bounds', () => {
  it('look at the first 5,000 candidates of however many', () => {
    let asked = 0;
    function* endless(): Generator<string> {
      for (;;) yield asked++ === 4_999 ? 'wanted' : 'far away';
    }
    expect(didYouMean('wantec', endless())).toEqual(['wanted']);
    expect(asked).toBeLessThanOrEqual(5_001);
    const late = [...Array.from({ length: 5_000 }, () => 'far away'), 'wanted'];
    expect(didYouMean('wantec', late)).toEqual([]);
  });

  it('compare the first 128 characters of what was given', () => {
    expect(didYouMean('x'.repeat(1_000_000), ['x'.repeat(128)])).toEqual(['x'.repeat(128)]);
  });
});
