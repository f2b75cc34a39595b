/** Longest that a loop goes on before others are served, unless said. */
const EVERY_MS = 8;

/** To be awaited in every round of a loop. */
export type Breathe = () => Promise<void>;

/**
 * For loops that data can lengthen, in the process that answers requests: lets others be served whenever it has gone on for
 * so long since it last did. A round that takes longer by itself is not cut.
 * @param limits.everyMs see above; 8 unless given.
 * @param limits.mostMs others are served for so long in all, or little longer; then the loop goes on to its end. A loop in a
 * transaction must come to it before PostgreSQL takes the silence for a process that is gone.
 */
export function breather({ everyMs = EVERY_MS, mostMs = Number.POSITIVE_INFINITY } = {}): Breathe {
  let since = performance.now();
  let given = 0;
  return async () => {
    const paused = performance.now();
    if (paused - since < everyMs || given >= mostMs) return;
    await new Promise(setImmediate);
    since = performance.now();
    given += since - paused;
  };
}
