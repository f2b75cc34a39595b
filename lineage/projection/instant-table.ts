import { EARLIEST_LABEL, LATEST_RECORDED, OPEN_LABEL } from '../domain/algorithms/adjacency.ts';
import type { Instant } from '../domain/instant.ts';

/** Room left between the labels of instants that come one after the other; others that were before go there. */
const STEP = 2 ** 14;
/** The same between the instants that were known and the first that comes later: history that is sent belatedly goes there. */
const FIRST_STEP = 2 ** 26;
/** Part of a gap, as a power of two, that an instant takes which goes on where the one before it went. */
const RUN_SHIFT = 14;

/** A table as arrays: what is handed to worker threads and written to disk. */
export interface InstantArrays {
  /** Distinct, ascending. */
  readonly instants: Float64Array;
  /** By place: the label. */
  readonly labels: Int32Array;
  readonly reach: number;
}

/**
 * Gives every instant that an edge starts or ends at a label: a 32-bit integer in time's order, so that walks compare
 * integers. Labels are sparse: an instant that comes later fits between its neighbours without moving them (the order
 * maintenance of Dietz and Sleator, with plain relabelling when a gap is used up). Comparing labels is therefore exact
 * at any time, for the base and for the overlay alike.
 *
 * Halving a gap for every instant would use it up with the first ten that come in the order of time, as a backlog does:
 * those that go on in one direction take small steps from that side instead, and a gap holds thousands.
 */
export class InstantTable {
  readonly #reach: number;
  #instants: Float64Array;
  #labels: Int32Array;
  #count: number;
  /** The instant that was put between others last. */
  #lastBetween = Number.NaN;

  /**
   * @param sorted distinct instants, ascending.
   * @param reach labels lie between `-reach` and `reach`; less than the default only to try what happens when it is used up.
   */
  constructor(sorted: ArrayLike<Instant> = [], reach: number = LATEST_RECORDED - 1) {
    if (sorted.length > reach) throw new RangeError(`${sorted.length} distinct instants do not fit ${reach} labels.`);
    this.#reach = reach;
    this.#count = sorted.length;
    this.#instants = new Float64Array(Math.max(64, sorted.length * 2));
    this.#labels = new Int32Array(this.#instants.length);
    // The known instants share the lower half, what is recorded from now on has the upper half.
    for (let i = 0; i < sorted.length; i++) {
      this.#instants[i] = sorted[i] as number;
      this.#labels[i] = -reach + Math.floor(((i + 1) * reach) / sorted.length);
    }
  }

  /** A table of instants that have labels already. */
  static of({ instants, labels, reach }: InstantArrays): InstantTable {
    const table = new InstantTable([], reach);
    table.#count = instants.length;
    table.#instants = roomy(new Float64Array(Math.max(64, instants.length * 2)), instants);
    table.#labels = roomy(new Int32Array(Math.max(64, instants.length * 2)), labels);
    return table;
  }

  /** A copy of the table as it is now. */
  get arrays(): InstantArrays {
    const [instants, labels] = [this.#instants.slice(0, this.#count), this.#labels.slice(0, this.#count)];
    return { instants, labels, reach: this.#reach };
  }

  /** Whether three quarters of the room for what is recorded from now on are used up: it is time to label anew. */
  get isTight(): boolean {
    return this.#count > 0 && (this.#labels[this.#count - 1] as number) > this.#reach * 0.75;
  }

  /** Number of distinct instants. */
  get count(): number {
    return this.#count;
  }

  /** The label of a start; null, since ever, is the least. Undefined when there is no room left: rebuild the table. */
  from(instant: Instant | null): number | undefined {
    return instant === null ? EARLIEST_LABEL : this.#place(instant);
  }

  /** The label of an end; null, open, is the greatest. Undefined as for `from`. */
  to(instant: Instant | null): number | undefined {
    return instant === null ? OPEN_LABEL : this.#place(instant);
  }

  /**
   * The label that stands for a time asked about: that of the latest instant not after it. An interval holds the one
   * exactly when it holds the other, because both its ends are in the table.
   */
  at(asked: Instant): number {
    const after = this.#firstAfter(asked);
    return after === 0 ? EARLIEST_LABEL : (this.#labels[after - 1] as number);
  }

  /** The instant of a label; null for both unbounded ends. */
  instantOf(label: number): Instant | null {
    if (label === EARLIEST_LABEL || label === OPEN_LABEL) return null;
    return this.#instants[this.#indexOf(label)] as number;
  }

  /** A new table of the same instants with fresh gaps, and where each label went. */
  relabelled(): { table: InstantTable; move: (label: number) => number } {
    const table = new InstantTable(this.#instants.subarray(0, this.#count), this.#reach);
    let [lastFrom, lastTo] = [OPEN_LABEL, OPEN_LABEL];
    const move = (label: number): number => {
      if (label === EARLIEST_LABEL || label === OPEN_LABEL) return label;
      if (label !== lastFrom) [lastFrom, lastTo] = [label, table.#labels[this.#indexOf(label)] as number];
      return lastTo;
    };
    return { table, move };
  }

  #place(instant: Instant): number | undefined {
    const after = this.#firstAfter(instant);
    if (after > 0 && this.#instants[after - 1] === instant) return this.#labels[after - 1];
    const below = after === 0 ? -this.#reach - 1 : (this.#labels[after - 1] as number);
    const above = after === this.#count ? this.#reach + 1 : (this.#labels[after] as number);
    const half = Math.floor((above - below) / 2);
    if (half === 0) return undefined;
    const isLast = after === this.#count;
    const label = isLast
      ? // The known ones share the lower half.
        below + Math.min(below <= 0 ? FIRST_STEP : STEP, half)
      : this.#between(after, below, above, half);
    if (label <= below || label >= above) return undefined;
    if (!isLast) this.#lastBetween = instant;
    this.#insert(after, instant, label);
    return label;
  }

  /** The label of an instant that comes before that of an index: beside the last one that was put there, if it was. */
  #between(index: number, below: number, above: number, half: number): number {
    const step = Math.max(1, (above - below) >> RUN_SHIFT);
    if (index > 0 && this.#instants[index - 1] === this.#lastBetween) return below + step;
    return this.#instants[index] === this.#lastBetween ? above - step : below + half;
  }

  #insert(index: number, instant: Instant, label: number): void {
    if (this.#count === this.#instants.length) {
      const [instants, labels] = [new Float64Array(this.#count * 2), new Int32Array(this.#count * 2)];
      instants.set(this.#instants);
      labels.set(this.#labels);
      [this.#instants, this.#labels] = [instants, labels];
    }
    this.#instants.copyWithin(index + 1, index, this.#count);
    this.#labels.copyWithin(index + 1, index, this.#count);
    this.#instants[index] = instant;
    this.#labels[index] = label;
    this.#count++;
  }

  /** Index of the first instant after one; O(log n), at once for the newest. */
  #firstAfter(instant: Instant): number {
    let [low, high] = [0, this.#count];
    if (high > 0 && (this.#instants[high - 1] as number) <= instant) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#instants[middle] as number) <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #indexOf(label: number): number {
    let [low, high] = [0, this.#count - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#labels[middle] as number) < label) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function roomy<T extends Float64Array | Int32Array>(room: T, values: T): T {
  room.set(values);
  return room;
}
