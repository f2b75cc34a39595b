import type { GraphRecord } from '../../domain/graph-record.ts';
import type { Instant } from '../../domain/instant.ts';
import { datasetOfField } from '../../domain/node-ref.ts';
import { type Dirty, Evaluation, nothingDirty } from '../../domain/policy/evaluation.ts';
import type { Finding } from '../../domain/policy/finding.ts';
import { NO_TRANSFORMATION } from '../../domain/transformations.ts';
import type { Revision } from '../../store/graph-store.ts';
import { someEdgeOfJob } from '../job-edges.ts';
import type { Projection } from '../projection.ts';
import { ColumnGraph } from './column-graph.ts';
import { nextInstant } from './next-instant.ts';
import type { ListsInForce } from './policy-facts.ts';

/** How findings are followed. */
export interface Followed {
  readonly asOf: Instant;
  readonly minimumCellSize?: number | undefined;
}

/** What was evaluated elsewhere. */
interface KnownFindings {
  readonly graph: ColumnGraph;
  readonly evaluation: Evaluation;
  readonly nextInstant: Instant | null;
  readonly revision: Revision;
}

/** What was followed over a projection that another goes on for. */
interface FollowedBefore {
  readonly followed: FollowedFindings;
  readonly order: Int32Array;
  readonly numbers: Int32Array;
}

/**
 * The findings over all of a projection, brought up to date with every step of it. Equal to what evaluating in full
 * gives, cycles (I3) left out; in full they are evaluated at first, and whenever time passes an instant at which
 * something starts, ends or comes into force.
 */
export class FollowedFindings {
  static readonly #byProjection = new WeakMap<Projection, FollowedFindings>();
  readonly #projection: Projection;
  readonly #minimumCellSize: number | undefined;
  #graph: ColumnGraph;
  #evaluation: Evaluation;
  /** The first instant after the time evaluated at which something may change by itself; null when nothing will. */
  #nextInstant: Instant | null;
  /** Revision of the projection that the findings are of. */
  #revision: number;

  /**
   * Evaluates in full. Cost: O(nodes + edges).
   * @param before what was followed over a projection that this one goes on for, or what was evaluated of this one; it is
   * taken over instead.
   */
  constructor(projection: Projection, { asOf, minimumCellSize }: Followed, before?: FollowedBefore | KnownFindings) {
    this.#projection = projection;
    this.#minimumCellSize = minimumCellSize;
    this.#revision = projection.revision;
    if (minimumCellSize === undefined) FollowedFindings.#byProjection.set(projection, this);
    if (before !== undefined && 'evaluation' in before) {
      this.#graph = before.graph;
      this.#evaluation = before.evaluation;
      this.#nextInstant = before.nextInstant;
      this.#revision = before.revision;
      return;
    }
    this.#graph = before === undefined ? this.#graphAt(asOf) : before.followed.#graph.over(projection, before.order);
    if (before !== undefined) {
      const { followed, order, numbers } = before;
      // What was not taken in there is not taken in here.
      this.#revision = followed.#revision;
      this.#evaluation = new Evaluation(this.#graph, { evaluation: followed.#evaluation, order, numbers });
      this.#nextInstant = followed.#nextInstant;
      return;
    }
    this.#evaluation = new Evaluation(this.#graph);
    this.#nextInstant = nextInstant(projection, asOf);
  }

  /** Whoever followed the findings over a projection last, with the usual size of cells; undefined when nobody does. */
  static over(projection: Projection): FollowedFindings | undefined {
    return FollowedFindings.#byProjection.get(projection);
  }

  /** Whether these are the findings of the projection as it is now, at an instant. */
  isAt(asOf: Instant): boolean {
    return this.#revision === this.#projection.revision && this.#graph.asOf <= asOf && !this.isDue(asOf);
  }

  /** The same over a projection that goes on for this one's; see `RenumberedNodes`. Cost: O(nodes). */
  goOnOver(projection: Projection, renumbered: Pick<FollowedBefore, 'order' | 'numbers'>): FollowedFindings {
    const followed = { asOf: this.#graph.asOf, minimumCellSize: this.#minimumCellSize };
    return new FollowedFindings(projection, followed, { followed: this, ...renumbered });
  }

  /** Whether time alone may change findings by an instant. */
  isDue(asOf: Instant): boolean {
    return this.#nextInstant !== null && asOf >= this.#nextInstant;
  }

  /** By rule, then target. */
  findings(): readonly Finding[] {
    return this.#evaluation.findings();
  }

  /** When time alone may change findings; null when it will not. */
  get nextInstant(): Instant | null {
    return this.#nextInstant;
  }

  /** The graph as the rules see it. */
  get graph(): ColumnGraph {
    return this.#graph;
  }

  /** What labels the columns; for whoever proves a finding. */
  get evaluation(): Evaluation {
    return this.#evaluation;
  }

  /**
   * Takes in records that were put into the projection, and the time, which never goes back.
   * Cost: what the records touch, with all edges of a flow that changes what it does; all findings when a name moves.
   */
  step(records: Iterable<GraphRecord>, asOf: Instant): void {
    this.#revision = this.#projection.revision;
    if (this.isDue(asOf)) {
      this.#graph = this.#graphAt(asOf);
      this.#evaluation = new Evaluation(this.#graph);
      this.#nextInstant = nextInstant(this.#projection, asOf);
      return;
    }
    const dirty = nothingDirty();
    let moves = false;
    for (const record of records) {
      this.#note(record, dirty, asOf);
      if (record.record === 'place') moves = true;
    }
    // Where a name stood before is not told: something was found there of it, or nothing is lost.
    if (moves) {
      for (const { rule, target } of this.#evaluation.found()) if (rule === 'I4') this.#noteDataset(target, dirty);
    }
    const before = this.#graph.lists;
    this.#graph.refresh(asOf);
    for (const ref of listedOtherwise(before, this.#graph.lists)) this.#noteDataset(ref, dirty);
    this.#evaluation.update(dirty);
  }

  #graphAt(asOf: Instant): ColumnGraph {
    return new ColumnGraph(this.#projection, { asOf, visibility: null, minimumCellSize: this.#minimumCellSize });
  }

  #note(record: GraphRecord, dirty: Dirty, asOf: Instant): void {
    const { names, nodes } = this.#projection;
    const idOf = (ref: string): number => nodes.find(ref) as number;
    switch (record.record) {
      case 'edge': {
        const [from, to] = [idOf(record.from), idOf(record.to)];
        dirty.jobs.add(idOf(record.job));
        this.#awaits(record.validFrom, asOf);
        this.#awaits(record.validTo, asOf);
        if (record.transformation === null) return;
        dirty.columns.add(to);
        dirty.datasets.add(nodes.dataset(from)).add(nodes.dataset(to));
        if (record.recordedTo !== null) dirty.isLoss = true;
        return;
      }
      case 'field':
        dirty.columns.add(idOf(record.ref));
        dirty.datasets.add(nodes.dataset(idOf(record.ref)));
        if (record.ref.includes('|')) this.#noteDataset(names.placeOf(datasetOfField(record.ref)), dirty);
        return;
      case 'place':
        this.#noteDataset(record.facts.place, dirty);
        return;
      case 'dataset':
        dirty.datasets.add(idOf(record.ref));
        for (const column of nodes.fieldsOf(idOf(record.ref))) dirty.columns.add(column);
        return;
      case 'job':
        this.#awaits(record.facts?.validTo ?? null, asOf);
        this.#noteJob(idOf(record.ref), dirty);
        return;
      case 'basis':
        this.#noteDataset(datasetOfField(record.facts.field), dirty);
        return;
      case 'list':
        this.#awaits(record.facts.approvedOn, asOf);
        return;
      case 'claim':
        dirty.elements.add(record.facts.element);
        return;
      case 'deidentification': {
        this.#awaits(record.facts.approvedOn, asOf);
        const column = nodes.find(record.facts.field);
        if (column !== undefined) dirty.columns.add(column);
        dirty.isLoss = true;
        return;
      }
      default:
    }
  }

  #noteDataset(ref: string, dirty: Dirty): void {
    const dataset = this.#projection.nodes.find(ref);
    if (dataset !== undefined) dirty.datasets.add(dataset);
  }

  /** A flow that passes other labels than before is looked at wherever it writes. */
  #noteJob(job: number, dirty: Dirty): void {
    dirty.jobs.add(job);
    const { columns, jobs } = this.#projection.graph;
    if (!this.#graph.passesOtherwise(job)) return;
    dirty.isLoss = true;
    someEdgeOfJob(jobs, job, (slot) => {
      if (columns.transformation[slot] !== NO_TRANSFORMATION) dirty.columns.add(columns.to[slot] as number);
      return false;
    });
  }

  #awaits(instant: Instant | null, asOf: Instant): void {
    if (instant === null || instant <= asOf) return;
    this.#nextInstant = Math.min(this.#nextInstant ?? instant, instant);
  }
}

/** References of datasets that are on a list now and were not before, or the other way round. */
function* listedOtherwise(before: ListsInForce, after: ListsInForce): IterableIterator<string> {
  for (const kind of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(kind), after.get(kind)];
    for (const ref of old ?? []) if (now?.has(ref) !== true) yield ref;
    for (const ref of now ?? []) if (old?.has(ref) !== true) yield ref;
  }
}
