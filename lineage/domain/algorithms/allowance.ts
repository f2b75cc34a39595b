/** How much an algorithm may do before it has to say that it was cut. */
export interface Allowance {
  /** Most edges and nodes looked at. */
  readonly budget: number;
  /** Asked after every `STRIDE` edges or so, and true when time is up; absent where only the budget counts. */
  readonly isLate?: (() => boolean) | undefined;
}

/** Edges and nodes looked at between two looks at the clock: about half a millisecond. */
export const STRIDE = 65_536;

/** Counts what an algorithm looks at. */
export class Meter {
  readonly #allowance: Allowance;
  #looked = 0;
  #nextLook = STRIDE;
  #isOver = false;

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  /** Edges and nodes looked at. */
  get looked(): number {
    return this.#looked;
  }

  /** Whether the allowance is used up: the algorithm stops, and says so. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Counts some more. @returns whether the algorithm may go on. */
  spend(count: number): boolean {
    this.#looked += count;
    if (this.#looked > this.#allowance.budget) this.#isOver = true;
    else if (this.#looked >= this.#nextLook) {
      this.#nextLook = this.#looked + STRIDE;
      if (this.#allowance.isLate?.() === true) this.#isOver = true;
    }
    return !this.#isOver;
  }
}
