import { codeOf } from './code-of.ts';
import { type FactRecord, factKey } from './graph-record.ts';
import { datasetOf, isCatalog } from './linked-names.ts';
import { nameCode, namespaceOf } from './names/name-code.ts';
import { datasetOfField, kindOfRef } from './node-ref.ts';

/** What of the graph folding a batch looks at; a store loads just this. */
export interface FoldReads {
  /** Canonical references of nodes. */
  readonly nodes: ReadonlySet<string>;
  /** Datasets of which all columns are looked at, and all open edges of these columns. */
  readonly fieldsOf: ReadonlySet<string>;
  /** Jobs of which all open edges are looked at. */
  readonly edgesOf: ReadonlySet<string>;
  /** Datasets of which all open edges at dataset level are looked at. */
  readonly edgesAt: ReadonlySet<string>;
  /** Open edges of a job between two nodes: three references, a line each. */
  readonly edges: ReadonlySet<string>;
  /** Facts: kind and code, a line each. */
  readonly facts: ReadonlySet<string>;
  /** Facts whose codes begin alike: kind and what they begin with, a line each. */
  readonly factsUnder: ReadonlySet<string>;
}

/** Reads as they are collected. */
export class Reads implements FoldReads {
  readonly nodes = new Set<string>();
  readonly fieldsOf = new Set<string>();
  readonly edgesOf = new Set<string>();
  readonly edgesAt = new Set<string>();
  readonly edges = new Set<string>();
  readonly facts = new Set<string>();
  readonly factsUnder = new Set<string>();

  /** Whether nothing is looked at. */
  get isEmpty(): boolean {
    return this.#sets().every((set) => set.size === 0);
  }

  /** A node, and the dataset of a column. */
  node(ref: string): void {
    this.nodes.add(ref);
    if (kindOfRef(ref) === 'FIELD') this.nodes.add(datasetOfField(ref));
  }

  /** A fact by kind and code. */
  fact(record: FactRecord['record'], code: string): void {
    this.facts.add(factKey(record, code));
  }

  /** What says where a name stands. */
  place(ref: string): void {
    const name = datasetOf(ref);
    if (isCatalog(name)) return;
    this.fact('place', nameCode(name));
    this.fact('rule', codeOf(namespaceOf(name)));
  }

  /** Those that are not among others. */
  without(others: Reads): Reads {
    const rest = new Reads();
    const [mine, theirs, left] = [this.#sets(), others.#sets(), rest.#sets()];
    mine.forEach((set, i) => {
      for (const item of set) if (theirs[i]?.has(item) === false) left[i]?.add(item);
    });
    return rest;
  }

  /** Adds others. */
  include(others: Reads): void {
    const theirs = others.#sets();
    this.#sets().forEach((set, i) => {
      for (const item of theirs[i] ?? []) set.add(item);
    });
  }

  #sets(): Set<string>[] {
    return [this.nodes, this.fieldsOf, this.edgesOf, this.edgesAt, this.edges, this.facts, this.factsUnder];
  }
}
