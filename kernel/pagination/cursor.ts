import { createHash } from 'node:crypto';
import { NguonError } from '../errors/errors.ts';
import { isUnstorable } from '../text/unstorable.ts';

/** Values of the ordering columns of one row, ending with its unique key. */
export type CursorKey = readonly (string | number)[];

const MOST_CHARACTERS = 4_096;

/** A short name of a list with its filter and ordering: a cursor works only where it was made. */
export const listFingerprint = (list: string, ...parts: readonly unknown[]): string =>
  createHash('sha256')
    .update(JSON.stringify([list, ...parts]))
    .digest('base64url')
    .slice(0, 12);

/** Prints a cursor. */
export const encodeCursor = (fingerprint: string, key: CursorKey): string =>
  Buffer.from(JSON.stringify([fingerprint, ...key]), 'utf8').toString('base64url');

const badCursor = (cursor: string, why: string): NguonError =>
  new NguonError(
    'BAD_CURSOR',
    `The cursor in "after" ${why}. Use pageInfo.endCursor of the same field with the same filter and orderBy, or leave "after" out.`,
    { argument: 'after', given: cursor.slice(0, 80) },
  );

/** What PostgreSQL says of a text that is no value of the column: class 22, data exception. */
const isDataException = (error: unknown): boolean => /^22/.test(String((error as { code?: unknown } | null)?.code));

/**
 * Runs a statement that a cursor went into. Fingerprints are no secret: a cursor that was made up can hold anything.
 * @throws NguonError BAD_CURSOR when the database cannot read a value of it.
 */
export async function afterCursor<T>(cursor: string | null | undefined, statement: () => Promise<T>): Promise<T> {
  try {
    return await statement();
  } catch (error) {
    if (cursor !== null && cursor !== undefined && isDataException(error))
      throw badCursor(cursor, 'is not one of ours');
    throw error;
  }
}

/**
 * Reads a cursor of this very list.
 * @throws NguonError BAD_CURSOR when the text is no cursor, or one of another list, filter or ordering.
 */
export function decodeCursor(fingerprint: string, length: number, cursor: string): CursorKey {
  const refuse = (why: string): never => {
    throw badCursor(cursor, why);
  };
  if (cursor.length > MOST_CHARACTERS) return refuse('is too long');
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return refuse('is not one of ours');
  }
  if (!Array.isArray(parsed) || typeof parsed[0] !== 'string') return refuse('is not one of ours');
  const [mark, ...key] = parsed as unknown[];
  if (mark !== fingerprint) return refuse('belongs to another list, filter or ordering');
  if (
    key.length !== length ||
    !key.every((part) => typeof part === 'number' || (typeof part === 'string' && !isUnstorable(part)))
  ) {
    return refuse('is not one of ours');
  }
  return key as CursorKey;
}
