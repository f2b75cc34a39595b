/** Answers that pages are being turned of at once: each may keep a graph alive that was laid out anew since. */
const MOST_GONE_ON_WITH = 64;
/** Datasets and columns of all that are held, some 120 bytes each; one answer alone is held whatever its size. */
const MOST_NODES = 2_000_000;
/** What the least answer counts as, so that there are 2,000 at most. */
const LEAST_NODES = 1_000;
/** How long an answer is held after it was asked for. */
const HELD_MS = 60_000;
/**
 * What nobody asks for any more is dropped so much later. A timer counts from when the event loop turned last, which is
 * before the answer was made: without it would find nothing old, and the last answers would hold their graph for ever.
 */
const LATE_MS = 1_000;

interface Held<T> {
  readonly answer: T;
  readonly nodes: number;
  readonly isGoneOnWith: boolean;
  readonly until: number;
}

/** How many are held, and for how long. The defaults are right; tests shrink them. */
export interface HoldingBounds {
  readonly goneOnWith?: number;
  readonly nodes?: number;
  readonly leastNodes?: number;
  readonly ms?: number;
}

/**
 * Answers that were told, so that whoever turns pages goes on with the answer that he began with, whatever happens to the
 * graph meanwhile: by the question, by whoever asked, and by the revision that was told.
 *
 * Where there is no room, what nobody went on with yet goes first, the oldest before the others. What somebody goes on with
 * stays for its time: rather is the newcomer not held, who has read no page yet and can begin again.
 */
export class HeldAnswers<T> {
  readonly #held = new Map<string, Held<T>>();
  readonly #bounds: Required<HoldingBounds>;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;

  /** @param now milliseconds of a clock that only goes on. */
  constructor(bounds: HoldingBounds = {}, now: () => number = () => performance.now()) {
    const { goneOnWith = MOST_GONE_ON_WITH, nodes = MOST_NODES, leastNodes = LEAST_NODES, ms = HELD_MS } = bounds;
    this.#bounds = { goneOnWith, nodes, leastNodes, ms };
    this.#now = now;
  }

  /** How many are held. */
  get count(): number {
    return this.#held.size;
  }

  /**
   * Holds an answer that is being told, if there is room.
   * @param nodes how large it is, in datasets and columns.
   */
  hold(question: string, revision: string, answer: T, nodes: number): void {
    this.#dropOld();
    const key = keyOf(question, revision);
    const isGoneOnWith = this.#held.get(key)?.isGoneOnWith ?? false;
    this.#put(key, { answer, nodes: Math.max(nodes, this.#bounds.leastNodes), isGoneOnWith });
    this.#makeRoomFor(key);
  }

  /** The answer to go on with; undefined when it is not held, or not any more, or when too many are gone on with. */
  goOnWith(question: string, revision: string): T | undefined {
    this.#dropOld();
    const key = keyOf(question, revision);
    const held = this.#held.get(key);
    if (held === undefined || (!held.isGoneOnWith && this.#goneOnWith >= this.#bounds.goneOnWith)) return undefined;
    this.#put(key, { ...held, isGoneOnWith: true });
    return held.answer;
  }

  get #goneOnWith(): number {
    let count = 0;
    for (const { isGoneOnWith } of this.#held.values()) if (isGoneOnWith) count += 1;
    return count;
  }

  #put(key: string, held: Omit<Held<T>, 'until'>): void {
    const { ms } = this.#bounds;
    this.#held.delete(key);
    this.#held.set(key, { ...held, until: this.#now() + ms });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#dropOld(), ms + LATE_MS).unref();
  }

  #makeRoomFor(key: string): void {
    let total = 0;
    for (const { nodes } of this.#held.values()) total += nodes;
    for (const [other, { nodes, isGoneOnWith }] of this.#held) {
      if (total <= this.#bounds.nodes) return;
      if (other === key || isGoneOnWith) continue;
      this.#held.delete(other);
      total -= nodes;
    }
    const isNew = this.#held.get(key)?.isGoneOnWith === false;
    if (total > this.#bounds.nodes && isNew && this.#held.size > 1) this.#held.delete(key);
  }

  #dropOld(): void {
    const now = this.#now();
    for (const [key, { until }] of this.#held) if (until <= now) this.#held.delete(key);
  }
}

const keyOf = (question: string, revision: string): string => `${revision} ${question}`;
