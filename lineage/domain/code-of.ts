import { hash } from 'node:crypto';

/** Codes that were asked for last: folding one event asks for those of its names and namespaces dozens of times. */
const known = new Map<string, string>();
const MOST_KNOWN = 20_000;
/** Longer texts are rare, and not kept. */
const LONGEST_KNOWN = 256;

/** A key of fixed length for texts that can be too long for an index: SHA-256 of them, hex. */
export function codeOf(...texts: readonly string[]): string {
  const text = texts.length === 1 && texts[0] !== undefined ? texts[0] : texts.join('\n');
  const before = known.get(text);
  if (before !== undefined) return before;
  const code = hash('sha256', text);
  if (text.length > LONGEST_KNOWN) return code;
  if (known.size === MOST_KNOWN) known.clear();
  known.set(text, code);
  return code;
}
