import type { GraphQLError } from 'graphql';
import { NguonError } from '../errors/errors.ts';

/** How long one operation may take, and whether somebody still waits for its answer. Disposed of when it is answered. */
export interface Patience extends Disposable {
  /** Aborted, with the error to answer, when time is up or nobody waits any more. */
  readonly signal: AbortSignal;
  /** Nobody waits any more. */
  leave(): void;
}

/** Patience of so many milliseconds, beginning now. */
export function patienceOf(milliseconds: number): Patience {
  const controller = new AbortController();
  const end = (message: string): void =>
    controller.abort(new NguonError('DEADLINE_EXCEEDED', message, { limit: 'deadlineMs', most: milliseconds }));
  const timer = setTimeout(
    () =>
      end(
        `The answer took longer than ${milliseconds} ms and was given up. Ask for less; a change that was asked for may still be made.`,
      ),
    milliseconds,
  );
  return {
    signal: controller.signal,
    leave: () => end('Nobody waits for the answer any more.'),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/**
 * Waits for some work while there is patience; the work itself ends by the same signal.
 * @throws NguonError DEADLINE_EXCEEDED, the signal's own.
 */
export async function whilePatient<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stop = (): void => undefined;
  const over = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * The error of a field that failed because it was given up: drivers wrap what ends a statement in words of their own.
 * Errors that say something to the caller, and those of a patient caller, are given back as they are.
 */
export function orImpatience(error: GraphQLError, signal: AbortSignal | undefined): GraphQLError {
  const { originalError } = error;
  if (signal?.aborted !== true || originalError === undefined || originalError instanceof NguonError) return error;
  return signal.reason;
}
