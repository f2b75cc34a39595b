import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { SeenEnd } from './ends.ts';
import type { EdgeRecord, FactRecord, GraphRecord, NodeRecord } from './graph-record.ts';

/** What of the graph is hashed. */
export interface HashOptions {
  /**
   * True, the default: everything, with recorded times and superseded edges. False: what is known now, without any
   * recorded time; equal for logs that learnt the same in different order. What is known of nothing but of edges that
   * were superseded is left out: what stood somewhere for a moment left a node there.
   */
  readonly history?: boolean;
}

/**
 * SHA-256 (hex) over the sorted canonical lines of a graph, one line a record, keyed by references, never by ids: equal
 * for log replay, store and projection that hold the same graph, in whatever order they list it.
 *
 * Cost: O(n log n) and all lines in memory, some 300 bytes a record.
 */
export class CanonicalHash {
  readonly #history: boolean;
  readonly #lines: string[] = [];
  /** Without history: what is only known as an end of edges, and the ends of edges that are known now. */
  readonly #bare = new Map<string, string>();
  readonly #ends = new Set<string>();

  constructor({ history = true }: HashOptions = {}) {
    this.#history = history;
  }

  /** Adds one record. */
  add(record: GraphRecord): void {
    if (record.record === 'edge') this.#addEdge(record);
    else if (this.#history) this.#lines.push(canonicalJson(record));
    else if ('ref' in record && record.facts === null) this.#bare.set(record.ref, canonicalJson(record));
    else if (!isPast(record)) this.#lines.push(canonicalJson(timeless(record)));
  }

  #addEdge({ from, to, job, transformation, validFrom, validTo, recordedFrom, recordedTo }: EdgeRecord): void {
    // Written member by member: a graph has many edges, and sorting their members costs ten times as much.
    const edge = ['edge', from, to, job, transformation, validFrom, validTo];
    if (this.#history) this.#lines.push(JSON.stringify([...edge, recordedFrom, recordedTo]));
    else if (recordedTo === null) {
      this.#lines.push(JSON.stringify(edge));
      for (const end of [from, to, job]) this.#ends.add(end);
    }
  }

  /** The hash of what was added. */
  digest(): string {
    const hash = createHash('sha256');
    for (const [ref, line] of this.#bare) if (this.#ends.has(ref)) this.#lines.push(line);
    this.#bare.clear();
    // Without history two versions can read alike; a set has each line once.
    let last: string | undefined;
    for (const line of this.#lines.sort()) {
      if (line !== last) hash.update(line).update('\n');
      last = line;
    }
    return hash.digest('hex');
  }
}

/** The hash of all records of a graph. */
export function canonicalHash(records: Iterable<GraphRecord>, options?: HashOptions): string {
  const hash = new CanonicalHash(options);
  for (const record of records) hash.add(record);
  return hash.digest();
}

/** The record without when we learnt it. */
function timeless(record: NodeRecord | FactRecord): unknown {
  if (record.record === 'ends') {
    const timeless = (ends: readonly SeenEnd[]): unknown => ends.map(([ref, first]) => [ref, first]);
    const { inputs, outputs } = record.facts;
    return { ...record, facts: { ...record.facts, inputs: timeless(inputs), outputs: timeless(outputs) } };
  }
  if (record.record !== 'field' || record.facts === null) return record;
  return { ...record, facts: { ...record.facts, dropped: record.facts.dropped !== null } };
}

/** Whether a record only says that there was something once: an end that was taken back, a family that joined another. */
function isPast(record: NodeRecord | FactRecord): boolean {
  switch (record.record) {
    case 'link':
      return record.facts.dataset === null && record.facts.ignored !== true;
    case 'place':
      return record.facts.place === record.facts.name && record.facts.shared !== true;
    case 'family':
      return record.facts.members.length === 0;
    case 'linked':
      return record.facts.raw.length === 0;
    default:
      return false;
  }
}
