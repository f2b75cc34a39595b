import { GraphQLError } from 'graphql';
import type { ErrorCode } from './codes.ts';

/** What an error may carry beside its message: offending argument, suggestions, allowed bounds. JSON values only. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * An error meant for the caller: its message says what was given, what was expected and what to try. Everything that
 * is not one of these is masked at the edge.
 */
export class NguonError extends GraphQLError {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { extensions: { code, ...details } });
    this.name = new.target.name;
    this.code = code;
  }
}

/** An argument or input field is not accepted. Name the argument in `details.argument`. */
export class BadInputError extends NguonError {
  constructor(message: string, details?: ErrorDetails) {
    super('BAD_USER_INPUT', message, details);
  }
}

/** Most characters of what was given that an error repeats. */
const MOST_REPEATED = 128;

/** The thing asked for does not exist for this viewer. `didYouMean` lists at most three visible codes. */
export class NotFoundError extends NguonError {
  constructor(noun: string, asked: string, didYouMean: readonly string[] = []) {
    const given = asked.length > MOST_REPEATED ? `${asked.slice(0, MOST_REPEATED)}…` : asked;
    const hint = didYouMean.length > 0 ? ` Did you mean ${didYouMean.join(' or ')}?` : '';
    super('NOT_FOUND', `There is no ${noun} "${given}".${hint}`, { given, didYouMean });
  }
}

/** The change contradicts stored facts: a rule of the domain or a constraint of the database. */
export class ConflictError extends NguonError {
  constructor(message: string, details?: ErrorDetails) {
    super('CONFLICT', message, details);
  }
}

/** The viewer is known but may not do this. */
export class ForbiddenError extends NguonError {
  constructor(message: string, details?: ErrorDetails) {
    super('FORBIDDEN', message, details);
  }
}

/** No valid token was presented where one is needed. */
export class UnauthenticatedError extends NguonError {
  constructor(message: string, details?: ErrorDetails) {
    super('UNAUTHENTICATED', message, details);
  }
}

/** Something that the answer needs is down. */
export class UnavailableError extends NguonError {
  constructor(message: string, details?: ErrorDetails) {
    super('SERVICE_UNAVAILABLE', message, details);
  }
}

/** The environment or the data folder does not allow a start; the command line prints the message and exits 78. */
export class ConfigurationError extends NguonError {
  constructor(message: string, details?: ErrorDetails) {
    super('CONFIGURATION', message, details);
  }
}
