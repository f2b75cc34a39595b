/** How long one turn of the event loop computes before what else wants to waits for the next. */
const TURN_MS = 8;

/**
 * Does something as a whole, in this turn of the event loop or in a later one; first come, first served. What it waits for
 * after its beginning does not count.
 */
export type Turns = <T>(work: () => T | Promise<T>) => Promise<T>;

/**
 * For what takes long and cannot be cut, in the process that answers requests: of many that come at once, sockets and
 * timers are served between any two that take longer than a turn. Requests that arrive together would else be computed in
 * one go, and a reply that came long ago would be taken for late: timers come before sockets.
 * @param limits.turnMs see above; 8 unless given.
 */
export function turns({ turnMs = TURN_MS } = {}): Turns {
  let spent = 0;
  let waiting: (() => void)[] = [];
  let isNextSet = false;
  const next = (): void => {
    const all = waiting;
    [isNextSet, spent, waiting] = [false, 0, []];
    for (const go of all) go();
  };
  const setNext = (): void => {
    // The first of them may come before the sockets of this turn have been looked at, the second does not.
    if (!isNextSet) setImmediate(() => setImmediate(next));
    isNextSet = true;
  };
  return async (work) => {
    while (spent > turnMs) await new Promise<void>((go) => void waiting.push(go));
    setNext();
    const since = performance.now();
    try {
      return work();
    } finally {
      spent += performance.now() - since;
    }
  };
}
