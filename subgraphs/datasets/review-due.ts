/** Calendar durations of ISO 8601 in days or more: what a list is reviewed after. */
export const CALENDAR_DURATION = /^P(?=\d)(?:(\d{1,2})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?$/;

/** Calendars are Vietnam's (UTC+7, no summer time). */
const AHEAD_MS = 7 * 3_600_000;

/**
 * The instant a calendar duration after another one, by the calendar of Vietnam: years and months first, a day that the
 * month does not have being its last one (31 August and six months: 28 February), then weeks and days.
 * @param duration as `CALENDAR_DURATION`.
 */
export function calendarAfter(at: Date, duration: string): Date {
  const [, years, months, weeks, days] = CALENDAR_DURATION.exec(duration) ?? [];
  const local = new Date(at.getTime() + AHEAD_MS);
  const month = local.getUTCMonth() + Number(years ?? 0) * 12 + Number(months ?? 0);
  const last = new Date(Date.UTC(local.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const midnight = Date.UTC(local.getUTCFullYear(), month, Math.min(local.getUTCDate(), last));
  const day = midnight + (Number(weeks ?? 0) * 7 + Number(days ?? 0)) * 86_400_000;
  return new Date(day + (local.getTime() % 86_400_000) - AHEAD_MS);
}
