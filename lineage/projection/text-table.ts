import { grownInts, moreThan, sharedBytes, sharedInts } from './shared-arrays.ts';

/** A table of texts as arrays that worker threads share and that are written to disk as they are. */
export interface TextArrays {
  readonly count: number;
  /** UTF-8, one text after the other. */
  readonly bytes: Uint8Array;
  /** By text: where it begins; one more than there are texts. */
  readonly offsets: Int32Array;
  /** By text: its hash. */
  readonly hashes: Int32Array;
}

/** Longest UTF-8 of all texts together: offsets are 32 bits. */
const MOST_BYTES = 2 ** 31 - 1;

/**
 * Distinct texts by dense integer, in order of arrival: UTF-8 in one buffer, found by open addressing (Knuth, The Art of
 * Computer Programming, 6.4, linear probing, at most half full). Beside the text itself a text costs 8 bytes, and 8 to 16
 * in the table; a JavaScript string in a `Map` costs some 280.
 */
export class TextTable {
  #bytes: Buffer;
  #offsets: Int32Array;
  #hashes: Int32Array;
  /** By place: number of the text + 1, 0 for none. A power of two of places. */
  #places: Int32Array;
  #count: number;

  /** @param places what `placesOf` the arrays gave, where it is there already. */
  constructor(arrays?: TextArrays, places?: Int32Array) {
    this.#count = arrays?.count ?? 0;
    this.#bytes = bufferOver(arrays?.bytes ?? sharedBytes(16_384));
    this.#offsets = arrays?.offsets ?? sharedInts(1_025);
    this.#hashes = arrays?.hashes ?? sharedInts(1_024);
    this.#places = places ?? placed(this.#hashes, this.#count);
  }

  /** Number of texts. */
  get count(): number {
    return this.#count;
  }

  /** The table as it is now; what comes later is written behind it, in the same arrays or in longer ones. */
  get arrays(): TextArrays {
    return { count: this.#count, bytes: this.#bytes, offsets: this.#offsets, hashes: this.#hashes };
  }

  /** Where texts are looked for: see `placesOf`. Written in place, as what comes later is. */
  get places(): Int32Array {
    return this.#places;
  }

  /** The text of a number. */
  text(id: number): string {
    return this.#bytes.toString('utf8', this.#offsets[id], this.#offsets[id + 1]);
  }

  /** The number of a text; -1 when it is not there. */
  find(text: string): number {
    const length = encode(text);
    return this.#find(hashOf(encoded, length), length);
  }

  /** The number of a text, added when new. @throws RangeError when all texts together are too long. */
  ensure(text: string): number {
    const length = encode(text);
    const hash = hashOf(encoded, length);
    const known = this.#find(hash, length);
    return known >= 0 ? known : this.#add(hash, length);
  }

  /** Less than, equal to or greater than 0 as the one text is before, at or behind the other by UTF-16 code units. */
  compare(a: number, b: number): number {
    const [bytes, offsets] = [this.#bytes, this.#offsets];
    let [i, j] = [offsets[a] as number, offsets[b] as number];
    const [endA, endB] = [offsets[a + 1] as number, offsets[b + 1] as number];
    const last = i + Math.min(endA - i, endB - j);
    while (i < last && bytes[i] === bytes[j]) {
      i++;
      j++;
    }
    if (i === last) return endA - i - (endB - j);
    const [x, y] = [bytes[i] as number, bytes[j] as number];
    // UTF-8 sorts by code points; in UTF-16 those beyond U+FFFF begin with a surrogate, before U+E000 to U+FFFF.
    const turned = (x >= 0xf0 && (y === 0xee || y === 0xef)) || (y >= 0xf0 && (x === 0xee || x === 0xef));
    return turned ? y - x : x - y;
  }

  #find(hash: number, length: number): number {
    const places = this.#places;
    const last = places.length - 1;
    for (let place = hash & last; ; place = (place + 1) & last) {
      const id = (places[place] as number) - 1;
      if (id < 0) return -1;
      // A table that a thread reads may be shown places of texts that came after it.
      if (id < this.#count && this.#hashes[id] === hash && this.#is(id, length)) return id;
    }
  }

  #is(id: number, length: number): boolean {
    const from = this.#offsets[id] as number;
    if ((this.#offsets[id + 1] as number) - from !== length) return false;
    for (let i = 0; i < length; i++) if (this.#bytes[from + i] !== encoded[i]) return false;
    return true;
  }

  #add(hash: number, length: number): number {
    const id = this.#count;
    const from = this.#offsets[id] as number;
    if (from + length > MOST_BYTES) throw new RangeError('The references of the graph are longer than 2 GiB together.');
    if (from + length > this.#bytes.length) {
      const more = bufferOver(sharedBytes(Math.min(MOST_BYTES, Math.max(from + length, moreThan(this.#bytes.length)))));
      more.set(this.#bytes);
      this.#bytes = more;
    }
    if (id === this.#hashes.length) {
      const room = moreThan(id);
      this.#hashes = grownInts(this.#hashes, room);
      this.#offsets = grownInts(this.#offsets, room + 1);
      if (room * 2 > this.#places.length) this.#places = placed(this.#hashes, this.#count);
    }
    this.#bytes.set(encoded.subarray(0, length), from);
    this.#offsets[id + 1] = from + length;
    this.#hashes[id] = hash;
    put(this.#places, hash, id);
    this.#count++;
    return id;
  }
}

/** Where the texts of a table are looked for; shared, so that a thread can make it. Cost: O(texts). */
export const placesOf = ({ hashes, count }: TextArrays): Int32Array => placed(hashes, count);

/** @param hashes as long as there is room for texts. */
function placed(hashes: Int32Array, count: number): Int32Array {
  const places = sharedInts(2 ** Math.ceil(Math.log2(Math.max(2, hashes.length * 2))));
  for (let id = 0; id < count; id++) put(places, hashes[id] as number, id);
  return places;
}

function put(places: Int32Array, hash: number, id: number): void {
  const last = places.length - 1;
  let place = hash & last;
  while (places[place] !== 0) place = (place + 1) & last;
  places[place] = id + 1;
}

/** The text that was last asked about, in UTF-8. */
let encoded = Buffer.alloc(4_096);

function encode(text: string): number {
  if (text.length * 3 > encoded.length) encoded = Buffer.alloc(text.length * 6);
  return encoded.write(text, 0);
}

/** FNV-1a (Fowler, Noll, Vo) with the last steps of MurmurHash3, so that the low bits depend on all. */
function hashOf(bytes: Uint8Array, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

const bufferOver = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * The texts of a table in another order, those after the last of them left out. Cost: O(their bytes).
 * @param order by new number: the old one.
 * @param room for how many texts there is to be room.
 */
export function reordered({ bytes, offsets, hashes }: TextArrays, order: Int32Array, room: number): TextArrays {
  const count = order.length;
  let total = 0;
  for (let id = 0; id < count; id++) {
    const old = order[id] as number;
    total += (offsets[old + 1] as number) - (offsets[old] as number);
  }
  const spare = Math.ceil((total / Math.max(1, count)) * (room - count));
  const moved = {
    count,
    bytes: sharedBytes(Math.min(MOST_BYTES, total + spare + 1_024)),
    offsets: sharedInts(room + 1),
    hashes: sharedInts(room),
  };
  let to = 0;
  for (let id = 0; id < count; id++) {
    const old = order[id] as number;
    const last = offsets[old + 1] as number;
    for (let from = offsets[old] as number; from < last; from++) moved.bytes[to++] = bytes[from] as number;
    moved.offsets[id + 1] = to;
    moved.hashes[id] = hashes[old] as number;
  }
  return moved;
}
