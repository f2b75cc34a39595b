import type { Instant } from '../instant.ts';
import type { ToldSchema } from './told-schema.ts';

/** The first and the last time that a schema was told within a stretch of time. */
export type Told = readonly [code: string, first: Instant, last: Instant];

/**
 * When which schema of a name was told. A function of the set of all tellings, whatever their order and number, of a size
 * that no number of them exceeds: see `tell`.
 */
export interface TellingsFacts {
  readonly name: string;
  /** First and last time that any schema was told, those cut off included. */
  readonly first: Instant;
  readonly last: Instant;
  /** Schemas that are kept, by code, with their size. */
  readonly schemas: readonly (readonly [code: string, size: number])[];
  /** In the order of time. */
  readonly told: readonly Told[];
  /** The last telling that is not kept, nor is any before it; null while all are. */
  readonly cut: readonly [time: Instant, code: string] | null;
}

/** Most distinct schemas of a name that are kept: those told last. */
export const MOST_SCHEMAS = 32;
/** Most characters of all kept schemas of a name; the one told last is kept whatever its size. */
export const LARGEST_SCHEMAS = 4_194_304;
/** Into how many stretches the time from first to last telling falls, at least. */
const STRETCHES = 64;

/**
 * Joins a telling to those that are known.
 *
 * All tellings can not be kept: a job that runs each minute tells its schema each minute. What is kept is a summary that is
 * determined by their set. Time is cut into stretches of a power of two of microseconds, the least that makes at most
 * 65 of the time from the first telling to the last; of each schema the first and last telling in each stretch are kept. When
 * the time grows, two stretches become one, whose first and last are the least and greatest of theirs. Schemas told last
 * are kept, and of a schema that is not, every telling is cut off with all before the last of it. The stretch where the
 * cut lies has of each schema the last only, because which of them was the first behind the cut is not known to whoever
 * has just both ends. First, last and cut only ever move one way, so that each step can be computed from the summary
 * before it, and any order ends in the same one.
 *
 * Cost: linear in what is kept, at most 65 stretches of 32 schemas.
 */
export function tell(
  before: TellingsFacts | undefined,
  name: string,
  schema: Pick<ToldSchema, 'code' | 'size'>,
  time: Instant,
): TellingsFacts {
  const [first, last] = [Math.min(before?.first ?? time, time), Math.max(before?.last ?? time, time)];
  const sizes = new Map(before?.schemas);
  sizes.set(schema.code, schema.size);
  const all: readonly Told[] = [...(before?.told ?? []), [schema.code, time, time]];
  const cut = laterOf(before?.cut ?? null, cutOf(all, sizes));
  const width = widthOf(last - first);
  const joined = new Map<string, Told>();
  for (const [code, from, until] of all) {
    if (cut !== null && compare([until, code], cut) <= 0) continue;
    const stretch = Math.floor(until / width);
    const key = `${stretch}\n${code}`;
    const known = joined.get(key);
    const end = Math.max(until, known?.[2] ?? until);
    const isCut = cut !== null && stretch * width <= cut[0];
    joined.set(key, [code, isCut ? end : Math.min(from, known?.[1] ?? from), end]);
  }
  const told = [...joined.values()].sort((a, b) => a[1] - b[1] || a[2] - b[2] || (a[0] < b[0] ? -1 : 1));
  const kept = new Set(told.map(([code]) => code));
  const schemas = [...sizes].filter(([code]) => kept.has(code)).sort(([a], [b]) => (a < b ? -1 : 1));
  return { name, first, last, schemas, told, cut };
}

type Telling = readonly [time: Instant, code: string];

/** One telling is one schema at one time; a total order, so that a cut is at one place. */
const compare = (a: Telling, b: Telling): number => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);

const laterOf = (a: Telling | null, b: Telling | null): Telling | null =>
  a === null || (b !== null && compare(b, a) > 0) ? b : a;

/** The last telling of the first schema, from the newest on, that there is no room for. */
function cutOf(told: readonly Told[], sizes: ReadonlyMap<string, number>): Telling | null {
  const lasts = new Map<string, Instant>();
  for (const [code, , last] of told) lasts.set(code, Math.max(last, lasts.get(code) ?? last));
  let room = LARGEST_SCHEMAS;
  const newestFirst = [...lasts].map(([code, last]): Telling => [last, code]).sort((a, b) => compare(b, a));
  for (const [i, telling] of newestFirst.entries()) {
    room -= sizes.get(telling[1]) ?? 0;
    if (i === MOST_SCHEMAS || (i > 0 && room < 0)) return telling;
  }
  return null;
}

/** Powers of two, so that stretches of a greater width are made of whole ones of a lesser. */
function widthOf(span: number): number {
  let width = 1;
  while (width * STRETCHES < span) width *= 2;
  return width;
}
