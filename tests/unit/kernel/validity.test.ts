import { describe, expect, it } from 'vitest';
import { checkValidity, isValidAt } from '../../../kernel/validity.ts';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const half = { validFrom: day('2026-01-01'), validTo: day('2026-02-01') };

describe('a half-open interval', () => {
  it('holds its beginning and not its end', () => {
    expect(isValidAt(half, day('2026-01-01'))).toBe(true);
    expect(isValidAt(half, new Date(+day('2026-02-01') - 1))).toBe(true);
    expect(isValidAt(half, day('2026-02-01'))).toBe(false);
    expect(isValidAt(half, new Date(+day('2026-01-01') - 1))).toBe(false);
  });

  it('without an end goes on', () => {
    expect(isValidAt({ validFrom: day('2026-01-01'), validTo: null }, day('2199-01-01'))).toBe(true);
  });
});

describe('an interval on the way in', () => {
  it('ends after it begins, or never', () => {
    expect(() => checkValidity(half)).not.toThrow();
    expect(() => checkValidity({ ...half, validTo: null })).not.toThrow();
    expect(() => checkValidity({ ...half, validTo: new Date(+half.validFrom + 1) })).not.toThrow();
  });

  it.each([['2026-01-01'], ['2025-12-31']])('that begins on 2026-01-01 and ends on %s is refused', (end) => {
    expect(() => checkValidity({ ...half, validTo: day(end) })).toThrow(
      /^validTo must be after validFrom; given validFrom 2026-01-01T00:00:00\.000Z/,
    );
  });
});
