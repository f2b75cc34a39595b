import { moreThan } from './shared-arrays.ts';
import type { Word } from './word.ts';

/** A word of some nodes, by node. 9 bytes a node. */
export class NodeWords {
  #known = new Uint8Array(0);
  #high = new Uint32Array(0);
  #low = new Uint32Array(0);

  /** The word of a node; undefined when it has none. */
  get(node: number): Word | undefined {
    if (this.#known[node] !== 1) return undefined;
    return [this.#high[node] as number, this.#low[node] as number];
  }

  /** Gives a node a word; undefined takes it away. */
  set(node: number, word: Word | undefined): void {
    if (word === undefined && node >= this.#known.length) return;
    if (node >= this.#known.length) this.#grow(moreThan(node));
    this.#known[node] = word === undefined ? 0 : 1;
    if (word !== undefined) [this.#high[node], this.#low[node]] = word;
  }

  /** Gives the first nodes other numbers. @param order by new number: the old one. */
  reorder(order: Int32Array): void {
    if (this.#known.length < order.length) this.#grow(moreThan(order.length));
    const [known, high, low] = [this.#known.slice(), this.#high.slice(), this.#low.slice()];
    for (let id = 0; id < order.length; id++) {
      const old = order[id] as number;
      this.#known[id] = known[old] as number;
      this.#high[id] = high[old] as number;
      this.#low[id] = low[old] as number;
    }
  }

  #grow(room: number): void {
    const before = [this.#known, this.#high, this.#low] as const;
    [this.#known, this.#high, this.#low] = [new Uint8Array(room), new Uint32Array(room), new Uint32Array(room)];
    this.#known.set(before[0]);
    this.#high.set(before[1]);
    this.#low.set(before[2]);
  }
}
