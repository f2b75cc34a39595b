/** A wake-up call inside the process: whoever commits facts rings, whoever follows the feed listens. */
export class News {
  readonly #listeners = new Set<() => void>();

  /** Calls every listener. */
  ring(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Adds a listener; returns how to remove it. */
  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
