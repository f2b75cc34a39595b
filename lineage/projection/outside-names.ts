import { codeOf } from '../domain/code-of.ts';
import type { NameRecord } from '../domain/graph-record.ts';
import { datasetOf, moved } from '../domain/linked-names.ts';
import type { LinkFacts, NameFacts } from '../domain/memory.ts';

/** Names that events from outside gave datasets, and which dataset of the catalog each is. Kept as they are. */
export class OutsideNames {
  readonly #names = new Map<string, NameFacts>();
  readonly #links = new Map<string, LinkFacts>();

  /** Adds or replaces a fact. */
  put(record: NameRecord): void {
    if (record.record === 'name') this.#names.set(record.facts.name, record.facts);
    else this.#links.set(record.facts.name, record.facts);
  }

  /** When a name was seen; undefined for one that never was. */
  seen(name: string): NameFacts | undefined {
    return this.#names.get(name);
  }

  /** The dataset of the catalog that a name is; null while it is none. */
  datasetOf(name: string): string | null {
    return this.#links.get(name)?.dataset ?? null;
  }

  /** The reference under which a name's dataset or column stands in the graph: the catalog's when it is linked. */
  resolve(ref: string): string {
    return ref.includes('|') && !ref.startsWith('job:') ? moved(ref, this.datasetOf(datasetOf(ref))) : ref;
  }

  /** Names that are no dataset of the catalog, in no particular order. */
  *unresolved(): IterableIterator<NameFacts> {
    for (const facts of this.#names.values()) if (this.datasetOf(facts.name) === null) yield facts;
  }

  /** Links, those taken back included. */
  linked(): IterableIterator<LinkFacts> {
    return this.#links.values();
  }

  /** Every fact as a record. */
  *records(): IterableIterator<NameRecord> {
    for (const facts of this.#names.values()) yield { record: 'name', code: codeOf(facts.name), facts };
    for (const facts of this.#links.values()) yield { record: 'link', code: codeOf(facts.name), facts };
  }
}
