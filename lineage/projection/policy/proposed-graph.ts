import type { DatasetFacts, FieldFacts, JobFacts } from '../../domain/facts.ts';
import type { EdgeRecord, GraphRecord } from '../../domain/graph-record.ts';
import type { GraphState } from '../../domain/graph-state.ts';
import type { Instant } from '../../domain/instant.ts';
import { datasetOfField } from '../../domain/node-ref.ts';
import { type Dirty, nothingDirty } from '../../domain/policy/evaluation.ts';
import { seedOf } from '../../domain/policy/labels.ts';
import type { EdgeVisit, PolicyGraph } from '../../domain/policy/policy-graph.ts';
import { transformationCode } from '../../domain/transformations.ts';
import type { Revision } from '../../store/graph-store.ts';
import type { ColumnGraph } from './column-graph.ts';
import type { Difference } from './cycles.ts';

/** What stands at a column over the graph beneath: edges more, and edges of it that are no more. */
interface Side {
  readonly more: Map<number, { readonly end: number; readonly transformation: number; readonly job: number }[]>;
  readonly less: Map<number, Set<string>>;
}

const side = (): Side => ({ more: new Map(), less: new Map() });
const keyOf = (end: number, transformation: number, job: number): string => `${end} ${transformation} ${job}`;

/**
 * A graph as it would be if some things were otherwise: what differs lies over the graph beneath, which stays as it is
 * and is asked for all the rest. Precondition: nothing is hidden in it, and it does not change while this is asked.
 *
 * Cost: the records that differ and the edges of the flows among them; nothing by node of the graph.
 */
export class ProposedGraph implements PolicyGraph {
  readonly asOf: Instant;
  /** Columns, datasets, flows and elements about which something differs. */
  readonly dirty: Dirty = nothingDirty();
  /** Column edges that came and that went. */
  readonly came: Difference[] = [];
  readonly went: Difference[] = [];
  readonly #base: ColumnGraph;
  /** Number of the first node that is only thought of. */
  readonly #first: number;
  /** Of the graph beneath. */
  readonly #revision: Revision;
  readonly #refs: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #datasets = new Map<number, DatasetFacts | null>();
  readonly #fields = new Map<number, FieldFacts | null>();
  readonly #jobs = new Map<number, JobFacts | null>();
  readonly #traits = new Map<number, number>();
  /** Dataset of each column that is only thought of, and those of each dataset. */
  readonly #datasetOf = new Map<number, number>();
  readonly #columns = new Map<number, number[]>();
  readonly #flows = new Map<number, readonly string[]>();
  readonly #out = side();
  readonly #in = side();

  /**
   * @param asOf an instant at which the graph beneath is what it is at its own.
   * @param records all that differs, nodes before edges.
   * @param state what `records` led to: it holds all open edges of the flows and columns that they touch.
   */
  constructor(base: ColumnGraph, asOf: Instant, records: readonly GraphRecord[], state: GraphState) {
    this.#base = base;
    this.asOf = asOf;
    this.#first = base.count;
    this.#revision = base.revision;
    const touched = new Set<string>();
    const sources = new Set<number>();
    for (const record of records) {
      switch (record.record) {
        case 'dataset':
          this.#putDataset(this.#number(record.ref), record.facts);
          break;
        case 'field':
          this.#putField(record.ref, record.facts);
          break;
        case 'job':
          touched.add(record.ref);
          this.#putJob(this.#number(record.ref), record.facts, state.openEdgesOfJob(record.ref));
          break;
        case 'edge':
          touched.add(record.job);
          this.#number(record.job);
          if (record.transformation === null) break;
          sources.add(this.#number(record.from));
          this.#number(record.to);
          break;
        default:
      }
    }
    for (const job of touched) this.#follow(job, state.openEdgesOfJob(job), sources);
  }

  get count(): number {
    return this.#first + this.#refs.length;
  }

  /** Whether the graph beneath is what it was: else nothing that is asked here makes sense any more. */
  get stands(): boolean {
    return this.#base.revision === this.#revision;
  }

  /** As `ColumnGraph` does. */
  keepUp(): void {
    this.#base.keepUp();
  }

  ref(node: number): string {
    return node < this.#first ? this.#base.ref(node) : (this.#refs[node - this.#first] as string);
  }

  find(ref: string): number | undefined {
    return this.#numbers.get(ref) ?? this.#base.find(ref);
  }

  eachOut(column: number, visit: EdgeVisit): void {
    this.#each(this.#out, 'eachOut', column, visit);
  }

  eachIn(column: number, visit: EdgeVisit): void {
    this.#each(this.#in, 'eachIn', column, visit);
  }

  #each({ more, less }: Side, way: 'eachOut' | 'eachIn', column: number, visit: EdgeVisit): void {
    const gone = less.get(column);
    if (column < this.#first) {
      this.#base[way](
        column,
        gone === undefined
          ? visit
          : (end, transformation, job) => {
              if (!gone.has(keyOf(end, transformation, job))) visit(end, transformation, job);
            },
      );
    }
    for (const { end, transformation, job } of more.get(column) ?? []) visit(end, transformation, job);
  }

  traitsOf(job: number): number {
    return this.#traits.get(job) ?? this.#base.traitsOf(job);
  }

  seedOf(node: number): number {
    const isKnown = node < this.#first && !this.#fields.has(node) && !this.#datasets.has(this.datasetOf(node));
    if (isKnown) return this.#base.seedOf(node);
    if (node < this.#first ? !this.#base.isColumn(node) : !this.#datasetOf.has(node)) return 0;
    return seedOf(this.fieldFacts(node), this.datasetFacts(this.datasetOf(node)));
  }

  *datasets(): IterableIterator<number> {
    for (const dataset of this.#base.datasets()) if (!this.#datasets.has(dataset)) yield dataset;
    for (const [dataset, facts] of this.#datasets) if (facts !== null) yield dataset;
  }

  datasetOf(column: number): number {
    return this.#datasetOf.get(column) ?? (column < this.#first ? this.#base.datasetOf(column) : column);
  }

  datasetFacts(dataset: number): DatasetFacts | null {
    return this.#facts(this.#datasets, dataset, (node) => this.#base.datasetFacts(node));
  }

  columnsOf(dataset: number): readonly number[] {
    const known = dataset < this.#first ? this.#base.columnsOf(dataset) : [];
    const more = this.datasetFacts(dataset) === null ? [] : (this.#columns.get(dataset) ?? []);
    return more.length === 0 ? known : [...known, ...more].sort((a, b) => (this.ref(a) < this.ref(b) ? -1 : 1));
  }

  observedColumnsOf(dataset: number): readonly number[] {
    return dataset < this.#first ? this.#base.observedColumnsOf(dataset) : [];
  }

  fieldFacts(column: number): FieldFacts | null {
    return this.#facts(this.#fields, column, (node) => this.#base.fieldFacts(node));
  }

  *jobs(): IterableIterator<number> {
    for (const job of this.#base.jobs()) if (!this.#jobs.has(job)) yield job;
    for (const [job, facts] of this.#jobs) if (facts !== null) yield job;
  }

  jobFacts(job: number): JobFacts | null {
    return this.#facts(this.#jobs, job, (node) => this.#base.jobFacts(node));
  }

  datasetsOfJob(job: number): readonly string[] {
    return this.#flows.get(job) ?? (job < this.#first ? this.#base.datasetsOfJob(job) : []);
  }

  hasPublicBasis(column: string): boolean {
    return this.#base.hasPublicBasis(column);
  }

  isListed(kind: 'SHARED' | 'OPEN', dataset: string): boolean {
    return this.#base.isListed(kind, dataset);
  }

  claimedElements(): Iterable<string> {
    return this.#base.claimedElements();
  }

  claimantsOf(element: string): readonly string[] {
    return this.#base.claimantsOf(element);
  }

  #facts<F>(put: ReadonlyMap<number, F | null>, node: number, beneath: (node: number) => F | null): F | null {
    const facts = put.get(node);
    if (facts !== undefined) return facts;
    return node < this.#first ? beneath(node) : null;
  }

  /** The number of a node, which is known from now on. */
  #number(ref: string): number {
    const known = this.find(ref);
    if (known !== undefined) return known;
    const number = this.count;
    this.#refs.push(ref);
    this.#numbers.set(ref, number);
    return number;
  }

  #putDataset(dataset: number, facts: DatasetFacts | null): void {
    this.#datasets.set(dataset, facts);
    this.dirty.datasets.add(dataset);
    for (const column of this.columnsOf(dataset)) this.dirty.columns.add(column);
  }

  #putField(ref: string, facts: FieldFacts | null): void {
    const dataset = this.#number(datasetOfField(ref));
    const column = this.#number(ref);
    this.#fields.set(column, facts);
    if (column >= this.#first && !this.#datasetOf.has(column)) {
      this.#datasetOf.set(column, dataset);
      this.#columns.set(dataset, [...(this.#columns.get(dataset) ?? []), column]);
    }
    this.dirty.columns.add(column);
    this.dirty.datasets.add(dataset);
  }

  #putJob(job: number, facts: JobFacts | null, edges: readonly EdgeRecord[]): void {
    const before = job < this.#first ? this.#base.traitsOf(job) : null;
    const traits = this.#base.traitsFor(facts);
    this.#jobs.set(job, facts);
    this.#traits.set(job, traits);
    this.dirty.jobs.add(job);
    if (before === null || before === traits) return;
    // What it does to labels is another thing now, wherever it writes.
    this.dirty.isLoss = true;
    for (const { to, transformation } of edges) if (transformation !== null) this.dirty.columns.add(this.#number(to));
  }

  /** Takes in which edges of a flow are live. @param sources where edges that differ may begin. */
  #follow(ref: string, open: readonly EdgeRecord[], sources: ReadonlySet<number>): void {
    const job = this.#number(ref);
    this.dirty.jobs.add(job);
    const { asOf } = this;
    const live = open.filter(
      ({ validFrom, validTo }) => (validFrom === null || validFrom <= asOf) && (validTo === null || asOf < validTo),
    );
    const datasetOf = ({ transformation }: EdgeRecord, end: string): string =>
      transformation === null ? end : datasetOfField(end);
    this.#flows.set(
      job,
      [...new Set(live.flatMap((edge) => [datasetOf(edge, edge.from), datasetOf(edge, edge.to)]))].sort(),
    );
    const isKept = new Set<string>();
    const missing = new Map<string, readonly [from: number, to: number, transformation: number]>();
    for (const { from, to, transformation } of live) {
      if (transformation === null || !sources.has(this.#number(from))) continue;
      const code = this.#base.countsAs(transformationCode(transformation), ref, to);
      const ends = [this.#number(from), this.#number(to)] as const;
      missing.set(`${ends[0]} ${keyOf(ends[1], code, job)}`, [...ends, code]);
    }
    for (const from of sources) {
      if (from >= this.#first) continue;
      const gone = new Map<string, readonly [to: number, transformation: number]>();
      this.#base.eachOut(from, (to, transformation, by) => {
        if (by !== job) return;
        const key = `${from} ${keyOf(to, transformation, job)}`;
        if (isKept.has(key)) return;
        if (missing.delete(key)) isKept.add(key);
        else gone.set(key, [to, transformation]);
      });
      for (const [to, transformation] of gone.values()) this.#end(from, to, transformation, job);
    }
    for (const [from, to, transformation] of missing.values()) this.#begin(from, to, transformation, job);
  }

  #begin(from: number, to: number, transformation: number, job: number): void {
    push(this.#out.more, from, { end: to, transformation, job });
    push(this.#in.more, to, { end: from, transformation, job });
    this.came.push([from, to]);
    this.#noteEdge(from, to);
  }

  #end(from: number, to: number, transformation: number, job: number): void {
    note(this.#out.less, from, keyOf(to, transformation, job));
    note(this.#in.less, to, keyOf(from, transformation, job));
    this.went.push([from, to]);
    this.dirty.isLoss = true;
    this.#noteEdge(from, to);
  }

  #noteEdge(from: number, to: number): void {
    this.dirty.columns.add(to);
    this.dirty.datasets.add(this.datasetOf(from)).add(this.datasetOf(to));
  }
}

function push<T>(lists: Map<number, T[]>, at: number, item: T): void {
  const list = lists.get(at);
  if (list === undefined) lists.set(at, [item]);
  else list.push(item);
}

function note(sets: Map<number, Set<string>>, at: number, item: string): void {
  const set = sets.get(at);
  if (set === undefined) sets.set(at, new Set([item]));
  else set.add(item);
}
