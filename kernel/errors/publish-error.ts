import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { translateDatabaseError } from '../database/constraint-errors.ts';
import { isErrorCode } from './codes.ts';
import { BadInputError, NguonError } from './errors.ts';

/** Receives what is hidden from the caller. */
export type UnexpectedErrorLog = (error: unknown, correlationId: string) => void;

/** First constraint message per property, nested properties joined by dots. */
const constraintMessages = (error: ArgumentValidationError): string[] => {
  const messages: string[] = [];
  const walk = (failures: ArgumentValidationError['extensions']['validationErrors'], path: string): void => {
    for (const failure of failures) {
      const here = path === '' ? failure.property : `${path}.${failure.property}`;
      for (const message of Object.values(failure.constraints ?? {})) {
        messages.push(
          message.startsWith(failure.property) ? here + message.slice(failure.property.length) : `${here}: ${message}`,
        );
      }
      walk(failure.children ?? [], here);
    }
  };
  walk(error.extensions.validationErrors, '');
  return messages;
};

/** Most problems of one input that an error tells one by one. */
const MOST_PROBLEMS = 20;

const deliberate = (error: unknown): GraphQLError | undefined => {
  if (error instanceof NguonError) return error;
  if (error instanceof ArgumentValidationError) {
    const all = constraintMessages(error);
    const more = all.length - MOST_PROBLEMS;
    const messages = more > 0 ? [...all.slice(0, MOST_PROBLEMS), `and ${more} more`] : all;
    return new BadInputError(`The input is not accepted: ${messages.join('; ')}.`, { problems: messages });
  }
  if (error instanceof GraphQLError) {
    // Errors of graphql-js itself (coercion of variables, validation) have no cause and are written for the caller.
    if (error.originalError === undefined) return error;
    const cause = deliberate(error.originalError);
    // Coercion says which variable it was before what the scalar says.
    return cause !== undefined && error.message.endsWith(cause.message) ? error : cause;
  }
  const translated = translateDatabaseError(error, {});
  return translated instanceof NguonError ? translated : undefined;
};

const HEAD_AND_TAIL = 400;

/** graphql-js repeats a value that it refuses, however long: the middle of a long message is left out. */
export const shortened = (message: string): string =>
  message.length <= 2 * HEAD_AND_TAIL + 3
    ? message
    : `${message.slice(0, HEAD_AND_TAIL)} … ${message.slice(-HEAD_AND_TAIL)}`;

/**
 * What the caller may see of an error: coded errors of ours as they are, everything else masked and logged under the
 * correlation id. `path` and `locations` are kept so that partial answers stay readable.
 */
export function publishError(
  error: GraphQLError,
  correlationId: string,
  logUnexpected: UnexpectedErrorLog,
): GraphQLFormattedError {
  const place = {
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
  };
  const known = deliberate(error);
  if (known !== undefined) {
    const code = isErrorCode(known.extensions.code) ? known.extensions.code : 'BAD_USER_INPUT';
    const { stacktrace: _hidden, exception: _alsoHidden, ...extensions } = known.extensions;
    return { message: shortened(known.message), ...place, extensions: { ...extensions, code } };
  }
  logUnexpected(error.originalError ?? error, correlationId);
  return {
    message: `Something unexpected went wrong. Tell the operator this correlation id: ${correlationId}.`,
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId },
  };
}
