import { describe, expect, test } from 'vitest';
import { InstantError, instantOfDate, parseInstant, printInstant } from '../../../lineage/domain/instant.ts';

describe('an instant', () => {
  test.each([
    ['2026-02-01T00:00:00+07:00', '2026-01-31T17:00:00.000000Z'],
    ['2026-02-01T08:30Z', '2026-02-01T08:30:00.000000Z'],
    ['2026-02-01T08:30:01.71Z', '2026-02-01T08:30:01.710000Z'],
    ['2026-02-01T08:30:01.000001-05:30', '2026-02-01T14:00:01.000001Z'],
    ['2026-02-01T08:30:01.123456789Z', '2026-02-01T08:30:01.123456Z'],
    ['1954-10-10T00:00:00.000007Z', '1954-10-10T00:00:00.000007Z'],
    ['2024-02-29T23:59:59.999999Z', '2024-02-29T23:59:59.999999Z'],
  ])('%s is kept to the microsecond: %s', (text, printed) => {
    expect(printInstant(parseInstant(text))).toBe(printed);
    expect(parseInstant(printed)).toBe(parseInstant(text));
  });

  test('is a safe integer over the whole range', () => {
    for (const text of ['1700-01-01T00:00:00.000001Z', '2250-12-31T23:59:59.999999Z']) {
      expect(Number.isSafeInteger(parseInstant(text))).toBe(true);
      expect(printInstant(parseInstant(text))).toBe(text);
    }
  });

  test('of a date has its milliseconds', () => {
    expect(printInstant(instantOfDate(new Date('2026-02-01T00:00:00.123Z')))).toBe('2026-02-01T00:00:00.123000Z');
  });

  test.each([
    '2026-02-01',
    '2026-02-01T08:30:00',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-02-01T24:00:00Z',
    '2026-02-01T08:60:00Z',
    '2026-02-01T08:00:60Z',
    '2026-02-01T08:00:00+24:00',
    '1699-12-31T00:00:00Z',
    '2251-01-01T00:00:00Z',
    '٢٠٢٦-02-01T00:00:00Z',
    'now',
    '',
  ])('%j is refused', (text) => {
    expect(() => parseInstant(text)).toThrow(InstantError);
  });
});
