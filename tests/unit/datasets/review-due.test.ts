import { describe, expect, it } from 'vitest';
import { CALENDAR_DURATION, calendarAfter } from '../../../subgraphs/datasets/review-due.ts';

const after = (day: string, duration: string): string =>
  calendarAfter(new Date(`${day}T00:00:00+07:00`), duration).toISOString();

describe('a review is due', () => {
  it.each([
    ['2026-01-20', 'P6M', '2026-07-19T17:00:00.000Z'],
    ['2026-08-31', 'P6M', '2027-02-27T17:00:00.000Z'],
    ['2027-08-31', 'P6M', '2028-02-28T17:00:00.000Z'],
    ['2026-11-30', 'P1Y3M', '2028-02-28T17:00:00.000Z'],
    ['2026-12-31', 'P1W1D', '2027-01-07T17:00:00.000Z'],
    ['2026-01-01', 'P90D', '2026-03-31T17:00:00.000Z'],
  ])('after %s and %s on %s', (day, duration, expected) => {
    expect(after(day, duration)).toBe(expected);
  });

  it('at the time of day of the approval, by the calendar of Vietnam', () => {
    // 1 February 01:00 in Vietnam is still January in UTC.
    expect(calendarAfter(new Date('2026-01-31T18:00:00Z'), 'P1M').toISOString()).toBe('2026-02-28T18:00:00.000Z');
  });

  it.each(['P', 'PT1H', 'P1DT1H', 'P1.5M', 'P1000M', '6M'])('never after %s, which is no such duration', (text) => {
    expect(CALENDAR_DURATION.test(text)).toBe(false);
  });
});
