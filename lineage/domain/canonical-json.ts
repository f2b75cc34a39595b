/** A text cannot be kept: PostgreSQL stores neither NUL nor half a surrogate pair. */
export class UnstorableTextError extends Error {
  override readonly name = 'UnstorableTextError';

  /** JSON path of the text, such as `$.columns[3].from`. */
  readonly path: string;

  constructor(path: string) {
    super(`The text at ${path} holds NUL or half a surrogate pair, which cannot be stored. Remove it.`);
    this.path = path;
  }
}

/** Deepest nesting that is written. */
export const DEEPEST_JSON = 64;

/**
 * JSON with sorted member names and no blanks: equal values have equal texts (the idea of RFC 8785, whose number form
 * is JavaScript's own). Members that are undefined are left out.
 * @throws UnstorableTextError for a text that PostgreSQL would refuse.
 * @throws RangeError for a value nested deeper than 64, and for a number that JSON does not have.
 */
export function canonicalJson(value: unknown): string {
  try {
    return write(value, 0);
  } catch (error) {
    // Every event passes here, and hardly any is refused: only then it is looked up where.
    if (error === UNWRITABLE) refuse(value, '$', 0);
    throw error;
  }
}

/** Thrown inside of `write`, for whatever `refuse` finds the place of. */
const UNWRITABLE = new Error('It has no canonical JSON.');

/** Texts that JSON holds as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;

function write(value: unknown, depth: number): string {
  if (depth > DEEPEST_JSON) throw UNWRITABLE;
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw UNWRITABLE;
    return `${value}`;
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `${text === '' ? '[' : ','}${write(item, depth + 1)}`;
    return text === '' ? '[]' : `${text}]`;
  }
  const object = value as Readonly<Record<string, unknown>>;
  for (const name of sortedNames(object)) {
    const member = object[name];
    if (member === undefined) continue;
    text += (text === '' ? '{' : ',') + writeName(name) + write(member, depth + 1);
  }
  return text === '' ? '{}' : `${text}}`;
}

/** Most objects have few members, and many have them in order. */
function sortedNames(object: object): string[] {
  const names = Object.keys(object);
  for (let i = 1; i < names.length; i++) if ((names[i - 1] ?? '') > (names[i] ?? '')) return names.sort();
  return names;
}

/** Names of members as they are written, the colon included: the same few, over and over. */
const written = new Map<string, string>();
const MOST_WRITTEN = 5_000;
/** Longer names are rare, and not kept. */
const LONGEST_WRITTEN = 64;

function writeName(name: string): string {
  const before = written.get(name);
  if (before !== undefined) return before;
  const text = `${writeText(name)}:`;
  if (name.length > LONGEST_WRITTEN) return text;
  if (written.size === MOST_WRITTEN) written.clear();
  written.set(name, text);
  return text;
}

function writeText(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (isUnstorable(text)) throw UNWRITABLE;
  return JSON.stringify(text);
}

const isUnstorable = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

/** Says what of a value cannot be written, and where; the first in the order in which it would be. */
function refuse(value: unknown, path: string, depth: number): void {
  if (depth > DEEPEST_JSON)
    throw new RangeError(`JSON is nested deeper than ${DEEPEST_JSON} at ${path.slice(0, 200)}.`);
  if (typeof value === 'string' && isUnstorable(value)) throw new UnstorableTextError(path);
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`${value} at ${path} is no JSON number.`);
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) refuse(item, `${path}[${i}]`, depth + 1);
    return;
  }
  for (const [name, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (member === undefined) continue;
    if (isUnstorable(name)) throw new UnstorableTextError(path);
    refuse(member, `${path}.${name}`, depth + 1);
  }
}
