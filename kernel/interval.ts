const PATTERN =
  /^P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/;
const DAY_MS = 86_400_000;
const UNITS_MS = [365 * DAY_MS, 30 * DAY_MS, 7 * DAY_MS, DAY_MS, 3_600_000, 60_000, 1_000];

/**
 * Length of an ISO 8601 duration in milliseconds, a month as 30 days and a year as 365: it is compared with ages, not
 * added to dates. Null for what is none, or has no length.
 */
export function intervalMs(duration: string): number | null {
  const parts = PATTERN.exec(duration)?.slice(1);
  if (parts === undefined) return null;
  const length = parts.reduce((sum, part, unit) => sum + Number(part ?? 0) * (UNITS_MS[unit] ?? 0), 0);
  return length > 0 ? length : null;
}
