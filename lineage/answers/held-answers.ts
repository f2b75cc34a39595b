/** Answers that nobody has gone on with yet: any of them may be the first page of somebody. */
const MOST_FRESH = 4;
/** Answers that are being gone on with. */
const MOST_GONE_ON_WITH = 12;
/** Datasets and columns of all that are held; one answer is held whatever its size. */
const MOST_NODES = 2_000_000;
/** How long an answer is held after it was asked for. */
const HELD_MS = 60_000;

interface Held<T> {
  readonly answer: T;
  readonly nodes: number;
  isGoneOnWith: boolean;
  until: number;
}

/** How many are held, and for how long. The defaults are right; tests shrink them. */
export interface HoldingBounds {
  readonly fresh?: number;
  readonly goneOnWith?: number;
  readonly nodes?: number;
  readonly ms?: number;
}

/**
 * Answers that were told, so that whoever turns pages goes on with the answer that he began with, whatever happens to the
 * graph meanwhile: by the question, by whoever asked, and by the revision that was told. What nobody went on with goes
 * first, then what was gone on with the longest time ago.
 */
export class HeldAnswers<T> {
  readonly #held = new Map<string, Held<T>>();
  readonly #bounds: Required<HoldingBounds>;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;

  /** @param now milliseconds of a clock that only goes on. */
  constructor(bounds: HoldingBounds = {}, now: () => number = () => performance.now()) {
    const { fresh = MOST_FRESH, goneOnWith = MOST_GONE_ON_WITH, nodes = MOST_NODES, ms = HELD_MS } = bounds;
    this.#bounds = { fresh, goneOnWith, nodes, ms };
    this.#now = now;
  }

  /**
   * Holds an answer that is being told.
   * @param nodes how large it is, in datasets and columns.
   */
  hold(question: string, revision: string, answer: T, nodes: number): void {
    const key = keyOf(question, revision);
    const isGoneOnWith = this.#held.get(key)?.isGoneOnWith ?? false;
    this.#put(key, { answer, nodes, isGoneOnWith, until: 0 });
  }

  /** The answer to go on with; undefined when it is not held, or not any more. */
  goOnWith(question: string, revision: string): T | undefined {
    this.#dropOld();
    const key = keyOf(question, revision);
    const held = this.#held.get(key);
    if (held !== undefined) this.#put(key, { ...held, isGoneOnWith: true });
    return held?.answer;
  }

  #put(key: string, held: Held<T>): void {
    const { fresh, goneOnWith, nodes, ms } = this.#bounds;
    this.#held.delete(key);
    this.#held.set(key, { ...held, until: this.#now() + ms });
    const all = [...this.#held];
    this.#drop(all.filter(([, one]) => !one.isGoneOnWith).slice(0, -fresh));
    this.#drop(all.filter(([, one]) => one.isGoneOnWith).slice(0, -goneOnWith));
    let total = 0;
    for (const { nodes: size } of this.#held.values()) total += size;
    const inOrder = [...this.#held].sort(([, a], [, b]) => Number(a.isGoneOnWith) - Number(b.isGoneOnWith));
    for (const [other, { nodes: size }] of inOrder) {
      if (total <= nodes) break;
      if (other === key) continue;
      this.#held.delete(other);
      total -= size;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#dropOld(), ms).unref();
  }

  #drop(some: readonly (readonly [string, unknown])[]): void {
    for (const [key] of some) this.#held.delete(key);
  }

  #dropOld(): void {
    const now = this.#now();
    for (const [key, { until }] of this.#held) if (until <= now) this.#held.delete(key);
  }
}

const keyOf = (question: string, revision: string): string => `${revision} ${question}`;
