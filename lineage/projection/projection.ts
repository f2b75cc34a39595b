import { Scratch } from '../domain/algorithms/scratch.ts';
import type { ReasonCode } from '../domain/completeness.ts';
import { type EdgeRecord, type GraphRecord, isMemory } from '../domain/graph-record.ts';
import { transformationCode, transformationOf } from '../domain/transformations.ts';
import type { Revision } from '../store/graph-store.ts';
import { CatalogFacts } from './catalog-facts.ts';
import { ChangeJournal, type JournalTaken } from './change-journal.ts';
import type { EdgeRow } from './edge-columns.ts';
import { Graph } from './graph.ts';
import { journalGraph } from './journal-graph.ts';
import { NodeTable } from './node-table.ts';
import { OutsideNames, putFact } from './outside-names.ts';
import { type Visibility, VisibilityMasks } from './visibility.ts';
import { VisibleState } from './visible-state.ts';

/** How a projection keeps itself. The defaults are right; tests shrink them to see what happens at the edges. */
export interface ProjectionOptions {
  /** A graph with at most this many edges is compacted after every increment that touches an edge; 20,000. */
  readonly compactBelow?: number;
  /** Reach of the instant labels; see `InstantTable`. */
  readonly labelReach?: number;
}

/** What a projection is built from: everything but the visibility masks and scratch memory. */
export interface ProjectionParts {
  readonly nodes: NodeTable;
  readonly catalog: CatalogFacts;
  readonly names: OutsideNames;
  readonly graph: Graph;
  readonly revision: Revision;
  readonly lacks?: readonly ReasonCode[];
}

const COMPACT_BELOW = 20_000;

/**
 * The graph in memory, in typed arrays, at one revision of the store: what questions are answered from
 * (`projection/queries`). It is followed by records; it does no I/O and reads no clock.
 */
export class Projection {
  readonly nodes: NodeTable;
  readonly catalog: CatalogFacts;
  /** Names from outside, and which of them are datasets of the catalog. */
  readonly names: OutsideNames;
  /** Why this is only a part of the graph, so that no answer is complete; nothing when it is the whole. */
  readonly lacks: readonly ReasonCode[];
  /** What changed since this projection was made. */
  readonly journal: ChangeJournal;
  /** Memory for two walks at a time. */
  readonly scratch: readonly [Scratch, Scratch] = [new Scratch(), new Scratch()];
  readonly #compactBelow: number;
  readonly #masks = new VisibilityMasks();
  readonly #states = new Map<string, VisibleState>();
  #graph: Graph;
  #revision: Revision;

  constructor(options: ProjectionOptions = {}, parts?: ProjectionParts) {
    this.#compactBelow = options.compactBelow ?? COMPACT_BELOW;
    this.nodes = parts?.nodes ?? new NodeTable();
    this.catalog = parts?.catalog ?? new CatalogFacts();
    this.names = parts?.names ?? new OutsideNames();
    this.lacks = parts?.lacks ?? [];
    this.#graph = parts?.graph ?? Graph.empty(options.labelReach);
    this.#revision = parts?.revision ?? 0;
    this.journal = new ChangeJournal(this.#revision);
    this.#makeRoom();
  }

  /** The revision of the store that answers are computed at. */
  get revision(): Revision {
    return this.#revision;
  }

  /** The edges as they are now; replaced when they are compacted. */
  get graph(): Graph {
    return this.#graph;
  }

  /**
   * Puts the records that led from one revision to another. A revision that was reached already is not applied again.
   * Cost: constant a record, but for edges the lesser degree of their ends; a compaction now and then.
   * @returns whether anything was applied.
   */
  apply(records: Iterable<GraphRecord>, revision: Revision): boolean {
    if (revision <= this.#revision) return false;
    const taken: JournalTaken[] = [];
    const graph = journalGraph(this);
    for (const record of records) {
      const one = this.journal.take(record, graph);
      if (one !== null) taken.push(one);
      if (record.record === 'edge') this.#putEdge(record);
      else if ('ref' in record) this.nodes.put(record);
      else if (!isMemory(record)) putFact(this.catalog, this.names, record);
    }
    this.#makeRoom();
    if (this.#graph.pending > 0 && this.#graph.count <= this.#compactBelow) this.compact();
    this.#revision = revision;
    this.journal.note(taken, revision, graph);
    return true;
  }

  /** Lays all edges out anew, without an overlay. Answers do not change. Cost: O(nodes + edges). */
  compact(): void {
    this.#graph = this.#graph.compacted(this.nodes.count);
    this.#makeRoom();
  }

  /** Which nodes a visibility shows: 1 or 0 by node; null for all. */
  mask(visibility: Visibility | null): Uint8Array | null {
    return this.#masks.mask(this.nodes, visibility);
  }

  /**
   * Names the state of the graph that a visibility shows: equal for equal states, and not changed by what is hidden. By
   * `revision` whoever sees less would learn how much happens beyond.
   */
  visibleRevision(visibility: Visibility): string {
    const { key } = visibility;
    const state = this.#states.get(key) ?? new VisibleState(key);
    this.#states.set(key, state);
    return state.token(this, this.#masks.mask(this.nodes, visibility) as Uint8Array);
  }

  /** Everything that the projection holds, for the canonical hash: all of the graph but the memory of the fold. */
  *records(): IterableIterator<GraphRecord> {
    yield* this.nodes.records();
    yield* this.catalog.records();
    yield* this.names.records();
    const { columns, instants, count } = this.#graph;
    for (let slot = 0; slot < count; slot++) {
      const instant = (labels: Int32Array): number | null => instants.instantOf(labels[slot] as number);
      yield {
        record: 'edge',
        from: this.nodes.ref(columns.from[slot] as number),
        to: this.nodes.ref(columns.to[slot] as number),
        job: this.nodes.ref(columns.job[slot] as number),
        transformation: transformationOf(columns.transformation[slot] as number),
        validFrom: instant(columns.validFrom),
        validTo: instant(columns.validTo),
        recordedFrom: instant(columns.recordedFrom) ?? 0,
        recordedTo: instant(columns.recordedTo),
      };
    }
  }

  #putEdge(record: EdgeRecord): void {
    const row = this.#rowOf(record);
    this.#graph.ensureNodes(this.nodes.count);
    const slot = this.#graph.find(row);
    if (slot >= 0) {
      this.#graph.setRecordedTo(slot, row.recordedTo);
      return;
    }
    if (this.#graph.full) this.compact();
    this.#graph.add(row);
  }

  #rowOf(edge: EdgeRecord): EdgeRow {
    const ends = {
      from: this.nodes.ensure(edge.from),
      to: this.nodes.ensure(edge.to),
      job: this.nodes.ensure(edge.job),
      transformation: transformationCode(edge.transformation),
    };
    // A second try finds room, because relabelling leaves a gap after every instant.
    for (const tries of [1, 2]) {
      const { instants } = this.#graph;
      const [validFrom, validTo] = [instants.from(edge.validFrom), instants.to(edge.validTo)];
      const [recordedFrom, recordedTo] = [instants.from(edge.recordedFrom), instants.to(edge.recordedTo)];
      if (validFrom !== undefined && validTo !== undefined && recordedFrom !== undefined && recordedTo !== undefined) {
        return { ...ends, validFrom, validTo, recordedFrom, recordedTo };
      }
      if (tries === 1) this.#graph = this.#graph.compacted(this.nodes.count, true);
    }
    throw new RangeError(
      `The instants of an edge of ${edge.job} find no label among ${this.#graph.instants.count} others.`,
    );
  }

  #makeRoom(): void {
    this.#graph.ensureNodes(this.nodes.count);
    for (const scratch of this.scratch) scratch.ensure(this.nodes.count);
  }
}
