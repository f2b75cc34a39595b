import { parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DateTime, parseInstant } from '../../../../kernel/graphql/date-time.ts';

const printed = (text: string): string => parseInstant(text).toISOString();

describe('a date alone', () => {
  it.each([
    ['2026-02-01', '2026-01-31T17:00:00.000Z'],
    ['2024-02-29', '2024-02-28T17:00:00.000Z'],
    ['2000-02-29', '2000-02-28T17:00:00.000Z'],
    ['2026-12-31', '2026-12-30T17:00:00.000Z'],
  ])('%s is midnight in Vietnam', (text, instant) => {
    expect(printed(text)).toBe(instant);
  });
});

describe('an instant', () => {
  it.each([
    ['2026-02-01T08:00:00+07:00', '2026-02-01T01:00:00.000Z'],
    ['2026-02-01T08:00Z', '2026-02-01T08:00:00.000Z'],
    ['2026-02-01T08:00:00.123456789Z', '2026-02-01T08:00:00.123Z'],
    ['2026-02-01T00:00:00-11:30', '2026-02-01T11:30:00.000Z'],
    ['2026-01-31T23:59:59.999+00:00', '2026-01-31T23:59:59.999Z'],
  ])('%s is read with its zone', (text, instant) => {
    expect(printed(text)).toBe(instant);
  });

  it('is printed in UTC and read back as it was', () => {
    const text = DateTime.serialize(new Date('2026-02-01T08:00:00.5+07:00'));
    expect(text).toBe('2026-02-01T01:00:00.500Z');
    expect(printed(text)).toBe(text);
  });
});

describe('what is no instant', () => {
  it.each([
    ['a day that its month has not', '2026-02-29'],
    ['a day of a century that is no leap year', '1900-02-29'],
    ['a 31st of April at an hour', '2026-04-31T10:00:00Z'],
    ['day 0', '2026-01-00'],
    ['day 32', '2026-01-32T00:00:00Z'],
    ['month 13', '2026-13-01'],
    ['month 0', '2026-00-10'],
    ['hour 25', '2026-01-01T25:00:00Z'],
    ['minute 60', '2026-01-01T10:60:00Z'],
    ['second 61', '2026-01-01T10:00:61Z'],
    ['no zone', '2026-02-01T08:00:00'],
    ['a zone of 99 hours', '2026-02-01T08:00:00+99:00'],
    ['a blank for the T', '2026-02-01 08:00:00Z'],
    ['words', 'yesterday'],
    ['a year alone', '2026'],
    ['an expanded year', '+002026-02-01'],
    ['blanks around', ' 2026-02-01 '],
    ['a line end after it', '2026-02-01\n'],
    ['other digits', '２０２６-02-01'],
    ['an empty text', ''],
  ])('%s is refused and named', (_what, text) => {
    expect(() => parseInstant(text)).toThrow(/^DateTime takes an ISO 8601 instant with a zone/);
    expect(() => parseInstant(text)).toThrow(JSON.stringify(text));
  });

  it.each([[20260201], [null], [undefined], [true], [new Date(0)], [['2026-02-01']], [{}]])(
    '%j is refused: only texts are read',
    (value) => {
      expect(() => parseInstant(value)).toThrow(/^DateTime takes/);
    },
  );

  it('is refused with the code BAD_USER_INPUT, cut short when it is long', () => {
    const refused = (): unknown => parseInstant('9'.repeat(10_000));
    expect(refused).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }));
    expect(refused).toThrow(expect.objectContaining({ message: expect.stringMatching(/^.{1,300}$/) }));
  });
});

describe('the bounds', () => {
  it('take the first instant of 1900 and the last one before 2200', () => {
    expect(printed('1900-01-01T00:00:00Z')).toBe('1900-01-01T00:00:00.000Z');
    expect(printed('2199-12-31T23:59:59.999Z')).toBe('2199-12-31T23:59:59.999Z');
  });

  it.each(['1899-12-31T23:59:59.999Z', '1900-01-01', '2200-01-01T00:00:00Z', '0001-01-01', '9999-12-31'])(
    'leave out %s',
    (text) => {
      expect(() => parseInstant(text)).toThrow(/between 1900 and 2200/);
    },
  );
});

describe('a literal', () => {
  it('is read when it is a text', () => {
    expect(DateTime.parseLiteral(parseValue('"2026-02-01"'), {})).toEqual(new Date('2026-01-31T17:00:00Z'));
  });

  it.each(['12', '2026.5', 'TODAY', 'true', '["2026-02-01"]', '{ day: 1 }'])('%s is refused and named', (literal) => {
    expect(() => DateTime.parseLiteral(parseValue(literal), {})).toThrow(/given: "/);
  });
});
