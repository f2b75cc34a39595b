import { createHash } from 'node:crypto';
import { NguonError } from '../errors/errors.ts';

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

/**
 * Reads a cursor of this very list.
 * @throws NguonError BAD_CURSOR when the text is no cursor, or one of another list, filter or ordering.
 */
export function decodeCursor(fingerprint: string, length: number, cursor: string): CursorKey {
  const refuse = (why: string): never => {
    throw new NguonError(
      'BAD_CURSOR',
      `The cursor in "after" ${why}. Use pageInfo.endCursor of the same field with the same filter and orderBy, or leave "after" out.`,
      { argument: 'after', given: cursor.slice(0, 80) },
    );
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
  if (key.length !== length || !key.every((part) => typeof part === 'string' || typeof part === 'number')) {
    return refuse('is not one of ours');
  }
  return key as CursorKey;
}
