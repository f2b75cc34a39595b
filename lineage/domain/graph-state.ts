import {
  type EdgeRecord,
  edgeKey,
  type FactRecord,
  type FactsOf,
  factKey,
  type GraphRecord,
  type NodeRecord,
  recordKey,
} from './graph-record.ts';
import type { LinkedFacts } from './memory.ts';
import { namespaceCode, namespaceOf } from './names/name-code.ts';
import { isKnownByName } from './names/name-facts.ts';
import { datasetOfField } from './node-ref.ts';
import { sameJson } from './same-json.ts';
import type { Transformation } from './transformations.ts';

const NONE: ReadonlySet<never> = new Set();

/**
 * A graph, or the part of one that folding a batch looks at, as maps. Costs some hundred bytes a record: fit for
 * batches, tests and small graphs; `lineage/projection` is what answers questions.
 */
export class GraphState {
  readonly #nodes = new Map<string, NodeRecord>();
  readonly #facts = new Map<string, FactRecord>();
  readonly #edges = new Map<string, EdgeRecord>();
  /** By what the codes of their namespace begin with. */
  readonly #names = new Map<string, Set<string>>();
  /** By place: codes of what is lent to it. */
  readonly #linked = new Map<string, Set<string>>();
  readonly #fields = new Map<string, Set<string>>();
  readonly #openOfJob = new Map<string, Set<string>>();
  /** Made when it is first asked for: most batches drop no column. */
  #openAtNode: Map<string, Set<string>> | undefined;
  /** Made when it is first asked for: only observed edges are looked up so. */
  #openBetween: Map<string, Set<string>> | undefined;
  readonly #touched = new Map<string, GraphRecord>();

  /** The node of a reference. */
  node(ref: string): NodeRecord | undefined {
    return this.#nodes.get(ref);
  }

  /** Columns known of a dataset, dropped ones included. */
  fieldsOf(dataset: string): string[] {
    return [...(this.#fields.get(dataset) ?? NONE)];
  }

  /** Edges of a job that are not superseded. */
  openEdgesOfJob(job: string): EdgeRecord[] {
    return this.#edgesByKey(this.#openOfJob.get(job));
  }

  /** Edges from or to a node that are not superseded. */
  openEdgesAt(ref: string): EdgeRecord[] {
    if (this.#openAtNode === undefined) {
      this.#openAtNode = new Map();
      for (const [key, edge] of this.#edges) this.#indexAtNodes(this.#openAtNode, edge, key);
    }
    return this.#edgesByKey(this.#openAtNode.get(ref));
  }

  /** The newest version of an edge that is not superseded. */
  openEdge(job: string, from: string, to: string, transformation: Transformation | null): EdgeRecord | undefined {
    if (this.#openBetween === undefined) {
      this.#openBetween = new Map();
      for (const [key, edge] of this.#edges) indexOpen(this.#openBetween, keyBetween(edge), edge, key);
    }
    return this.#edgesByKey(this.#openBetween.get(edgeKey(job, from, to, transformation))).at(-1);
  }

  /** A fact by kind and code. */
  fact<K extends keyof FactsOf>(record: K, code: string): FactsOf[K] | undefined {
    // A fact is found by its kind, so that it has the facts of that kind.
    return this.#facts.get(factKey(record, code))?.facts as FactsOf[K] | undefined;
  }

  /** Names that are known in some way, of those whose code (`nameCode`) begins so. */
  namesUnder(prefix: string): string[] {
    return [...(this.#names.get(prefix) ?? NONE)];
  }

  /** What is lent to a place, by job. */
  linkedAt(place: string): LinkedFacts[] {
    const codes: ReadonlySet<string> = this.#linked.get(place) ?? NONE;
    return [...codes].flatMap((code) => this.fact('linked', code) ?? []);
  }

  /** Adds or replaces a record; it counts as touched unless it says what was there already. */
  put(record: GraphRecord): void {
    const key = recordKey(record);
    const before = this.#get(record, key);
    if (before !== undefined && sameJson(before, record)) return;
    this.#touched.set(key, record);
    this.#set(record, key);
  }

  /** Adds a record that is known to be there; it does not count as touched. */
  load(record: GraphRecord): void {
    this.#set(record, recordKey(record));
  }

  /** The records touched since the last call, each once, as they are now. Nodes before edges. */
  takeTouched(): GraphRecord[] {
    const records = [...this.#touched.values()];
    this.#touched.clear();
    return [...records.filter((r) => r.record !== 'edge'), ...records.filter((r) => r.record === 'edge')];
  }

  /** Every record. */
  *records(): IterableIterator<GraphRecord> {
    yield* this.#nodes.values();
    yield* this.#facts.values();
    yield* this.#edges.values();
  }

  #get(record: GraphRecord, key: string): GraphRecord | undefined {
    if (record.record === 'edge') return this.#edges.get(key);
    return 'ref' in record ? this.#nodes.get(key) : this.#facts.get(key);
  }

  #set(record: GraphRecord, key: string): void {
    if (record.record === 'edge') {
      this.#edges.set(key, record);
      indexOpen(this.#openOfJob, record.job, record, key);
      if (this.#openAtNode !== undefined) this.#indexAtNodes(this.#openAtNode, record, key);
      if (this.#openBetween !== undefined) indexOpen(this.#openBetween, keyBetween(record), record, key);
    } else if ('ref' in record) {
      this.#nodes.set(key, record);
      if (record.record === 'field') {
        const dataset = datasetOfField(record.ref);
        note(this.#fields, dataset, record.ref);
      }
    } else {
      this.#facts.set(key, record);
      if (isKnownByName(record)) note(this.#names, namespaceCode(namespaceOf(record.facts.name)), record.facts.name);
      else if (record.record === 'linked') note(this.#linked, record.facts.dataset, record.code);
    }
  }

  #indexAtNodes(index: Map<string, Set<string>>, edge: EdgeRecord, key: string): void {
    indexOpen(index, edge.from, edge, key);
    indexOpen(index, edge.to, edge, key);
  }

  #edgesByKey(keys: ReadonlySet<string> = NONE): EdgeRecord[] {
    return [...keys].flatMap((key) => this.#edges.get(key) ?? []);
  }
}

const keyBetween = ({ job, from, to, transformation }: EdgeRecord): string => edgeKey(job, from, to, transformation);

function note(index: Map<string, Set<string>>, at: string, item: string): void {
  const known = index.get(at);
  if (known === undefined) index.set(at, new Set([item]));
  else known.add(item);
}

function indexOpen(index: Map<string, Set<string>>, at: string, edge: EdgeRecord, key: string): void {
  const keys = index.get(at);
  if (edge.recordedTo !== null) keys?.delete(key);
  else if (keys === undefined) index.set(at, new Set([key]));
  else keys.add(key);
}
