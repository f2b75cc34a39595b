import { BadInputError, NguonError } from '../errors/errors.ts';

/** Nesting of a JSON text, strings left out; counted without building anything. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) {
      for (i++; i < text.length && text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++;
    } else if (c === 0x7b || c === 0x5b) {
      deepest = Math.max(deepest, ++depth);
    } else if (c === 0x7d || c === 0x5d) {
      depth--;
    }
  }
  return deepest;
}

/** @throws NguonError UNSUPPORTED_MEDIA_TYPE unless the type is application/json, in UTF-8 where it says a charset. */
export function requireJson(contentType: string | undefined, path: string): void {
  const [type, ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  if (type === 'application/json' && (charset === undefined || charset === 'utf-8' || charset === 'utf8')) return;
  throw new NguonError(
    'UNSUPPORTED_MEDIA_TYPE',
    `POST ${path} takes application/json in UTF-8; given: "${(contentType ?? '').slice(0, 80)}".`,
  );
}

/** Whether a text may hold a number that is rounded when it is read: 2^53 has 16 digits. */
const MANY_DIGITS = /[\d.]{16}/;
const WHOLE = /^-?\d+(\.0*)?$/;

/**
 * Reads JSON and refuses whole numbers that would be rounded: 9007199254740993 is no other identifier than was sent.
 * @throws BadInputError for one, with what to send instead.
 */
function parseExactly(text: string): unknown {
  if (!MANY_DIGITS.test(text)) return JSON.parse(text);
  return JSON.parse(text, ((_key: string, value: unknown, { source = '' }: { source?: string }): unknown => {
    if (typeof value === 'number' && !Number.isSafeInteger(value) && WHOLE.test(source) && String(value) !== source) {
      throw new BadInputError(
        `${source.slice(0, 40)} is a number that JSON clients round. Send it as text, in quotes; a large measure as ${value.toExponential(3)}.`,
        { given: source.slice(0, 40) },
      );
    }
    return value;
  }) as (key: string, value: unknown) => unknown);
}

/**
 * The value of a JSON text in UTF-8.
 * @param expected what is told when it is no JSON: `Send {"query": "…"}.`
 * @param exactly refuses whole numbers that would be rounded, instead of rounding them.
 * @throws BadInputError for a body that is no UTF-8, no JSON, or nested deeper than `mostDepth`.
 */
export function parseJson(body: Buffer, mostDepth: number, expected: string, exactly = false): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new BadInputError('The body is not valid UTF-8.');
  }
  const depth = jsonDepth(text);
  if (depth > mostDepth) {
    throw new BadInputError(`The body is nested ${depth} deep, at most ${mostDepth} are allowed.`, {
      limit: 'jsonDepth',
      most: mostDepth,
    });
  }
  try {
    return exactly ? parseExactly(text) : JSON.parse(text);
  } catch (error) {
    if (error instanceof NguonError) throw error;
    throw new BadInputError(`The body is not JSON. ${expected}`);
  }
}
