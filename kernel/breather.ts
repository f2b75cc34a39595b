/** Longest that a loop goes on before others are served, unless said. */
const EVERY_MS = 8;

/** To be awaited in every round of a loop. */
export type Breathe = () => Promise<void>;

/**
 * For loops that data can lengthen, in the process that answers requests: lets others be served whenever it has gone on for
 * so long since it last did. A round that takes longer by itself is not cut.
 */
export function breather(everyMs = EVERY_MS): Breathe {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < everyMs) return;
    await new Promise(setImmediate);
    since = performance.now();
  };
}
