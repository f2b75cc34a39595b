import { type DocumentNode, visit } from 'graphql';
import { NguonError } from '../errors/errors.ts';
import { LIMITS } from './limits.ts';

/** Bytes of some texts, in UTF-8. */
interface Texts {
  readonly longest: number;
  readonly total: number;
}

const NONE: Texts = { longest: 0, total: 0 };

const plus = (a: Texts, b: Texts): Texts => ({
  longest: Math.max(a.longest, b.longest),
  total: a.total + b.total,
});

const ofText = (text: string): Texts => {
  const bytes = Buffer.byteLength(text);
  return { longest: bytes, total: bytes };
};

/** Texts of values from JSON, numbers among them: as identifiers they are texts. How deep one is nested is bounded already. */
function inValues(value: unknown): Texts {
  let longest = 0;
  let total = 0;
  const add = (one: unknown): void => {
    if (typeof one === 'string' || typeof one === 'number') {
      const bytes = typeof one === 'string' ? Buffer.byteLength(one) : String(one).length;
      longest = Math.max(longest, bytes);
      total += bytes;
    } else if (Array.isArray(one)) {
      for (const element of one) add(element);
    } else if (typeof one === 'object' && one !== null) {
      for (const name in one) add((one as Record<string, unknown>)[name]);
    }
  };
  add(value);
  return { longest, total };
}

const LITERALS = new WeakMap<DocumentNode, Texts>();

function inDocument(document: DocumentNode): Texts {
  const known = LITERALS.get(document);
  if (known !== undefined) return known;
  let sum = NONE;
  visit(document, {
    StringValue: ({ value }) => {
      sum = plus(sum, ofText(value));
    },
  });
  LITERALS.set(document, sum);
  return sum;
}

/**
 * The error for texts that are too long to be stored, or, in an operation that only reads, to be looked for: everything
 * that looks for something reads it again, letter by letter.
 * @param variables as they were given, those that the operation declares: coercing a hundred thousand takes long.
 */
export function overTexts(
  document: DocumentNode,
  onlyReads: boolean,
  variables: Readonly<Record<string, unknown>> | undefined,
): NguonError | undefined {
  const { longest, total } = plus(inDocument(document), inValues(variables));
  const refuse = (limit: 'textBytes' | 'askedTextBytes', given: number, what: string): NguonError =>
    new NguonError('QUERY_TOO_LARGE', `${what} ${given} bytes, at most ${LIMITS[limit]} are allowed. Send less text.`, {
      limit,
      given,
      most: LIMITS[limit],
    });
  if (longest > LIMITS.textBytes) return refuse('textBytes', longest, 'A text of the operation has');
  if (onlyReads && total > LIMITS.askedTextBytes)
    return refuse('askedTextBytes', total, 'The texts of the query together have');
  return undefined;
}
