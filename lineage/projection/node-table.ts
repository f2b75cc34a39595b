import type { DatasetFacts, FieldFacts, JobFacts } from '../domain/facts.ts';
import type { NodeRecord } from '../domain/graph-record.ts';
import { datasetOfField, kindOfRef } from '../domain/node-ref.ts';
import { grownInts, moreThan, sharedBytes, sharedInts } from './shared-arrays.ts';
import { placesOf, reordered, type TextArrays, TextTable } from './text-table.ts';

/** Kind of a node, as a byte. */
export const DATASET = 0;
export const FIELD = 1;
export const JOB = 2;

const NONE = -1;
const RECORD_OF = ['dataset', 'field', 'job'] as const;
type Facts = NodeRecord['facts'];

/** Changes that are told one by one; who has missed more of them looks at all nodes. */
const MOST_TOLD = 65_536;

/** The nodes as arrays: what is handed to worker threads and written to disk. */
export interface NodeArrays {
  readonly refs: TextArrays;
  readonly kinds: Uint8Array;
  /** By node: its dataset, a dataset's own; -1 for a job. */
  readonly datasets: Int32Array;
  /** By node: number of its facts + 1; 0 for none. */
  readonly facts: Int32Array;
  /** Facts as JSON. */
  readonly texts: TextArrays;
}

/** The nodes with all that finds them, so that a table of them is there at once. */
export interface FoundNodes extends NodeArrays {
  /** See `TextTable`. */
  readonly places: Int32Array;
  /** By dataset: its last column, -1 for none; by column: the one before it. */
  readonly firstField: Int32Array;
  readonly nextField: Int32Array;
}

/** The nodes in another order. */
export interface RenumberedNodes extends FoundNodes {
  /** By number: the one it had before; and the other way round. */
  readonly order: Int32Array;
  readonly numbers: Int32Array;
}

/**
 * The nodes, by dense integer: reference, kind, dataset, facts. Columns of one dataset are linked. Facts that are equal
 * are kept once, since most columns of a city look alike. All of it is in arrays that worker threads share: 17 bytes a
 * node beside its reference (`TextTable`).
 */
export class NodeTable {
  readonly #refs: TextTable;
  /** Shared by tables that hold the same nodes in another order, as is what was read of it. */
  readonly #texts: TextTable;
  readonly #read: Facts[];
  #facts: Int32Array;
  #kinds: Uint8Array;
  #datasets: Int32Array;
  #firstField: Int32Array;
  #nextField: Int32Array;
  /** The newest changes, and how many came before them. */
  #changed: number[] = [];
  #forgotten = 0;

  /** @param before the table of the same nodes in another order. */
  constructor(arrays?: NodeArrays | FoundNodes, before?: NodeTable) {
    const ready = arrays !== undefined && 'places' in arrays ? arrays : undefined;
    this.#refs = new TextTable(arrays?.refs, ready?.places);
    this.#texts = before === undefined ? new TextTable(arrays?.texts) : before.#texts;
    this.#read = before === undefined ? [] : before.#read;
    this.#kinds = arrays?.kinds ?? sharedBytes(1_024);
    this.#datasets = arrays?.datasets ?? sharedInts(1_024);
    this.#facts = ready?.facts ?? grownInts(arrays?.facts ?? sharedInts(0), this.#kinds.length);
    this.#firstField = ready?.firstField ?? sharedInts(this.#kinds.length).fill(NONE);
    this.#nextField = ready?.nextField ?? sharedInts(this.#kinds.length);
    if (ready !== undefined) return;
    for (let id = 0; id < this.count; id++) if (this.#kinds[id] === FIELD) this.#link(id);
  }

  /**
   * These nodes in another order, and those that came since that order was made behind them, with what was learnt since.
   * This table and the other one share what facts say: only one of them may go on learning.
   * @param since version of this table when the order was made.
   */
  renumbered(arrays: RenumberedNodes, since: number): NodeTable {
    const table = new NodeTable(arrays, this);
    const { numbers } = arrays;
    const known = numbers.length;
    for (let id = known; id < this.count; id++) {
      table.ensure(this.ref(id));
      table.#facts[id] = this.#facts[id] as number;
    }
    const changed = this.changedSince(since);
    for (const id of changed ?? numbers.keys()) {
      if (id < known) table.#facts[numbers[id] as number] = this.#facts[id] as number;
    }
    // One version names one state, in whatever order.
    [table.#changed, table.#forgotten] = [[], this.version];
    return table;
  }

  /** Number of nodes. */
  get count(): number {
    return this.#refs.count;
  }

  /** Grows by one whenever a node is added or learns facts: what is computed from nodes alone holds for one version. */
  get version(): number {
    return this.#forgotten + this.#changed.length;
  }

  /** Datasets of nodes, by node; -1 for jobs. For loops over all nodes; replaced when the table grows. */
  get datasets(): Int32Array {
    return this.#datasets;
  }

  /** Kinds, by node; as `datasets`. */
  get kinds(): Uint8Array {
    return this.#kinds;
  }

  /** The table as it is now: what comes later is written behind it, and facts that are learnt later are not in it. */
  get arrays(): NodeArrays {
    return {
      refs: this.#refs.arrays,
      kinds: this.#kinds,
      datasets: this.#datasets,
      facts: this.#facts.slice(0, this.count),
      texts: this.#texts.arrays,
    };
  }

  /**
   * The table as it is now, for a thread that only reads it: as `arrays`, without anything to be computed. Cost: a copy of
   * one number a node.
   */
  get found(): FoundNodes {
    const facts = sharedInts(this.#facts.length);
    facts.set(this.#facts);
    return {
      refs: this.#refs.arrays,
      kinds: this.#kinds,
      datasets: this.#datasets,
      facts,
      texts: this.#texts.arrays,
      places: this.#refs.places,
      firstField: this.#firstField,
      nextField: this.#nextField,
    };
  }

  /** The nodes that changed since a version, some perhaps several times; null when that is too long ago. */
  changedSince(version: number): number[] | null {
    return version < this.#forgotten ? null : this.#changed.slice(version - this.#forgotten);
  }

  /** The node of a canonical reference. */
  find(ref: string): number | undefined {
    const id = this.#refs.find(ref);
    return id < 0 ? undefined : id;
  }

  /** The node of a canonical reference, added when new, together with the dataset of a column. */
  ensure(ref: string): number {
    const known = this.#refs.find(ref);
    if (known >= 0) return known;
    const kind = kindOfRef(ref);
    const dataset = kind === 'FIELD' ? this.ensure(datasetOfField(ref)) : NONE;
    const id = this.#refs.ensure(ref);
    if (id === this.#kinds.length) this.#grow();
    this.#kinds[id] = kind === 'FIELD' ? FIELD : kind === 'JOB' ? JOB : DATASET;
    this.#datasets[id] = kind === 'DATASET' ? id : dataset;
    if (kind === 'FIELD') this.#link(id);
    this.#note(id);
    return id;
  }

  /** Adds a node or gives it facts. */
  put(record: NodeRecord): void {
    const id = this.ensure(record.ref);
    this.#facts[id] = record.facts === null ? 0 : this.#texts.ensure(JSON.stringify(record.facts)) + 1;
    this.#note(id);
  }

  /** Reference of a node. */
  ref(id: number): string {
    return this.#refs.text(id);
  }

  /** Compares two nodes by their references, in the order of UTF-16 code units, without making texts of them. */
  compareRefs(a: number, b: number): number {
    return this.#refs.compare(a, b);
  }

  /** Kind of a node. */
  kind(id: number): number {
    return this.#kinds[id] as number;
  }

  /** Dataset of a column; a dataset is its own; -1 for a job. */
  dataset(id: number): number {
    return this.#datasets[id] as number;
  }

  /** Whether anything is known of a node but edges. */
  hasFacts(id: number): boolean {
    return this.#facts[id] !== 0;
  }

  /** Facts of a dataset; null while it is known from edges only. Precondition: the node is a dataset. */
  datasetFacts(id: number): DatasetFacts | null {
    return this.factsOf(id) as DatasetFacts | null;
  }

  /** Facts of a column. Precondition: the node is one. */
  fieldFacts(id: number): FieldFacts | null {
    return this.factsOf(id) as FieldFacts | null;
  }

  /** Facts of a job. Precondition: the node is one. */
  jobFacts(id: number): JobFacts | null {
    return this.factsOf(id) as JobFacts | null;
  }

  /** Facts of a node of any kind; null while it is known from edges only. Equal facts are one object. */
  factsOf(id: number): Facts {
    const number = (this.#facts[id] as number) - 1;
    if (number < 0) return null;
    // What was put is what is read: `put` wrote the text of facts of that kind.
    this.#read[number] ??= JSON.parse(this.#texts.text(number)) as Facts;
    return this.#read[number] ?? null;
  }

  /** Columns of a dataset, dropped ones included, in no particular order. */
  fieldsOf(dataset: number): number[] {
    const fields: number[] = [];
    // The newest come first; a table that a thread reads is shown those that came after it.
    for (let id = this.#firstField[dataset] as number; id !== NONE; id = this.#nextField[id] as number)
      if (id < this.count) fields.push(id);
    return fields;
  }

  /** Every node as a record. */
  *records(): IterableIterator<NodeRecord> {
    for (let id = 0; id < this.count; id++) {
      const record = RECORD_OF[this.#kinds[id] as number] as NodeRecord['record'];
      // The three shapes differ in their facts only, and a node keeps the facts it was put with.
      yield { record, ref: this.ref(id), facts: this.factsOf(id) } as NodeRecord;
    }
  }

  #note(id: number): void {
    if (this.#changed.length === 2 * MOST_TOLD) {
      this.#changed = this.#changed.slice(MOST_TOLD);
      this.#forgotten += MOST_TOLD;
    }
    this.#changed.push(id);
  }

  #link(field: number): void {
    const dataset = this.#datasets[field] as number;
    this.#nextField[field] = this.#firstField[dataset] as number;
    this.#firstField[dataset] = field;
  }

  #grow(): void {
    const before = this.#kinds.length;
    const room = moreThan(before);
    const kinds = sharedBytes(room);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    this.#datasets = grownInts(this.#datasets, room);
    this.#facts = grownInts(this.#facts, room);
    this.#firstField = grownInts(this.#firstField, room).fill(NONE, before);
    this.#nextField = grownInts(this.#nextField, room);
  }
}

/**
 * The nodes in another order, with some room. Facts keep their numbers. Cost: O(nodes and their references).
 * @param order by new number: the old one. All nodes.
 */
export function renumberNodes({ refs, kinds, datasets, facts, texts }: NodeArrays, order: Int32Array): RenumberedNodes {
  const count = order.length;
  const room = Math.max(1_024, Math.ceil(count * 1.125));
  const numbers = sharedInts(count);
  for (let id = 0; id < count; id++) numbers[order[id] as number] = id;
  const moved = { kinds: sharedBytes(room), datasets: sharedInts(room), facts: sharedInts(room) };
  const [firstField, nextField] = [sharedInts(room).fill(NONE), sharedInts(room)];
  for (let id = 0; id < count; id++) {
    const old = order[id] as number;
    const dataset = datasets[old] as number;
    moved.kinds[id] = kinds[old] as number;
    moved.datasets[id] = dataset === NONE ? NONE : (numbers[dataset] as number);
    moved.facts[id] = facts[old] as number;
    if (moved.kinds[id] !== FIELD) continue;
    const owner = moved.datasets[id] as number;
    nextField[id] = firstField[owner] as number;
    firstField[owner] = id;
  }
  const texted = reordered(refs, order, room);
  const places = placesOf(texted);
  return { refs: texted, ...moved, texts, places, firstField, nextField, order, numbers };
}
