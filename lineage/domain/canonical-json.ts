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
export const canonicalJson = (value: unknown): string => write(value, '$', 0);

function write(value: unknown, path: string, depth: number): string {
  if (depth > DEEPEST_JSON)
    throw new RangeError(`JSON is nested deeper than ${DEEPEST_JSON} at ${path.slice(0, 200)}.`);
  if (typeof value === 'string') return writeText(value, path);
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`${value} at ${path} is no JSON number.`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map((item, i) => write(item, `${path}[${i}]`, depth + 1)).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${writeText(name, path)}:${write(member, `${path}.${name}`, depth + 1)}`).join(',')}}`;
}

function writeText(text: string, path: string): string {
  if (text.includes('\0') || !text.isWellFormed()) throw new UnstorableTextError(path);
  return JSON.stringify(text);
}
