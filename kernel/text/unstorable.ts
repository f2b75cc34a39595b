import { type DocumentNode, type GraphQLError, visit } from 'graphql';
import { BadInputError } from '../errors/errors.ts';

/** True when PostgreSQL cannot store the text byte-exact: it holds NUL, or half of a surrogate pair. */
export const isUnstorable = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

const MOST_DEPTH = 64;
/** Most characters of a place that are named: keys are the caller's and may be long. */
const MOST_NAMED = 200;

function findIn(value: unknown, path: string, depth: number): string | undefined {
  if (typeof value === 'string') return isUnstorable(value) ? path : undefined;
  if (value === null || typeof value !== 'object') return undefined;
  if (depth > MOST_DEPTH) return path;
  for (const [key, item] of Object.entries(value)) {
    const found = isUnstorable(key)
      ? path
      : findIn(item, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

const LITERALS = new WeakMap<DocumentNode, boolean>();

/** Whether a document itself holds such a text; looked for once, because gateways keep documents for their plans. */
function hasUnstorableLiteral(document: DocumentNode): boolean {
  let found = LITERALS.get(document);
  if (found === undefined) {
    found = false;
    visit(document, {
      StringValue: ({ value }) => {
        if (isUnstorable(value)) found = true;
      },
    });
    LITERALS.set(document, found);
  }
  return found;
}

/** The error for the first text of an operation that cannot be stored, in its variables or in the query itself. */
export function findUnstorable(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>> | undefined,
): GraphQLError | undefined {
  let place = variables === undefined ? undefined : findIn(variables, 'variables', 0);
  if (place === undefined && hasUnstorableLiteral(document)) place = 'a string of the query';
  if (place === undefined) return undefined;
  place = place.slice(0, MOST_NAMED);
  return new BadInputError(
    `${place} holds a character that cannot be stored (NUL, half of a surrogate pair) or is nested too deep. Remove it.`,
    {
      argument: place,
    },
  );
}
