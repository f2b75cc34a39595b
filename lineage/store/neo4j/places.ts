/**
 * Bounds how many questions a server gets at once. The others wait here, not in the driver's pool: there a wait means that
 * the server is gone, here it means that others were first.
 */
export class Places {
  readonly #most: number;
  readonly #isGone: (error: unknown) => boolean;
  #taken = 0;
  #waiting: { go(): void; fail(error: unknown): void }[] = [];

  /** @param isGone whether a failure says that the server is gone: then whoever waits fails with it, and at once. */
  constructor(most: number, isGone: (error: unknown) => boolean) {
    this.#most = most;
    this.#isGone = isGone;
  }

  /** Runs some work when there is a place; in the order of asking. How long to wait is the caller's to bound. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#taken < this.#most) this.#taken += 1;
    else await new Promise<void>((go, fail) => this.#waiting.push({ go, fail }));
    try {
      return await work();
    } catch (error) {
      if (this.#isGone(error)) for (const { fail } of this.#waiting.splice(0)) fail(error);
      throw error;
    } finally {
      const next = this.#waiting.shift();
      // The place goes on to the next, so that nobody who asks meanwhile takes it.
      if (next === undefined) this.#taken -= 1;
      else next.go();
    }
  }
}
