import { type Adjacency, forEachEdge, isLive, type TimeWindow } from '../../domain/algorithms/adjacency.ts';
import type { DatasetFacts, FieldFacts, JobFacts } from '../../domain/facts.ts';
import type { Instant } from '../../domain/instant.ts';
import { kindOf, MINIMUM_CELL_SIZE, seedOf, traitsOf } from '../../domain/policy/labels.ts';
import type { EdgeVisit, PolicyGraph } from '../../domain/policy/policy-graph.ts';
import type { LaidOutEdges } from '../../domain/policy/spread-labels.ts';
import { NO_TRANSFORMATION, transformationCode } from '../../domain/transformations.ts';
import type { Revision } from '../../store/graph-store.ts';
import { someEdgeOfJob } from '../job-edges.ts';
import { DATASET, FIELD, JOB } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { sharedBytes } from '../shared-arrays.ts';
import { type Visibility, walkable } from '../visibility.ts';
import type { ListsInForce } from './policy-facts.ts';

const HASH = transformationCode('HASH');
const DEIDENTIFICATION = transformationCode('DEIDENTIFICATION');

/** How findings are asked for. */
export interface PolicyAsked {
  readonly asOf: Instant;
  /** Null: all is seen. */
  readonly visibility: Visibility | null;
  /** Fewest records behind a figure that is not personal any more; `MINIMUM_CELL_SIZE` unless given. */
  readonly minimumCellSize?: number | undefined;
}

/** The projection as the rules see it, at an instant. After the projection changed, `refresh` it. */
export class ColumnGraph implements PolicyGraph {
  readonly #projection: Projection;
  readonly #asked: PolicyAsked;
  readonly #cellSize: number;
  #asOf: Instant;
  /** As it was laid out when times were last looked up in it. */
  #laidOut: Projection['graph'] | undefined;
  #mask: Uint8Array | null = null;
  #window: TimeWindow = { valid: 0, recorded: 0, openIsLive: false };
  #lists: ListsInForce = new Map();
  /** By node: traits of a job + 1 as the rules were told them, 0 while they were not. */
  #traits = new Uint8Array(0);
  /** Columns of the dataset that was asked about last. */
  #columns: { readonly dataset: number; readonly columns: readonly number[] } = { dataset: -1, columns: [] };

  constructor(projection: Projection, asked: PolicyAsked) {
    this.#projection = projection;
    this.#asked = asked;
    this.#asOf = asked.asOf;
    this.#cellSize = asked.minimumCellSize ?? MINIMUM_CELL_SIZE;
    this.refresh();
  }

  /**
   * The same over a projection that goes on for this one's, with what the rules were told of flows and lists: what
   * changed of these is noticed still. @param order by number there: the number here.
   */
  over(projection: Projection, order: Int32Array): ColumnGraph {
    const next = new ColumnGraph(projection, { ...this.#asked, asOf: this.#asOf });
    next.#lists = this.#lists;
    next.#traits.set(this.#traits.subarray(0, next.#traits.length));
    for (let node = 0; node < order.length; node++) next.#traits[node] = this.#traits[order[node] as number] ?? 0;
    return next;
  }

  /** Takes in what changed in the projection, and the time. Cost: the lists; a byte a node. */
  refresh(asOf: Instant = this.#asOf): void {
    const { graph, nodes, policy } = this.#projection;
    const { visibility } = this.#asked;
    this.#asOf = asOf;
    this.#laidOut = graph;
    this.#window = graph.window(asOf, null);
    this.#mask = this.#projection.mask(walkable(visibility));
    this.#lists = policy.listsAt(asOf);
    this.#columns = { dataset: -1, columns: [] };
    if (this.#traits.length < nodes.count) {
      const traits = new Uint8Array(nodes.count * 2);
      traits.set(this.#traits);
      this.#traits = traits;
    }
  }

  /** What the rules were told of flows, by node: to be told to another graph of the same nodes. */
  get traits(): Uint8Array {
    return this.#traits;
  }

  /** Takes in what the rules were told elsewhere, of the nodes that there were. */
  tell(traits: Uint8Array): void {
    const told = traits.subarray(0, this.#traits.length);
    this.#traits.set(told);
  }

  /** Takes in that the projection was laid out anew, if it was, before somebody asks on. */
  keepUp(): void {
    if (this.#laidOut !== this.#projection.graph) this.refresh();
  }

  get asOf(): Instant {
    return this.#asOf;
  }

  get count(): number {
    return this.#projection.nodes.count;
  }

  /** Of the projection: while it is the same, so is all that is asked here. */
  get revision(): Revision {
    return this.#projection.revision;
  }

  ref(node: number): string {
    return this.#projection.nodes.ref(node);
  }

  find(ref: string): number | undefined {
    return this.#projection.nodes.find(ref);
  }

  eachOut(column: number, visit: EdgeVisit): void {
    this.#each(this.#projection.graph.forward, column, (end, job, transformation) =>
      visit(end, transformation === HASH ? this.#hash(job, end) : transformation, job),
    );
  }

  eachIn(column: number, visit: EdgeVisit): void {
    this.#each(this.#projection.graph.backward, column, (end, job, transformation) =>
      visit(end, transformation === HASH ? this.#hash(job, column) : transformation, job),
    );
  }

  /** Column edges of the window at a column, to visible ones. */
  #each(side: Adjacency, column: number, visit: (end: number, job: number, transformation: number) => void): void {
    const { columns } = this.#projection.graph;
    const { valid, recorded } = this.#window;
    forEachEdge(side, column, (end, slot) => {
      const transformation = columns.transformation[slot] as number;
      if (transformation === NO_TRANSFORMATION || isLive(columns, slot, valid, recorded) === 0) return;
      if (this.#mask !== null && this.#mask[end] !== 1) return;
      visit(end, columns.job[slot] as number, transformation);
    });
  }

  laidOut(): LaidOutEdges {
    const { graph, policy } = this.#projection;
    const { columns, count } = graph;
    const { valid, recorded } = this.#window;
    const mask = this.#mask;
    const kinds = sharedBytes(count);
    for (let slot = 0; slot < count; slot++) {
      const transformation = columns.transformation[slot] as number;
      if (transformation === NO_TRANSFORMATION || isLive(columns, slot, valid, recorded) === 0) continue;
      const [to, job] = [columns.to[slot] as number, columns.job[slot] as number];
      if (mask !== null && mask[to] !== 1) continue;
      const isHash = transformation === HASH && policy.deidentifies;
      kinds[slot] = kindOf(isHash ? this.#hash(job, to) : transformation, this.traitsOf(job));
    }
    return { adjacency: graph.forward, kinds };
  }

  #hash(job: number, column: number): number {
    return this.#projection.policy.deidentifies ? this.countsAs(HASH, this.ref(job), this.ref(column)) : HASH;
  }

  /** What a transformation counts as: a hash under a documented procedure is de-identification. */
  countsAs(transformation: number, job: string, column: string): number {
    if (transformation !== HASH) return transformation;
    const approvedOn = this.#projection.policy.deidentificationOf(job, column)?.approvedOn ?? null;
    return approvedOn !== null && approvedOn <= this.asOf ? DEIDENTIFICATION : HASH;
  }

  /** The traits of a flow of such facts, whatever is known of it now. */
  traitsFor(facts: JobFacts | null): number {
    return traitsOf(facts, this.#cellSize);
  }

  /**
   * Takes in what is known of a flow now. Whether it does otherwise than the rules were told; false when they were not
   * told yet. To be asked once for every change of a flow: what the rules were told is kept until then.
   */
  passesOtherwise(job: number): boolean {
    const known = this.#traits[job] ?? 0;
    if (known === 0 || known - 1 === traitsOf(this.jobFacts(job), this.#cellSize)) return false;
    this.#traits[job] = 0;
    return true;
  }

  /** What lists approve at the time. */
  get lists(): ListsInForce {
    return this.#lists;
  }

  traitsOf(job: number): number {
    const known = this.#traits[job] as number;
    if (known !== 0) return known - 1;
    const traits = traitsOf(this.jobFacts(job), this.#cellSize);
    this.#traits[job] = traits + 1;
    return traits;
  }

  seedOf(node: number): number {
    if (!this.isColumn(node) || !this.#isThere(node)) return 0;
    return seedOf(this.fieldFacts(node), this.datasetFacts(this.datasetOf(node)));
  }

  /** Whether a node is a column. */
  isColumn(node: number): boolean {
    return this.#projection.nodes.kind(node) === FIELD;
  }

  *datasets(): IterableIterator<number> {
    const { nodes } = this.#projection;
    for (let id = 0; id < nodes.count; id++) {
      if (nodes.kind(id) === DATASET && this.#isThere(id) && nodes.datasetFacts(id) !== null) yield id;
    }
  }

  datasetOf(column: number): number {
    return this.#projection.nodes.dataset(column);
  }

  datasetFacts(dataset: number): DatasetFacts | null {
    return this.#projection.nodes.datasetFacts(dataset);
  }

  columnsOf(dataset: number): readonly number[] {
    const { nodes } = this.#projection;
    // Of names from outside, and of datasets that the catalog does not know, nobody declared anything.
    if (!this.#isThere(dataset) || nodes.datasetFacts(dataset) === null) return [];
    // Every rule about a dataset asks for them, one rule after another.
    if (this.#columns.dataset === dataset) return this.#columns.columns;
    const columns = nodes.fieldsOf(dataset).sort((a, b) => nodes.compareRefs(a, b));
    this.#columns = { dataset, columns };
    return columns;
  }

  observedColumnsOf(dataset: number): readonly number[] {
    const { names, nodes } = this.#projection;
    const columns = names.standingAt(nodes.ref(dataset)).flatMap((name) => {
      const id = nodes.find(name);
      if (id === undefined || !this.#isThere(id)) return [];
      return nodes.fieldsOf(id).filter((column) => nodes.fieldFacts(column) !== null);
    });
    return columns.sort((a, b) => (nodes.ref(a) < nodes.ref(b) ? -1 : 1));
  }

  fieldFacts(column: number): FieldFacts | null {
    return this.#projection.nodes.fieldFacts(column);
  }

  *jobs(): IterableIterator<number> {
    const { nodes } = this.#projection;
    for (let id = 0; id < nodes.count; id++) if (nodes.kind(id) === JOB && nodes.jobFacts(id) !== null) yield id;
  }

  jobFacts(job: number): JobFacts | null {
    return this.#projection.nodes.jobFacts(job);
  }

  datasetsOfJob(job: number): readonly string[] {
    const { graph, nodes } = this.#projection;
    const { columns } = graph;
    const { valid, recorded } = this.#window;
    const datasets = new Set<number>();
    someEdgeOfJob(graph.jobs, job, (slot) => {
      const [from, to] = [columns.from[slot] as number, columns.to[slot] as number];
      if (isLive(columns, slot, valid, recorded) === 1 && this.#isThere(from) && this.#isThere(to))
        datasets.add(nodes.dataset(from)).add(nodes.dataset(to));
      return false;
    });
    return [...datasets].map((dataset) => this.ref(dataset)).sort();
  }

  hasPublicBasis(column: string): boolean {
    return this.#projection.policy.basisOf(column) !== undefined;
  }

  isListed(kind: 'SHARED' | 'OPEN', dataset: string): boolean {
    return this.#lists.get(kind)?.has(dataset) ?? false;
  }

  claimedElements(): Iterable<string> {
    return this.#projection.policy.elements();
  }

  claimantsOf(element: string): readonly string[] {
    const { nodes, policy } = this.#projection;
    return policy
      .claimsOf(element)
      .map(({ dataset }) => dataset)
      .filter((dataset) => {
        const id = nodes.find(dataset);
        return this.#mask === null || (id !== undefined && this.#mask[id] === 1);
      })
      .sort();
  }

  #isThere(node: number): boolean {
    return this.#mask === null || this.#mask[node] === 1;
  }
}
