/** Random numbers that are the same for the same seed: a linear congruence mixed by xorshift and multiplication (PCG, O'Neill 2014). */
export class Seeded {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1, 1 not included. */
  next(): number {
    this.#state = (Math.imul(this.#state, 747_796_405) + 2_891_336_453) >>> 0;
    const state = this.#state;
    const word = Math.imul((state >>> ((state >>> 28) + 4)) ^ state, 277_803_737);
    return (((word >>> 22) ^ word) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to a bound, the bound not included. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** A power law of density x^-(exponent): from `least` up, most near it, cut at `most`. */
  power(least: number, exponent: number, most: number): number {
    return Math.min(most, least * (1 - this.next()) ** (-1 / (exponent - 1)));
  }
}
