import { canonicalJson } from '../domain/canonical-json.ts';
import type { DatasetFacts } from '../domain/facts.ts';
import { type EdgeRecord, type GraphRecord, type NodeRecord, recordKey } from '../domain/graph-record.ts';
import { datasetOf } from '../domain/linked-names.ts';
import { kindOfRef } from '../domain/node-ref.ts';
import type { Revision } from '../store/graph-store.ts';
import type { Visibility } from './visibility.ts';

/** Most changes that are remembered, and as many again of each visibility that hides without a trace. */
export const JOURNAL_CHANGES = 100_000;
/** Most names of states that are remembered of one visibility. */
const MOST_NAMES = 10_000;
/** Most visibilities that hide without a trace and are followed; roles are few. */
const MOST_FOLLOWED = 8;

/** A node that learnt facts or an edge that was put, at a revision. */
export interface JournalEntry {
  readonly revision: Revision;
  readonly record: NodeRecord | EdgeRecord;
  /** Of a dataset that was there already: its facts before, which may have let others see it. */
  readonly before?: DatasetFacts | null;
}

/** What the graph says of nodes and edges while a journal is written. */
export interface JournalGraph {
  factsOf(ref: string): NodeRecord['facts'] | undefined;
  isJobVisible(ref: string, visibility: Visibility): boolean;
  /** What of a dataset is there: itself, its columns, and the edges at all of them that are not superseded. */
  recordsAt(dataset: string): Iterable<NodeRecord | EdgeRecord>;
}

/** The newest changes for one audience, in order. A place is how many came before. */
class Ring {
  #entries: JournalEntry[] = [];
  #dropped = 0;
  #lastDropped: Revision = 0;
  /** Name of a state → the place at which it was told last. */
  readonly names = new Map<string, number>();

  get end(): number {
    return this.#dropped + this.#entries.length;
  }

  push(entry: JournalEntry): void {
    this.#entries.push(entry);
    // In portions, so that dropping costs little on average.
    if (this.#entries.length < JOURNAL_CHANGES * 1.25) return;
    const over = this.#entries.length - JOURNAL_CHANGES;
    this.#lastDropped = this.#entries[over - 1]?.revision ?? 0;
    this.#entries = this.#entries.slice(over);
    this.#dropped += over;
  }

  /** The revision of the newest change that was dropped. */
  get lastDropped(): Revision {
    return this.#lastDropped;
  }

  /** Forgets everything: nobody can go on from before. */
  reset(): void {
    this.#dropped = this.end;
    this.#entries = [];
    this.names.clear();
  }

  /** The changes from a place up to another; null when some of them were dropped. */
  between(from: number, to: number): readonly JournalEntry[] | null {
    return from < this.#dropped ? null : this.#entries.slice(from - this.#dropped, to - this.#dropped);
  }

  /** The place behind a revision. */
  placeAfter(revision: Revision): number {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle] as JournalEntry).revision <= revision) low = middle + 1;
      else high = middle;
    }
    return this.#dropped + low;
  }
}

/**
 * What changed of late, for `lineageChanges`. Whoever is told of hidden things by number reads the one list of all
 * changes; every visibility that hides without a trace has a list of its own, of what it shows, so that neither what is
 * told nor how far back it reaches depends on what is hidden (ADR 14).
 *
 * Cost: constant a record and visibility. Memory: the records, up to `JOURNAL_CHANGES` a list.
 */
export class ChangeJournal {
  readonly #all = new Ring();
  readonly #rings = new Map<string, { readonly visibility: Visibility; readonly ring: Ring }>();
  /** Nothing is known of changes up to here. */
  readonly #floor: Revision;

  constructor(floor: Revision) {
    this.#floor = floor;
  }

  /** Notes a record that the graph is about to take. */
  take(record: GraphRecord, graph: JournalGraph): JournalTaken | null {
    if (record.record === 'edge') return { record };
    if (!('ref' in record) || record.facts === null) return null;
    const known = graph.factsOf(record.ref);
    if (known !== undefined && canonicalJson(known) === canonicalJson(record.facts)) return null;
    return record.record === 'dataset' && known !== undefined
      ? { record, before: known as DatasetFacts | null }
      : { record };
  }

  /** Notes what the graph has taken, at the revision that it is at now. */
  note(taken: readonly JournalTaken[], revision: Revision, graph: JournalGraph): void {
    for (const one of taken) this.#all.push({ ...one, revision });
    for (const { visibility, ring } of this.#rings.values()) {
      for (const one of taken) this.#noteFor(visibility, ring, { ...one, revision }, graph);
    }
  }

  /** Remembers the name of the state that a visibility shows now. */
  tell(visibility: Visibility, name: string): void {
    const { names, end } = this.#ringOf(visibility);
    names.delete(name);
    names.set(name, end);
    const oldest = names.keys().next();
    if (names.size > MOST_NAMES && oldest.done !== true) names.delete(oldest.value);
  }

  /**
   * What changed between two states of a visibility that hides without a trace; null when either is not known any more.
   */
  betweenNames(visibility: Visibility, since: string, until: string, graph: JournalGraph): GraphChange[] | null {
    const ring = this.#ringOf(visibility);
    const [from, to] = [ring.names.get(since), ring.names.get(until)];
    if (from === undefined || to === undefined) return null;
    const found = ring.between(Math.min(from, to), to);
    return found && coalesced(found, (record) => isVisible(record, visibility, graph));
  }

  /**
   * What changed between two revisions, but for what a visibility does not show at either end of it; null when that is
   * not known any more, or when it shows other datasets than it did.
   */
  betweenRevisions(
    visibility: Visibility | null,
    since: Revision,
    until: Revision,
    graph: JournalGraph,
  ): GraphChange[] | null {
    if (since < this.#floor) return null;
    const found = this.#all.between(this.#all.placeAfter(since), this.#all.placeAfter(until));
    if (found === null || this.#all.lastDropped > since) return null;
    if (visibility === null) return coalesced(found, () => true);
    const flips = found.some(
      ({ record, before }) =>
        record.record === 'dataset' &&
        before !== undefined &&
        visibility.sees({ ref: record.ref, facts: before }) !==
          visibility.sees({ ref: record.ref, facts: record.facts }),
    );
    return flips ? null : coalesced(found, (record) => isVisible(record, visibility, graph));
  }

  #ringOf(visibility: Visibility): Ring {
    const known = this.#rings.get(visibility.key);
    if (known !== undefined) return known.ring;
    const oldest = this.#rings.keys().next();
    if (this.#rings.size >= MOST_FOLLOWED && oldest.done !== true) this.#rings.delete(oldest.value);
    const ring = new Ring();
    this.#rings.set(visibility.key, { visibility, ring });
    return ring;
  }

  #noteFor(visibility: Visibility, ring: Ring, entry: JournalEntry, graph: JournalGraph): void {
    const { record, before } = entry;
    if (record.record === 'dataset' && before !== undefined) {
      const [was, is] = [before, record.facts].map((facts) => visibility.sees({ ref: record.ref, facts }));
      if (was === true && is === false) {
        ring.reset();
        return;
      }
      if (was === false && is === true) {
        // As if it had just been made: it was not there before.
        for (const other of graph.recordsAt(record.ref)) {
          if (isVisible(other, visibility, graph)) ring.push({ record: other, revision: entry.revision });
        }
        return;
      }
    }
    if (isVisible(record, visibility, graph)) ring.push(entry);
  }
}

/** What a journal keeps of a record. */
export type JournalTaken = Omit<JournalEntry, 'revision'>;

/** A node or an edge that changed, as it is at the end of what is asked about. */
export type GraphChange = NodeRecord | EdgeRecord;

function isVisible(record: GraphChange, visibility: Visibility, graph: JournalGraph): boolean {
  const sees = (ref: string): boolean => {
    const dataset = kindOfRef(ref) === 'FIELD' ? datasetOf(ref) : ref;
    return visibility.sees({ ref: dataset, facts: (graph.factsOf(dataset) ?? null) as DatasetFacts | null });
  };
  switch (record.record) {
    case 'edge': {
      const ends = [record.from, record.to].map(sees);
      return visibility.hidden === 'OPAQUE' ? ends.includes(true) : !ends.includes(false);
    }
    case 'job':
      return graph.isJobVisible(record.ref, visibility);
    default:
      return sees(record.ref);
  }
}

/** Each node and edge once, as it is at the end; nodes first, then edges, each by what names it. */
function coalesced(entries: readonly JournalEntry[], isTold: (record: GraphChange) => boolean): GraphChange[] {
  const byKey = new Map<string, GraphChange>();
  for (const { record } of entries) byKey.set(recordKey(record), record);
  const word = (record: GraphChange): string => `${record.record === 'edge' ? 1 : 0}${recordKey(record)}`;
  return [...byKey.values()].filter(isTold).sort((a, b) => (word(a) < word(b) ? -1 : 1));
}
