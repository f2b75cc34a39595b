import { codeOf } from '../domain/code-of.ts';
import type { ReasonCode } from '../domain/completeness.ts';
import { DICTIONARY_KINDS, isDictionaryKind } from '../domain/dictionary/dictionary-facts.ts';
import { type EdgeLevel, type EdgeRecord, type GraphRecord, recordKey } from '../domain/graph-record.ts';
import type { Instant } from '../domain/instant.ts';
import { datasetOf, moved } from '../domain/linked-names.ts';
import { nameCode, namespaceOf } from '../domain/names/name-code.ts';
import { kindOfRef } from '../domain/node-ref.ts';
import type { Asked } from '../projection/answers.ts';
import { entryOf } from '../projection/dictionary.ts';
import { ProjectionLoader } from '../projection/load.ts';
import type { Projection } from '../projection/projection.ts';
import { boundColumns } from '../projection/queries/bound-columns.ts';
import { Reach } from '../projection/queries/reach.ts';
import { type Start, startAt, visibleNode } from '../projection/queries/start.ts';
import { walkable } from '../projection/visibility.ts';
import type { Direction, GraphSnapshot, TimeQuestion, Traversal } from '../store/graph-store.ts';

/** What one answer takes from a store at most: so much is read well within the deadline of a request. */
export interface SliceBudget {
  /** Nodes that one walk reaches. */
  readonly nodes: number;
  /** Edges between all nodes reached, and of a job that is asked about. */
  readonly edges: number;
}

/** The published budget. */
export const SLICE_BUDGET: SliceBudget = { nodes: 50_000, edges: 300_000 };

/** A walk, as the projection would do it. */
export interface SliceWalk {
  /** Canonical reference of what is asked about. */
  readonly of: string;
  readonly level: EdgeLevel;
  readonly direction: Direction;
  /** Null: all the way. */
  readonly depth: number | null;
  /** Whether it reaches farther than the answer will, so that what lies beyond its depth is not missing. */
  readonly isWider?: boolean;
}

interface Walked {
  readonly asked: SliceWalk;
  readonly traversal: Traversal;
  /** Hops from what is asked about to the sources of the walk. */
  readonly origin: 0 | 1;
}

/**
 * The part of a store's graph that an answer is made from. The store's own engine decides what is reached and how far it
 * is; the records of just that are then read, and a small projection of them answers through the same queries as the
 * large one: totals, order and explanations come out equal.
 */
export class Slice {
  readonly #at: GraphSnapshot;
  readonly #asked: Asked;
  readonly #time: TimeQuestion;
  readonly #hidden: readonly string[];
  readonly #budget: SliceBudget;
  readonly #records = new Map<string, GraphRecord>();
  /** References that the store was asked to describe. */
  readonly #described = new Set<string>();
  readonly #walked: Walked[] = [];
  readonly #lacks = new Set<ReasonCode>();
  #hasDictionary = false;

  constructor(at: GraphSnapshot, asked: Asked, hidden: readonly string[], budget: SliceBudget = SLICE_BUDGET) {
    this.#at = at;
    this.#asked = asked;
    this.#time = { asOf: asked.asOf, asRecorded: asked.asRecorded ?? null };
    this.#hidden = hidden;
    this.#budget = budget;
  }

  /** A slice, empty yet, of the same graph for the same asker at another instant. */
  at(asOf: Instant): Slice {
    return new Slice(this.#at, { ...this.#asked, asOf }, this.#hidden, this.#budget);
  }

  /** Takes over what another slice of the graph holds. */
  add(other: Slice): void {
    this.#put(other.#records.values());
    for (const why of other.#lacks) this.#lacks.add(why);
  }

  /** Reads what is asked about, what a walk from there starts at, and what it is a name of. */
  async addStart(ref: string): Promise<void> {
    const kind = kindOfRef(ref);
    if (kind === 'JOB') return this.#addJob(ref);
    if (isDictionaryKind(kind)) return this.#addBound(ref);
    await this.#describe([ref]);
    const isThere = this.#records.has(ref);
    if (kind === 'DATASET' ? isThere : !isThere) this.#put(await this.#at.columnsOf(datasetOf(ref)));
    // A column that no schema lists is there for whoever sees one of its edges.
    const record = this.#records.get(ref);
    if (record?.record === 'field' && record.facts === null)
      await this.#addEdges(await this.#at.edgesAt(ref, this.#most));
    if (!ref.includes('|')) return;
    const name = datasetOf(ref);
    this.#put(await this.#at.facts('rule', [codeOf(namespaceOf(name))]));
    const [placed] = await this.#at.facts('place', [nameCode(name)]);
    if (placed?.record !== 'place') return;
    this.#put([placed]);
    if (placed.facts.place !== name) await this.addStart(moved(ref, placed.facts.place));
  }

  /** The dictionary: what columns need is decided with it. */
  async addDictionary(): Promise<void> {
    if (this.#hasDictionary) return;
    this.#hasDictionary = true;
    for (const kind of DICTIONARY_KINDS) this.#put(await this.#at.facts(kind, null));
  }

  /** Who works for whom: what totals count. */
  async addAssignments(): Promise<void> {
    this.#put(await this.#at.facts('assignment', null));
  }

  /** Walks. What it reaches is in the slice after `addReached`. @returns null when there is nothing to start at. */
  async walk(asked: SliceWalk): Promise<Traversal | null> {
    const start = this.#startOf(this.projection(), asked);
    if (start === undefined || start.sources.length === 0) return null;
    const depth = asked.depth === null ? null : asked.depth - start.origin;
    // What a job feeds is one hop from it already: nothing is within no hops, and the query says so itself.
    if (depth !== null && depth < 0) return null;
    const traversal = await this.traverse(this.#refs(start), asked.direction, depth);
    this.#walked.push({ asked, traversal, origin: start.origin });
    if (traversal.cut === 'BUDGET' || (traversal.cut !== null && asked.isWider !== true))
      this.#lacks.add(traversal.cut);
    return traversal;
  }

  /** Everything in one direction of some nodes. */
  traverse(sources: readonly string[], direction: Direction, depth: number | null): Promise<Traversal> {
    const { nodes } = this.#budget;
    return this.#at.traverse({ ...this.#time, sources, direction, depth, nodes, hidden: this.#hidden });
  }

  /** Where a walk starts, as the projection would; none for what does not exist for whoever asks. */
  sourcesOf(asked: SliceWalk): string[] {
    const start = this.#startOf(this.projection(), asked);
    return start === undefined ? [] : this.#refs(start);
  }

  /** Reads what the walks reached, with the edges between. */
  async addReached(): Promise<void> {
    const distances = new Map<string, number>();
    for (const { asked, traversal, origin } of this.#walked) {
      for (const ref of this.sourcesOf(asked)) distances.set(ref, 0);
      for (const { ref, distance } of traversal.reached) {
        distances.set(ref, Math.min(distance + origin, distances.get(ref) ?? Number.POSITIVE_INFINITY));
      }
    }
    const nearestFirst = [...distances].sort(([, a], [, b]) => a - b).map(([ref]) => ref);
    await this.addNodes(nearestFirst);
    this.#compareWithWalks();
  }

  /**
   * Reads some nodes with the edges of the time between them.
   * @param refs nearest first: when there are more edges than the budget, the farthest are left out.
   */
  async addNodes(refs: readonly string[]): Promise<void> {
    let kept = refs;
    let edges = await this.#at.edgesAmong(kept, this.#time, this.#budget.edges + 1);
    while (edges.length > this.#budget.edges) {
      this.#lacks.add('BUDGET');
      kept = kept.slice(0, Math.floor(kept.length / 2));
      edges = await this.#at.edgesAmong(kept, this.#time, this.#budget.edges + 1);
    }
    this.#put(edges);
    await this.#describe(kept);
  }

  /** The answer will not be whole. */
  lack(why: ReasonCode): void {
    this.#lacks.add(why);
  }

  /** What was read so far as a projection. Cost: linear in it. */
  projection(): Projection {
    const loader = new ProjectionLoader();
    loader.add(this.#records.values());
    return loader.finish(this.#at.revision, [...this.#lacks]);
  }

  /** What is bound to an entry of the dictionary, in the order of references: beyond the budget some are left out. */
  async #addBound(ref: string): Promise<void> {
    await this.addDictionary();
    const entry = entryOf(ref);
    if (entry === null) return;
    const { dictionary } = this.projection();
    const bind = async (to: 'element' | 'codeList', code: string): Promise<void> => {
      const found = await this.#at.columnsBound(to, code, this.#budget.nodes + 1);
      if (found.length > this.#budget.nodes) this.#lacks.add('BUDGET');
      this.#put(found);
      await this.#describe(found.map((column) => column.ref));
    };
    if (entry.kind === 'ELEMENT') await bind('element', entry.code);
    else if (entry.kind === 'CODELIST') {
      await bind('codeList', entry.code);
      for (const element of dictionary.codes('ELEMENT')) {
        if (dictionary.elementList(element) === entry.code) await bind('element', element);
      }
    } else {
      for (const dataset of dictionary.conforming(entry.code)) {
        await this.#describe([dataset]);
        this.#put(await this.#at.columnsOf(dataset));
      }
    }
  }

  async #addJob(job: string): Promise<void> {
    await this.#describe([job]);
    await this.#addEdges(await this.#at.edgesOf(job, this.#most));
    await this.#addEnds(job);
  }

  /** What events say that a job reads and writes, and where that stands. */
  async #addEnds(job: string): Promise<void> {
    const [seen] = await this.#at.facts('ends', [codeOf(job)]);
    if (seen?.record !== 'ends') return;
    this.#put([seen]);
    const names = [...seen.facts.inputs, ...seen.facts.outputs].map(([ref]) => ref);
    await this.#describe(names);
    const outside = names.filter((ref) => ref.includes('|'));
    this.#put(await this.#at.facts('rule', [...new Set(outside.map((ref) => codeOf(namespaceOf(ref))))]));
    this.#put(await this.#at.facts('place', outside.map(nameCode)));
    const { names: placed } = this.projection();
    await this.#describe(outside.map((ref) => placed.placeOf(ref)));
  }

  get #most(): number {
    return this.#budget.edges + 1;
  }

  async #addEdges(edges: readonly EdgeRecord[]): Promise<void> {
    if (edges.length > this.#budget.edges) this.#lacks.add('BUDGET');
    this.#put(edges);
    await this.#describe(edges.flatMap(({ from, to }) => [from, to]));
  }

  /** Nodes are read with their datasets: a dataset without its facts would be taken for one that is in no catalog. */
  async #describe(refs: readonly string[]): Promise<void> {
    const wanted = new Set<string>();
    for (const ref of refs) {
      for (const node of kindOfRef(ref) === 'FIELD' ? [ref, datasetOf(ref)] : [ref]) {
        if (!this.#described.has(node)) wanted.add(node);
      }
    }
    for (const ref of wanted) this.#described.add(ref);
    if (wanted.size > 0) this.#put((await this.#at.describe([...wanted])).values());
  }

  #put(records: Iterable<GraphRecord>): void {
    for (const record of records) this.#records.set(recordKey(record), record);
  }

  #startOf(slice: Projection, { of, level, direction }: SliceWalk): StartIn | undefined {
    const mask = slice.mask(walkable(this.#asked.visibility));
    if (slice.dictionary.has(of)) {
      const sources = level === 'DATASET' ? [] : boundColumns(slice, of, this.#time.asOf, mask);
      return { slice, ref: of, sources, origin: 1 };
    }
    const node = visibleNode(slice, of, slice.mask(this.#asked.visibility ?? null));
    if (node === undefined) return undefined;
    const window = slice.graph.window(this.#time.asOf, this.#time.asRecorded);
    return { slice, ...startAt(slice, node, level, direction, window, mask) };
  }

  #refs({ slice, sources }: StartIn): string[] {
    return sources.map((id) => slice.nodes.ref(id));
  }

  /** The slice must say of every node what the store said, or one of the two is wrong. */
  #compareWithWalks(): void {
    if (this.#lacks.has('BUDGET')) return;
    const slice = this.projection();
    const mask = slice.mask(walkable(this.#asked.visibility));
    const window = slice.graph.window(this.#time.asOf, this.#time.asRecorded);
    for (const { asked, traversal, origin } of this.#walked) {
      const start = this.#startOf(slice, asked);
      if (start === undefined) continue;
      const { direction, depth } = asked;
      const reach = new Reach(slice, start, { direction, window, mask, depth });
      const sources = origin === 1 ? start.sources.length : 0;
      const wrong = traversal.reached.find(
        ({ ref, distance }) => reach.distanceOf(slice.nodes.find(ref) ?? -1) !== distance + origin,
      );
      if (wrong !== undefined || reach.nodes.length !== traversal.reached.length + sources) {
        throw new Error(
          `The walk of the store reaches ${traversal.reached.length} nodes from ${asked.of}, its records ${reach.nodes.length - sources}; first difference: ${wrong?.ref}`,
        );
      }
    }
  }
}

interface StartIn extends Start {
  readonly slice: Projection;
}
