import { least } from '../../domain/algorithms/least.ts';
import { nameOfField } from '../../domain/node-ref.ts';
import type { Projection } from '../projection.ts';
import { byRef, compareText } from './order.ts';
import type { Reach } from './reach.ts';
import type { Fate, WhatIf } from './what-if.ts';

/** Fewer than this part of a level are looked for without sorting the level. */
const FEW = 8;

/** A dataset, or a name that the catalog does not know, that is affected. */
export interface ImpactedDataset {
  readonly ref: string;
  /** Whether the catalog knows it. */
  readonly inCatalog: boolean;
  readonly distance: number;
  /** How it fares; null when no change was given. */
  fate(): Fate | null;
  /** References from what was asked about to it, node and job alternating; of a column question, to its nearest column. */
  path(): string[];
  /** Its affected columns: nearest first, then by reference. */
  fields(): ImpactedField[];
  /** How many these are. */
  countFields(): number;
}

/** A column that is affected. */
export interface ImpactedField {
  readonly ref: string;
  /** Plain name. */
  readonly name: string;
  readonly distance: number;
  readonly fate: Fate | null;
  /** As that of a dataset; of a dataset question it begins at the column of that dataset that it comes from. */
  path(): string[];
}

/** The affected datasets, nearest first, then by reference. Sorted and described only as far as they are asked for. */
export class ImpactedDatasets {
  /** What the changes asked about do; null when none was given. */
  readonly whatIf: WhatIf | null;
  readonly #projection: Projection;
  readonly #datasets: Reach | null;
  readonly #columns: Reach;
  /** Distinct datasets by distance; a level is sorted when it is first looked at. */
  readonly #levels: { readonly distance: number; readonly ids: number[]; sorted: boolean }[];
  readonly #hidden: readonly number[];
  /** Publishers as they were then, of those that the catalog knew. */
  readonly #publishers = new Map<number, string>();
  #fieldsOf: Map<number, number[]> | undefined;

  /**
   * @param datasets what was reached at dataset level; null for a column question, where the columns decide.
   * @param columns what was reached at column level.
   * @param seen by node: 1 for those that are listed; the others were walked through and are hidden. Null: all.
   */
  constructor(
    projection: Projection,
    datasets: Reach | null,
    columns: Reach,
    seen: Uint8Array | null,
    whatIf: WhatIf | null = null,
  ) {
    this.whatIf = whatIf;
    this.#projection = projection;
    this.#datasets = datasets;
    this.#columns = columns;
    const levels = datasets === null ? this.#levelsByColumns() : Array.from(datasets.levels(), levelOf);
    this.#levels = levels.map((level) => ({
      ...level,
      ids: level.ids.filter((id) => seen === null || seen[id] === 1),
    }));
    this.#hidden = seen === null ? [] : levels.flatMap(({ ids }) => ids.filter((id) => seen[id] !== 1));
    for (const id of this.nodes()) {
      const facts = projection.nodes.datasetFacts(id);
      if (facts !== null) this.#publishers.set(id, facts.publisher);
    }
  }

  /** Datasets that were reached and are hidden from whoever asks: references, not to be published. */
  get hidden(): string[] {
    return this.#hidden.map((id) => this.#ref(id));
  }

  /** How many there are. */
  get length(): number {
    return this.#levels.reduce((sum, { ids }) => sum + ids.length, 0);
  }

  /** What cut the walk over datasets short. */
  get cut(): Reach['cut'] {
    return this.#datasets === null ? null : this.#datasets.cut;
  }

  /** Whether what the walk started at may not be all; see `Start`. */
  get lacks(): Reach['lacks'] {
    return this.#datasets === null ? null : this.#datasets.lacks;
  }

  /** Their nodes, nearest first. */
  *nodes(): IterableIterator<number> {
    for (const { ids } of this.#levels) yield* ids;
  }

  /** Who published one of them when it was reached; undefined for a name that the catalog did not know. */
  publisherOf(dataset: number): string | undefined {
    return this.#publishers.get(dataset);
  }

  /** Some of them in order. Cost: a look at the levels up to theirs; of those that they stand on, sorting what is before. */
  slice(offset: number, count: number): ImpactedDataset[] {
    const datasets: ImpactedDataset[] = [];
    let first = 0;
    for (const level of this.#levels) {
      const [from, to] = [Math.max(offset - first, 0), Math.min(offset + count - first, level.ids.length)];
      if (from < to)
        datasets.push(
          ...this.#firstOf(level, to)
            .slice(from, to)
            .map((id) => this.#describe(id, level.distance)),
        );
      first += level.ids.length;
      if (first >= offset + count) break;
    }
    return datasets;
  }

  /** How many stand up to and with a place in the order, whether or not a dataset has just that place: for cursors. */
  countUpTo(distance: number, ref: string): number {
    let count = 0;
    for (const level of this.#levels) {
      if (level.distance > distance) break;
      count += level.distance < distance ? level.ids.length : this.#firstAfter(level, ref);
    }
    return count;
  }

  /** Place of the first dataset of a level behind a reference: binary search. */
  #firstAfter(level: { readonly ids: number[]; sorted: boolean }, ref: string): number {
    const ids = this.#sorted(level);
    let [low, high] = [0, ids.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ref(ids[middle] as number) > ref) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #describe(id: number, distance: number): ImpactedDataset {
    return {
      ref: this.#ref(id),
      inCatalog: this.#publishers.has(id),
      distance,
      fate: () => this.whatIf?.ofDataset(id) ?? null,
      path: () => {
        if (this.#datasets !== null) return this.#datasets.pathTo(id);
        // A column question reaches a dataset through its columns: it has one at least.
        return this.#fields(id)[0]?.path() ?? [];
      },
      fields: () => this.#fields(id),
      countFields: () => this.#columnsOf(id).length,
    };
  }

  #fields(dataset: number): ImpactedField[] {
    const fields = this.#columnsOf(dataset).map((id): ImpactedField => {
      const ref = this.#ref(id);
      return {
        ref,
        name: nameOfField(ref),
        distance: this.#columns.distanceOf(id),
        fate: this.whatIf?.ofField(id) ?? null,
        path: () => this.#columns.pathTo(id),
      };
    });
    return fields.sort((a, b) => a.distance - b.distance || compareText(a.ref, b.ref));
  }

  #columnsOf(dataset: number): readonly number[] {
    this.#fieldsOf ??= this.#groupColumns();
    return this.#fieldsOf.get(dataset) ?? [];
  }

  #groupColumns(): Map<number, number[]> {
    const groups = new Map<number, number[]>();
    for (const field of this.#columns.nodes) {
      const dataset = this.#projection.nodes.dataset(field);
      const group = groups.get(dataset);
      if (group === undefined) groups.set(dataset, [field]);
      else group.push(field);
    }
    return groups;
  }

  #levelsByColumns() {
    const { datasets, count } = this.#projection.nodes;
    /** A bit a node. */
    const seen = new Uint8Array((count + 7) >>> 3);
    return Array.from(this.#columns.levels(), ({ distance, nodes }) => {
      const ids: number[] = [];
      for (const field of nodes) {
        const dataset = datasets[field] as number;
        const bits = seen[dataset >>> 3] as number;
        const bit = 1 << (dataset & 7);
        if ((bits & bit) !== 0) continue;
        seen[dataset >>> 3] = bits | bit;
        ids.push(dataset);
      }
      return { distance, ids, sorted: false };
    });
  }

  /** The first of a level in order, as many as are asked for at least. */
  #firstOf(level: { readonly ids: number[]; sorted: boolean }, count: number): readonly number[] {
    if (level.sorted || count > level.ids.length / FEW) return this.#sorted(level);
    return least(level.ids, count, byRef(this.#projection.nodes));
  }

  #sorted(level: { readonly ids: number[]; sorted: boolean }): number[] {
    if (!level.sorted) level.ids.sort(byRef(this.#projection.nodes));
    level.sorted = true;
    return level.ids;
  }

  #ref(id: number): string {
    return this.#projection.nodes.ref(id);
  }
}

const levelOf = ({ distance, nodes }: { distance: number; nodes: Int32Array }) => ({
  distance,
  ids: [...nodes],
  sorted: false,
});
