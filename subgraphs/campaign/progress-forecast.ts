import { type Distance, isReached } from './attainment.ts';
import { cityDay } from './city-time.ts';

/** A report in force: what was reached, and when. */
export interface ProgressPoint {
  readonly measuredOn: Date;
  readonly value: number;
}

/** What is expected of a target. */
export type ProgressOutlookName = 'REACHED' | 'ON_TIME' | 'LATE' | 'NOT_AT_THIS_RATE' | 'UNKNOWN';

/** A forecast, or why there is none: without enough reports every figure of it is null. */
export interface Forecast {
  readonly outlook: ProgressOutlookName;
  /** Reports that it rests on. */
  readonly points: number;
  readonly reason: string | null;
  /** Slope of the line, in units of the target a day. */
  readonly perDay: number | null;
  readonly atDeadline: number | null;
  /** When the line meets the target; null when it never does, or not before 2200. */
  readonly reachedOn: Date | null;
}

/** Said with every forecast. */
export const FORECAST_METHOD =
  'Line through the reports in force by Theil–Sen: the median of the slopes of all pairs, through the median of what remains (Theil 1950; Sen, Journal of the American Statistical Association 63, 1968). At least 3 reports of different days; the newest 60.';

/** Fewest days with a report that make a line worth drawing: two always lie on one. */
export const FEWEST_DAYS = 3;
/** Most reports that a line is drawn through: five years of monthly ones. n² / 2 slopes. */
export const MOST_POINTS = 60;

const DAY_MS = 86_400_000;
const END_OF_TIME = Date.UTC(2200, 0, 1);

/** @param sorted at least one number. */
const middle = (sorted: readonly number[]): number => {
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
};
const median = (values: readonly number[]): number => middle([...values].sort((a, b) => a - b));

/**
 * The line of Theil and Sen. Up to 29 % of the points may be wrong without moving it far, which a least-squares line is
 * not good for: a mistyped report would bend it. O(n² log n) for n points.
 * @param points at least two, of different instants.
 */
export function theilSen(points: readonly { readonly x: number; readonly y: number }[]): {
  readonly slope: number;
  readonly intercept: number;
} {
  const slopes = points.flatMap((a, i) =>
    points.slice(i + 1).flatMap((b) => (a.x === b.x ? [] : [(b.y - a.y) / (b.x - a.x)])),
  );
  const slope = median(slopes);
  return { slope, intercept: median(points.map(({ x, y }) => y - slope * x)) };
}

/**
 * What the reports so far let expect of a target at its deadline.
 * @param reports in force, none after `asOf`, in any order.
 */
export function forecast(
  target: Distance & { readonly dueOn: Date },
  reports: readonly ProgressPoint[],
  asOf: Date,
): Forecast {
  const points = [...reports].sort((a, b) => +a.measuredOn - +b.measuredOn).slice(-MOST_POINTS);
  const last = points.at(-1);
  const none = { points: points.length, reason: null, perDay: null, atDeadline: null, reachedOn: null };
  const days = new Set(points.map(({ measuredOn }) => cityDay(measuredOn))).size;
  if (last === undefined || days < FEWEST_DAYS) {
    const outlook = last !== undefined && isReached(target, last.value) ? 'REACHED' : 'UNKNOWN';
    return { ...none, outlook, reason: `${days} of the ${FEWEST_DAYS} days with a report that a line needs.` };
  }
  const origin = +last.measuredOn;
  const { slope, intercept } = theilSen(
    points.map(({ measuredOn, value }) => ({ x: (+measuredOn - origin) / DAY_MS, y: value })),
  );
  const atDeadline = intercept + slope * ((+target.dueOn - origin) / DAY_MS);
  const meets = slope === 0 ? Number.POSITIVE_INFINITY : origin + ((target.value - intercept) / slope) * DAY_MS;
  const approaches = slope !== 0 && slope > 0 === target.value > target.baseline;
  const line = { points: points.length, reason: null, perDay: slope, atDeadline };
  if (isReached(target, last.value)) return { ...line, outlook: 'REACHED', reachedOn: null };
  if (!approaches || meets >= END_OF_TIME) return { ...line, outlook: 'NOT_AT_THIS_RATE', reachedOn: null };
  // The last report says that it is not there yet, whatever the line says.
  const reachedOn = new Date(Math.max(meets, origin));
  // What is due on a day is in time until that day ends in the city.
  const isInTime = (at: Date): boolean => cityDay(at) <= cityDay(target.dueOn);
  return { ...line, outlook: isInTime(reachedOn) && isInTime(asOf) ? 'ON_TIME' : 'LATE', reachedOn };
}
