import { isDatabaseDown } from '../../kernel/database/constraint-errors.ts';

/** SQLSTATEs that say that the log cannot be written now, whatever the events: read only, cut off, input or output. */
const STATES = new Set(['25006', '57014', '58030']);

/** Whether an append failed for what the log is in (away, full, read only), not for what was appended. */
export function isLogDown(error: unknown): boolean {
  if (isDatabaseDown(error)) return true;
  const code = error instanceof Error ? (error as { readonly code?: unknown }).code : undefined;
  // Class 53: insufficient resources, a full disk among them.
  return typeof code === 'string' && (STATES.has(code) || code.startsWith('53'));
}
