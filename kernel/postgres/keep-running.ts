import { setTimeout as sleep } from 'node:timers/promises';

/** How often it is looked whether the process is there. */
const LOOK_MS = 250;
/** One look in so many is a thorough one: a process that died may keep its id until somebody reaps it. */
const THOROUGH = 8;
/** Pause after a start that failed; the disk may be full. */
const PAUSE_MS = 2_000;

/** What is kept running. */
export interface Kept {
  /** Whether its process is there; `thorough` may take some milliseconds. */
  isThere(thorough: boolean): Promise<boolean>;
  /** Starts it again, where it was; throws when that cannot be now. */
  start(): Promise<void>;
}

/**
 * Starts a server again whenever it is gone, until it is told to stop: killed by hand, by the system for want of memory,
 * or ended by itself on a full disk. Goes on trying, a pause between.
 * @param log told when it is gone, when it is back, and every new reason for which it cannot be started.
 * @returns the function that ends this; it resolves when nothing is being started any more.
 */
export function keepRunning(kept: Kept, log: (message: string) => void): () => Promise<void> {
  const stopped = new AbortController();
  const pause = (ms: number): Promise<unknown> =>
    sleep(ms, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
  const bringBack = async (): Promise<void> => {
    log('The database server ended while it was needed; starting it again.');
    for (let reason = ''; !stopped.signal.aborted; await pause(PAUSE_MS)) {
      try {
        await kept.start();
        return log('The database server is back.');
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (message !== reason) log(`The database server cannot be started again yet: ${message}`);
        reason = message;
      }
    }
  };
  const keeping = (async () => {
    for (let looks = 1; !stopped.signal.aborted; looks++) {
      if (!(await kept.isThere(looks % THOROUGH === 0).catch(() => true))) await bringBack();
      await pause(LOOK_MS);
    }
  })();
  return async () => {
    stopped.abort();
    await keeping;
  };
}
