import { BadInputError, ConflictError, NguonError, UnavailableError } from '../errors/errors.ts';

/** What a constraint of the database means to the caller, by its name. */
export type ConstraintMessages = Readonly<Record<string, string>>;

interface PostgresFailure {
  readonly code?: string;
  readonly constraint?: string;
  readonly detail?: string;
}

const CONNECTION_STATES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  // A session or transaction that was silent for too long.
  '57P05',
  '25P03',
  '08006',
  '08001',
  '08003',
  '53300',
]);

/** True when a failure means that PostgreSQL is not there, rather than that the statement was wrong. */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as PostgresFailure).code;
  if (code !== undefined && CONNECTION_STATES.has(code)) return true;
  return /timeout exceeded when trying to connect|Connection terminated|is not queryable|already been destroyed|Cannot use a pool after calling end/.test(
    error.message,
  );
}

/**
 * Translates a failure of PostgreSQL: constraints that the subgraph names become its own words, connection failures
 * become SERVICE_UNAVAILABLE, a NUL in a text becomes a bad input, a deadlock a conflict; anything else is returned as it is (and masked at
 * the edge).
 */
export function translateDatabaseError(error: unknown, messages: ConstraintMessages): unknown {
  if (error instanceof NguonError) return error;
  if (isDatabaseDown(error)) return new UnavailableError('The database does not answer. Try again shortly.');
  // A deferred constraint fails at commit, where the driver does not wrap it.
  if (!(error instanceof Error)) return error;
  const failure = error as PostgresFailure;
  if (failure.code === '57014')
    return new UnavailableError('The database took longer than allowed. Ask for less, or try again.');
  if (failure.code === '22021' || failure.code === '22P05') {
    return new BadInputError('A text holds a character that cannot be stored (NUL or a lone surrogate). Remove it.');
  }
  // Deadlock detected, serialization failure: PostgreSQL gave up one of several.
  if (failure.code === '40P01' || failure.code === '40001')
    return new ConflictError(
      'Somebody else changed the same at this moment, and one of the two had to give way. Nothing was written: try again.',
    );
  const { constraint } = failure;
  // Class 53: insufficient resources; 25006: read only, as a standby is.
  if (failure.code?.startsWith('53') || failure.code === '25006')
    return new UnavailableError(
      'The database cannot write now: its disk is full, or it is read only. Try again later.',
    );
  const message = constraint !== undefined && Object.hasOwn(messages, constraint) ? messages[constraint] : undefined;
  return message === undefined ? error : new ConflictError(message, { constraint });
}

/** Whether an error is the translated violation of one constraint. */
export const isConflict = (error: unknown, constraint: string): boolean =>
  error instanceof ConflictError && error.extensions['constraint'] === constraint;
