/** 64 bits as two halves: a fingerprint of something, to be added up. */
export type Word = readonly [number, number];

/** What of its arguments a word is made from: texts come as words already. */
type Part = Word | number;

const mix = (hash: number, value: number, by: number): number => Math.imul((hash ^ value) >>> 0, by);

/** Last steps of MurmurHash3 (Appleby, public domain) on both halves, each with the other. */
function finish(high: number, low: number): Word {
  let [h, l] = [high, low];
  h = Math.imul(h ^ (h >>> 16), 2246822507) ^ Math.imul(l ^ (l >>> 13), 3266489909);
  l = Math.imul(l ^ (l >>> 16), 2246822507) ^ Math.imul(h ^ (h >>> 13), 3266489909);
  return [h >>> 0, l >>> 0];
}

/** The word of a text. Not for secrets: whoever chooses texts can make two with one word. */
export function wordOf(text: string): Word {
  let [h, l] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    h = mix(h, unit, 2654435761);
    l = mix(l, unit, 1597334677);
  }
  return finish(h, l);
}

/** The word of some parts in their order. */
export function wordsOf(...parts: readonly Part[]): Word {
  let [h, l] = [0x9e3779b9, 0x85ebca6b];
  for (const part of parts) {
    const [high, low] = typeof part === 'number' ? [Math.floor(part / 2 ** 32) | 0, part | 0] : part;
    [h, l] = finish(mix(h, high, 2654435761) + low, mix(l, low, 1597334677) + high);
  }
  return [h, l];
}

/** A sum of words, the same in whatever order they came. */
export class Sum {
  #high = 0;
  #low = 0;

  /** Adds a word. */
  add([high, low]: Word): void {
    this.#high = (this.#high + high) >>> 0;
    this.#low = (this.#low + low) >>> 0;
  }

  /** Takes a word away that was added. */
  subtract([high, low]: Word): void {
    this.#high = (this.#high - high) >>> 0;
    this.#low = (this.#low - low) >>> 0;
  }

  /** As a text. */
  print(): string {
    return `${this.#high.toString(16)}.${this.#low.toString(16)}`;
  }
}
