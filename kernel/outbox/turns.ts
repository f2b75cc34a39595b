/** Lets some work wait until there is room for it. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Lets at most so many works go on at once, the others in the order in which they came: who follows many feeds into one
 * schema must leave connections of its pool to those who ask it something.
 */
export function turns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let going = 0;
  return async (work) => {
    if (going >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else going += 1;
    try {
      return await work();
    } finally {
      // Whoever is next takes the place over, so that nobody who comes now gets in before.
      const next = waiting.shift();
      if (next === undefined) going -= 1;
      else next();
    }
  };
}
