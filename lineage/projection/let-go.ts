import { setTimeout as sleep } from 'node:timers/promises';

/** Makes the garbage collector of a small heap begin; a quarter of it does not, always. */
const ENOUGH_BYTES = 2 ** 28;

/**
 * Has the garbage collector begin soon, beside what goes on. It does not count shared memory, and would leave gigabytes of
 * it lying about while its own heap is small. Memory of its own it counts: so much of it, never touched and let go at once,
 * makes it begin an incremental collection of the thread that calls, which takes some tenths of a second. On a machine that
 * does not give that much, not even untouched, it begins when it begins.
 */
export function collectSoon(): void {
  try {
    void new ArrayBuffer(ENOUGH_BYTES);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

/**
 * Objects that were let go and may still be in memory, because the garbage collector was not there yet, or because
 * somebody reads them.
 */
export class LetGo {
  readonly #registry = new FinalizationRegistry<null>(() => {
    this.#count -= 1;
    if (this.#count === 0) for (const told of this.#waiting.splice(0)) told();
  });
  readonly #waiting: (() => void)[] = [];
  #count = 0;

  /** How many are still there. */
  get count(): number {
    return this.#count;
  }

  /** Lets an object go. It stays as long as whoever calls holds it, or what holds it. */
  add(object: object): void {
    this.#count += 1;
    this.#registry.register(object, null);
    collectSoon();
  }

  /** Resolves when none is there any more; some milliseconds later when some are still there. */
  async gone(withinMs: number): Promise<void> {
    if (this.#count === 0) return;
    const late = new AbortController();
    const all = new Promise<void>((told) => this.#waiting.push(told));
    await Promise.race([all, sleep(withinMs, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
  }
}
