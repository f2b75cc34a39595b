/**
 * A point in time: whole microseconds since 1970-01-01T00:00:00Z, a safe integer. Numbers, because they compare, sort,
 * store and travel as JSON exactly; microseconds, because producers of lineage tell events apart by them.
 */
export type Instant = number;

/** A text is not an instant. */
export class InstantError extends Error {
  override readonly name = 'InstantError';

  readonly given: string;

  constructor(given: string) {
    super(
      `${JSON.stringify(given.slice(0, 80))} is not an instant: expected ISO 8601 with a zone, such as ` +
        '2026-02-01T08:00:00.000001+07:00, from 1700 to 2250.',
    );
    this.given = given;
  }
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):(\d{2}))$/;
const EARLIEST_YEAR = 1_700;
const LATEST_YEAR = 2_250;

/**
 * Reads an ISO 8601 instant with a zone; digits beyond the microsecond are dropped.
 * @throws InstantError when the text is no such instant, no such day or hour exists, or the year is out of range.
 */
export function parseInstant(text: string): Instant {
  const match = ISO.exec(text);
  if (match === null) throw new InstantError(text);
  const [, year, month, day, hour, minute, second = '0', fraction = '', sign, zoneHour = '0', zoneMinute = '0'] = match;
  const [y, mo, d, h, mi, s] = [Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second)];
  const whole = Date.UTC(y, mo - 1, d, h, mi, s);
  const back = new Date(whole);
  const exists = back.getUTCMonth() === mo - 1 && back.getUTCDate() === d && h < 24 && mi < 60 && s < 60;
  const zoneExists = Number(zoneHour) < 24 && Number(zoneMinute) < 60;
  if (!exists || !zoneExists || y < EARLIEST_YEAR || y > LATEST_YEAR) throw new InstantError(text);
  const zone = (sign === '-' ? -1 : 1) * (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000;
  return (whole - zone) * 1_000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

/** Prints an instant in UTC with six digits after the second: texts of equal length that sort as time does. */
export function printInstant(instant: Instant): string {
  const milliseconds = Math.floor(instant / 1_000);
  const micros = instant - milliseconds * 1_000;
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
}

/** The instant of a JavaScript date. */
export const instantOfDate = (date: Date): Instant => date.getTime() * 1_000;
