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

/** What is less is not worth a collection. */
export const WORTH_BYTES = 2 ** 24;

/**
 * Objects that were let go and may still be in memory, because the garbage collector was not there yet, or because
 * somebody reads them.
 */
export class LetGo {
  readonly #registry = new FinalizationRegistry<number>((bytes) => {
    this.#bytes -= bytes;
    if (this.#bytes === 0) for (const told of this.#waiting.splice(0)) told();
  });
  readonly #waiting: (() => void)[] = [];
  #bytes = 0;

  /** How much is still there. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Lets an object go. It stays as long as whoever calls holds it, or what holds it.
   * @param bytes of shared memory that go with it; from `WORTH_BYTES` on they are collected soon.
   */
  add(object: object, bytes: number): void {
    this.#bytes += bytes;
    this.#registry.register(object, bytes);
    if (this.#bytes >= WORTH_BYTES) collectSoon();
  }

  /** Resolves when nothing is there any more; some milliseconds later when something still is. */
  async gone(withinMs: number): Promise<void> {
    if (this.#bytes === 0) return;
    const late = new AbortController();
    const all = new Promise<void>((told) => this.#waiting.push(told));
    await Promise.race([all, sleep(withinMs, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
  }
}
