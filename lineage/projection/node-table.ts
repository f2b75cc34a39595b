import type { DatasetFacts, FieldFacts, JobFacts } from '../domain/facts.ts';
import type { NodeRecord } from '../domain/graph-record.ts';
import { datasetOfField, kindOfRef } from '../domain/node-ref.ts';
import { sharedBytes, sharedInts } from './shared-arrays.ts';

/** Kind of a node, as a byte. */
export const DATASET = 0;
export const FIELD = 1;
export const JOB = 2;

const NONE = -1;
const RECORD_OF = ['dataset', 'field', 'job'] as const;
type Facts = NodeRecord['facts'];

/**
 * The nodes, by dense integer in order of arrival: reference, kind, dataset, facts. Columns of one dataset are linked.
 * Facts that are equal are kept once, since most columns of a city look alike.
 */
export class NodeTable {
  readonly #ids = new Map<string, number>();
  readonly #refs: string[] = [];
  readonly #facts: Facts[] = [];
  readonly #equalFacts = new Map<string, Facts>();
  #kinds = sharedBytes(1_024);
  #datasets = sharedInts(1_024);
  #firstField = sharedInts(1_024);
  #nextField = sharedInts(1_024);
  #version = 0;

  /** Number of nodes. */
  get count(): number {
    return this.#refs.length;
  }

  /** Grows whenever a node is added or learns facts: what is computed from nodes alone holds for one version. */
  get version(): number {
    return this.#version;
  }

  /** Datasets of nodes, by node; -1 for jobs. For loops over all nodes; replaced when the table grows. */
  get datasets(): Int32Array {
    return this.#datasets;
  }

  /** Kinds, by node; as `datasets`. */
  get kinds(): Uint8Array {
    return this.#kinds;
  }

  /** The node of a canonical reference. */
  find(ref: string): number | undefined {
    return this.#ids.get(ref);
  }

  /** The node of a canonical reference, added when new, together with the dataset of a column. */
  ensure(ref: string): number {
    const known = this.#ids.get(ref);
    if (known !== undefined) return known;
    const kind = kindOfRef(ref);
    const dataset = kind === 'FIELD' ? this.ensure(datasetOfField(ref)) : NONE;
    const id = this.#refs.length;
    if (id === this.#kinds.length) this.#grow();
    this.#ids.set(ref, id);
    this.#refs.push(ref);
    this.#facts.push(null);
    this.#kinds[id] = kind === 'FIELD' ? FIELD : kind === 'JOB' ? JOB : DATASET;
    this.#datasets[id] = kind === 'DATASET' ? id : dataset;
    this.#firstField[id] = NONE;
    if (kind === 'FIELD') {
      this.#nextField[id] = this.#firstField[dataset] as number;
      this.#firstField[dataset] = id;
    }
    this.#version++;
    return id;
  }

  /** Adds a node or gives it facts. */
  put(record: NodeRecord): void {
    const id = this.ensure(record.ref);
    const text = JSON.stringify(record.facts);
    if (!this.#equalFacts.has(text)) this.#equalFacts.set(text, record.facts);
    this.#facts[id] = this.#equalFacts.get(text) ?? null;
    this.#version++;
  }

  /** Reference of a node. */
  ref(id: number): string {
    return this.#refs[id] as string;
  }

  /** Kind of a node. */
  kind(id: number): number {
    return this.#kinds[id] as number;
  }

  /** Dataset of a column; a dataset is its own; -1 for a job. */
  dataset(id: number): number {
    return this.#datasets[id] as number;
  }

  /** Facts of a dataset; null while it is known from edges only. Precondition: the node is a dataset. */
  datasetFacts(id: number): DatasetFacts | null {
    return this.#facts[id] as DatasetFacts | null;
  }

  /** Facts of a column. Precondition: the node is one. */
  fieldFacts(id: number): FieldFacts | null {
    return this.#facts[id] as FieldFacts | null;
  }

  /** Facts of a job. Precondition: the node is one. */
  jobFacts(id: number): JobFacts | null {
    return this.#facts[id] as JobFacts | null;
  }

  /** Facts of a node of any kind; null while it is known from edges only. Equal facts are one object. */
  factsOf(id: number): Facts {
    return this.#facts[id] ?? null;
  }

  /** Columns of a dataset, dropped ones included, in no particular order. */
  fieldsOf(dataset: number): number[] {
    const fields: number[] = [];
    for (let id = this.#firstField[dataset] as number; id !== NONE; id = this.#nextField[id] as number) fields.push(id);
    return fields;
  }

  /** Every node as a record. */
  *records(): IterableIterator<NodeRecord> {
    for (let id = 0; id < this.#refs.length; id++) {
      const record = RECORD_OF[this.#kinds[id] as number] as NodeRecord['record'];
      // The three shapes differ in their facts only, and a node keeps the facts it was put with.
      yield { record, ref: this.ref(id), facts: this.#facts[id] } as NodeRecord;
    }
  }

  #grow(): void {
    const room = this.#kinds.length * 2;
    const kinds = sharedBytes(room);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    this.#datasets = grown(this.#datasets, room);
    this.#firstField = grown(this.#firstField, room);
    this.#nextField = grown(this.#nextField, room);
  }
}

function grown(ints: Int32Array, room: number): Int32Array {
  const more = sharedInts(room);
  more.set(ints);
  return more;
}
