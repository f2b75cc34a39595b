import { UnavailableError } from '../../kernel/errors/errors.ts';
import { LIMIT_REGISTRY, type LimitName } from '../../kernel/limits/limits.ts';

/** Runs work when there is room for it. */
export type Admission = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Lets at most so many run at once; what comes above is turned away at once, cheaper than a queue that nobody waits for.
 * @throws UnavailableError when all places are taken.
 */
export function atMost(limit: LimitName): Admission {
  const { most, unit } = LIMIT_REGISTRY[limit];
  let running = 0;
  return async (work) => {
    if (running >= most) {
      throw new UnavailableError(`${most} ${unit} are being answered already, the most at once. Try again shortly.`, {
        limit,
        most,
      });
    }
    running++;
    try {
      return await work();
    } finally {
      running--;
    }
  };
}

/**
 * Waits for an answer, but not longer than so many milliseconds; the work itself ends by the limits of what it waits for.
 * @throws UnavailableError after that.
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new UnavailableError(`The answer took longer than ${milliseconds} ms. Ask for less, or try again.`, {
            limit: 'deadlineMs',
            most: milliseconds,
          }),
        ),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
