/** The shape of a condition: everything but its values. */
export interface Shape {
  /** Equal for conditions that differ in values only; lists of about the same length have one shape. */
  readonly text: string;
  /** In the order in which they stand. */
  readonly values: readonly unknown[];
  /** The condition with a mark instead of each value. */
  withMarks(): object;
  /** The place of the value that a mark stands for; -1 for what is none. */
  placeOf(mark: unknown): number;
}

type Value = string | number | Date;

/** Before marks that are texts; no text of the catalog begins so (`unstorable.ts`). */
const MARK = '\u0000mark ';
const FIRST_NUMBER = -9e14;
/** Marks that are dates end before the first year that anything of ours can have. */
const FIRST_DATE = -8e15;

const LISTS = new Set(['$in', '$nin']);

/**
 * The shape of a condition in MikroORM's form; undefined for one that holds more than plain values: a subquery, a raw
 * fragment, an empty list.
 */
export function shapeOf(condition: object): Shape | undefined {
  const values: Value[] = [];
  const text = describe(condition, values);
  if (text === undefined) return undefined;
  return {
    text,
    values,
    withMarks() {
      let next = 0;
      return mapped(condition, (value) => markFor(value, next++)) as object;
    },
    placeOf(mark) {
      const place =
        typeof mark === 'string' && mark.startsWith(MARK)
          ? Number(mark.slice(MARK.length))
          : typeof mark === 'number'
            ? mark - FIRST_NUMBER
            : mark instanceof Date
              ? mark.getTime() - FIRST_DATE
              : -1;
      return place >= 0 && place < values.length ? place : -1;
    },
  };
}

const markFor = (value: Value, place: number): Value =>
  typeof value === 'string'
    ? MARK + place
    : typeof value === 'number'
      ? FIRST_NUMBER + place
      : new Date(FIRST_DATE + place);

const isValue = (value: unknown): value is Value =>
  typeof value === 'string' || typeof value === 'number' || value instanceof Date;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Appends the values of a condition, and says what it is without them. */
function describe(condition: unknown, values: Value[]): string | undefined {
  if (condition === null || typeof condition === 'boolean') return String(condition);
  if (isValue(condition)) {
    values.push(condition);
    return (typeof condition)[0];
  }
  if (Array.isArray(condition)) return all(condition, (part) => describe(part, values), '[', ']');
  if (!isPlain(condition) || Object.getOwnPropertySymbols(condition).length > 0) return undefined;
  return all(
    Object.entries(condition),
    ([key, part]) => {
      const inside = LISTS.has(key) ? list(part, values) : describe(part, values);
      return inside === undefined ? undefined : `${JSON.stringify(key)}:${inside}`;
    },
    '{',
    '}',
  );
}

function all<T>(parts: readonly T[], one: (part: T) => string | undefined, open: string, close: string) {
  const texts: string[] = [];
  for (const part of parts) {
    const text = one(part);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return `${open}${texts.join(',')}${close}`;
}

function list(given: unknown, values: Value[]): string | undefined {
  if (!Array.isArray(given) || given.length === 0 || !given.every(isValue)) return undefined;
  const long = longer(given);
  values.push(...long);
  return `${typeof given[0]}×${long.length}`;
}

function longer<T>(given: readonly T[]): T[] {
  const wanted = 2 ** Math.ceil(Math.log2(given.length));
  return [...given, ...new Array<T>(wanted - given.length).fill(given.at(-1) as T)];
}

/** The same condition with other values, lists made longer; visits values in the order of `describe`. */
function mapped(condition: unknown, other: (value: Value) => Value): unknown {
  if (isValue(condition)) return other(condition);
  if (Array.isArray(condition)) return condition.map((part) => mapped(part, other));
  if (!isPlain(condition)) return condition;
  return Object.fromEntries(
    Object.entries(condition).map(([key, part]) => [
      key,
      LISTS.has(key) && Array.isArray(part) ? longer(part).map((value) => other(value as Value)) : mapped(part, other),
    ]),
  );
}
