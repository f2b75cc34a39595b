/** The city's offset from UTC, all year round, in milliseconds. */
const OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** The year in which an instant lies in the city. */
export const cityYear = (at: Date): number => new Date(at.getTime() + OFFSET_MS).getUTCFullYear();

/** The day in which an instant lies in the city, counted from 1970-01-01. */
export const cityDay = (at: Date): number => Math.floor((at.getTime() + OFFSET_MS) / DAY_MS);

/** The first instant of a year in the city. */
export const beginOfYear = (year: number): Date => new Date(Date.UTC(year, 0, 1) - OFFSET_MS);
