import { createHash } from 'node:crypto';

/** A key of fixed length for texts that can be too long for an index: SHA-256 of them, hex. */
export const codeOf = (...texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\n')).digest('hex');
