import { parseInstant } from '../../kernel/graphql/date-time.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { CODE_PATTERN, DOCUMENT_CODE_PATTERN } from '../../kernel/text/plain-text.ts';
import { isUnstorable } from '../../kernel/text/unstorable.ts';

/** What is wrong at one place of a record; `path` is empty for the record itself. */
export class ShapeProblem extends Error {
  constructor(
    readonly path: string,
    readonly what: string,
  ) {
    super(path === '' ? what : `${path}: ${what}`);
  }
}

/**
 * Reads a JSON value as a T, or says where and why it is none.
 * @param path place of the value inside its record, such as `fields[2].type`; empty for the record itself.
 * @throws ShapeProblem at the first thing that does not fit.
 */
export type Shape<T> = (value: unknown, path: string) => T;

/** Longest list inside one record. */
const MOST_ITEMS = 1_000;

const describe = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const expected = (path: string, wanted: string, given: unknown): never => {
  throw new ShapeProblem(path, `expected ${wanted}, found ${describe(given)}`);
};

/** Text that is not blank, has no blank ends and is composed (NFC), so that Vietnamese letters compare equal. */
export const text: Shape<string> = (value, path) => {
  if (typeof value !== 'string' || value.trim() === '') return expected(path, 'text', value);
  if (value !== value.trim()) return expected(path, 'text without blanks at its ends', value);
  if (value !== value.normalize('NFC')) return expected(path, 'text in Unicode form NFC', value);
  if (Buffer.byteLength(value) > LIMITS.descriptionBytes)
    return expected(path, `text of at most ${LIMITS.descriptionBytes} bytes`, value);
  if (isUnstorable(value)) return expected(path, 'text without NUL and half surrogate pairs', value);
  return value;
};

const matching =
  (pattern: RegExp, wanted: string): Shape<string> =>
  (value, path) =>
    typeof value === 'string' && pattern.test(value) ? value : expected(path, wanted, value);

/** A catalog code: no dot, so that a column reference splits at its first one. */
export const code = matching(CODE_PATTERN, 'a code such as A11');

/** The official number of a document or standard. */
export const officialNumber = matching(DOCUMENT_CODE_PATTERN, 'an official number such as 278/2025/NĐ-CP');

/** The name of a column. */
export const columnName = matching(/^[a-z][a-z0-9_]{0,63}$/, 'a column name such as ngay_sinh');

/** A column of a dataset. */
export const columnReference = matching(
  /^[A-Za-z0-9][A-Za-z0-9/:_-]{0,63}\.[a-z][a-z0-9_]{0,63}$/,
  'a column reference such as N01.ngay_sinh',
);

/** An ISO 8601 duration in one unit. */
export const duration = matching(/^P(\d{1,4}[YMWD]|T\d{1,4}[HMS])$/, 'an ISO 8601 duration such as P1M or PT15M');

const readable = (value: unknown, path: string, pattern: RegExp, wanted: string): string => {
  if (typeof value !== 'string' || !pattern.test(value)) return expected(path, wanted, value);
  try {
    parseInstant(value);
  } catch {
    return expected(path, wanted, value);
  }
  return value;
};

/** An instant in the zone of the city. */
export const instant: Shape<string> = (value, path) =>
  readable(value, path, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/, 'an instant such as 2026-01-14T00:00:00+07:00');

/** A calendar day that exists. */
export const day: Shape<string> = (value, path) =>
  readable(value, path, /^\d{4}-\d\d-\d\d$/, 'a day such as 2026-01-14');

/** True or false. */
export const truth: Shape<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : expected(path, 'true or false', value);

/** A flag that is left out where it is false. */
export const flag: Shape<boolean> = (value, path) => (value === undefined ? false : truth(value, path));

/** A finite number. */
export const number: Shape<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) ? value : expected(path, 'a number', value);

/** A whole number between two bounds, both included. */
export const whole =
  (least: number, most: number): Shape<number> =>
  (value, path) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : expected(path, `a whole number from ${least} to ${most}`, value);

/** One of a closed set of words. */
export const oneOf =
  <const W extends string>(words: readonly W[]): Shape<W> =>
  (value, path) =>
    words.find((word) => word === value) ?? expected(path, `one of ${words.join(', ')}`, value);

/** Null, or something of another shape. Leaving it out is not null. */
export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value, path) =>
    value === null ? null : shape(value, path);

/** A list of a shape, empty or not, of at most 1,000 items. */
export const listOf =
  <T>(shape: Shape<T>): Shape<readonly T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) return expected(path, 'a list', value);
    if (value.length > MOST_ITEMS)
      throw new ShapeProblem(path, `expected at most ${MOST_ITEMS} items, found ${value.length}`);
    return value.map((item: unknown, index) => shape(item, `${path}[${index}]`));
  };

/** A list with at least one item. */
export const someOf = <T>(shape: Shape<T>): Shape<readonly T[]> => {
  const list = listOf(shape);
  return (value, path) => {
    const items = list(value, path);
    return items.length > 0 ? items : expected(path, 'a list with at least one item', value);
  };
};

/** An object with exactly these properties: an unknown one is a problem, for it is most likely a misspelt one. */
export const record =
  <T extends object>(properties: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return expected(path, 'an object', value);
    const given = new Map<string, unknown>(Object.entries(value));
    for (const key of given.keys()) {
      if (!Object.hasOwn(properties, key)) {
        const known = Object.keys(properties).join(', ');
        throw new ShapeProblem(path, `property "${key}" is not known here; known are ${known}`);
      }
    }
    const read = (key: string, shape: Shape<unknown>): unknown =>
      shape(given.get(key), path === '' ? key : `${path}.${key}`);
    const entries = Object.entries<Shape<unknown>>(properties).map(([key, shape]) => [key, read(key, shape)]);
    // The properties were read by the shapes of T, one by one; fromEntries forgets their types.
    return Object.fromEntries(entries) as T;
  };
