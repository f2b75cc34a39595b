import { describe, expect, it } from 'vitest';
import { forecast, MOST_POINTS, theilSen } from '../../../subgraphs/campaign/progress-forecast.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, 1 + n, 2));
const reports = (...values: (readonly [day: number, value: number])[]) =>
  values.map(([n, value]) => ({ measuredOn: day(n), value }));
const target = (value: number, due: number, baseline = 0) => ({ baseline, value, dueOn: day(due) });

describe('a line by Theil and Sen', () => {
  it('is the line that the points lie on', () => {
    const { slope, intercept } = theilSen([1, 2, 5, 9].map((x) => ({ x, y: 3 * x - 4 })));
    expect([slope, intercept]).toEqual([3, -4]);
  });

  it('is not bent by one mistyped report, as a line of least squares would be', () => {
    const points = [0, 1, 2, 3, 4, 5, 6].map((x) => ({ x, y: x === 3 ? 3000 : x }));
    expect(theilSen(points)).toEqual({ slope: 1, intercept: 0 });
  });
});

describe('a forecast', () => {
  const steady = reports([0, 0], [10, 10], [20, 20]);

  it('says when the line meets the target, and where it is at the deadline', () => {
    expect(forecast(target(50, 60), steady, day(20))).toEqual({
      outlook: 'ON_TIME',
      points: 3,
      reason: null,
      perDay: 1,
      atDeadline: 60,
      reachedOn: day(50),
    });
    expect(forecast(target(50, 40), steady, day(20))).toMatchObject({
      outlook: 'LATE',
      atDeadline: 40,
      reachedOn: day(50),
    });
  });

  it('has no figure with fewer than three days of reports, and says so', () => {
    for (const few of [[], reports([0, 1]), reports([0, 1], [9, 2]), reports([0, 1], [0.1, 2], [0.2, 3], [9, 4])]) {
      expect(forecast(target(50, 60), few, day(20))).toMatchObject({
        outlook: 'UNKNOWN',
        reason: expect.stringMatching(/^\d of the 3 days with a report/),
        perDay: null,
        atDeadline: null,
        reachedOn: null,
      });
    }
  });

  it('knows what is reached already, however few reports there are', () => {
    expect(forecast(target(50, 60), reports([3, 50]), day(20)).outlook).toBe('REACHED');
    expect(forecast(target(20, 60), steady, day(20)).outlook).toBe('REACHED');
  });

  it('follows a target that lies below its baseline', () => {
    const falling = reports([0, 100], [10, 90], [20, 80]);
    expect(forecast(target(50, 60, 100), falling, day(20))).toMatchObject({ outlook: 'ON_TIME', reachedOn: day(50) });
    expect(forecast(target(150, 60, 100), falling, day(20)).outlook).toBe('NOT_AT_THIS_RATE');
  });

  it('does not reach a target at a rate of nothing, or only after all time', () => {
    expect(forecast(target(50, 60), reports([0, 5], [10, 5], [20, 5]), day(20)).outlook).toBe('NOT_AT_THIS_RATE');
    expect(forecast(target(1e9, 60), steady, day(20)).outlook).toBe('NOT_AT_THIS_RATE');
  });

  it('is late once the deadline has passed, whatever the line says', () => {
    const above = reports([0, 0], [10, 60], [20, 49]);
    expect(forecast(target(50, 25), above, day(20)).outlook).toBe('ON_TIME');
    expect(forecast(target(50, 25), above, day(26)).outlook).toBe('LATE');
  });

  it('rests on the newest sixty reports', () => {
    const many = Array.from({ length: MOST_POINTS + 40 }, (_, n) => [n, n < 40 ? 0 : n - 39] as const);
    expect(forecast(target(1000, 2000), reports(...many), day(100))).toMatchObject({ points: MOST_POINTS, perDay: 1 });
  });
});
