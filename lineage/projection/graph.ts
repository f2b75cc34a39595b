import {
  type Adjacency,
  forEachEdge,
  isLive,
  LATEST_RECORDED,
  OPEN_LABEL,
  type TimeWindow,
} from '../domain/algorithms/adjacency.ts';
import type { Instant } from '../domain/instant.ts';
import { type Compressed, type CompressedBase, compress, latestValidOf } from './compressed-base.ts';
import { type EdgeColumns, type EdgeRow, edgeColumns, writeEdge } from './edge-columns.ts';
import { InstantTable } from './instant-table.ts';
import type { JobEdges } from './job-edges.ts';
import { grownInts, sharedInts } from './shared-arrays.ts';

/** Least number of edges that fit beside the base before it has to be compacted. */
const LEAST_SPARE = 1_024;
/** The same beside a base of `MANY` edges or more, which a thread compacts while edges come. */
const LEAST_SPARE_OF_MANY = 16_384;
const MANY = 20_000;
/** The overlay is at most this part of the base: beyond some percent, walks through it get slow. */
const SPARE_PART = 25;

/** Stands for the row of a node whose edges are not all in one. */
const NO_ROW = -1;

/** What was said of how long an edge was known. */
interface Superseding {
  readonly slot: number;
  /** 1: it is superseded now, and was not; -1: the other way round; 0: at another instant than before. */
  readonly turn: 1 | -1 | 0;
}

/** A point in the life of a graph: so many edges, and so often one was superseded. */
export interface GraphMark {
  readonly count: number;
  readonly supersessions: number;
}

/** The graph as it stands, for a thread that reads it while it goes on. All of it is shared memory. */
export interface LentGraph {
  readonly base: CompressedBase;
  readonly forward: Adjacency;
  readonly backward: Adjacency;
  readonly jobs: JobEdges;
  readonly count: number;
  readonly latestValid: number;
  readonly supersededInBase: number;
}

/** A window, and the instants that were asked about. */
export interface AskedWindow extends TimeWindow {
  readonly asOf: Instant;
  /** Null: as known now. */
  readonly asRecorded: Instant | null;
}

/** The graph as it was when the view was taken: it stays so while edges are added, superseded and compacted. */
export interface GraphView {
  readonly forward: Adjacency;
  readonly backward: Adjacency;
  readonly columns: EdgeColumns;
  /** Whether an edge is live in a window, by this view. */
  isLive(slot: number, window: TimeWindow): boolean;
}

/**
 * The edges: a compressed base and an overlay of linked lists in both directions for what came since. Edges are added
 * and superseded in place; nothing else changes, until `compacted` lays all of them out anew.
 */
export class Graph {
  readonly instants: InstantTable;
  #base: CompressedBase;
  /** Slot → how many were superseded before it, since the base was laid out. */
  readonly #superseded = new Map<number, number>();
  /** What was superseded and taken back since the base was laid out, in order. */
  readonly #supersedings: Superseding[] = [];
  /** Slots of the overlay whose edges were superseded already when they came. */
  readonly #bornSuperseded = new Set<number>();
  #forward: Adjacency;
  #backward: Adjacency;
  #jobs: JobEdges;
  #count: number;
  /** Greatest valid time at which anything starts or ends. */
  #latestValid: number;
  #supersededInBase = 0;
  /** Who reads the arrays that change in place: those of the lists, and of `recordedTo`. They are copied before they change. */
  #readsLists = new Set<object>();
  #readsRecorded = new Set<object>();

  private constructor(
    { base, forward, backward, jobs, count, latestValid, supersededInBase }: LentGraph,
    instants: InstantTable,
  ) {
    this.instants = instants;
    this.#base = base;
    this.#forward = forward;
    this.#backward = backward;
    this.#jobs = jobs;
    this.#count = count;
    this.#latestValid = latestValid;
    this.#supersededInBase = supersededInBase;
  }

  /** A graph of edges whose times are labels of a table. */
  static of(edges: EdgeColumns, count: number, nodes: number, instants: InstantTable): Graph {
    return Graph.on(compress(edges, count, nodes, { spare: spareFor(count) }), instants);
  }

  /** A graph of edges that are laid out already, with an empty overlay. */
  static on(base: CompressedBase, instants: InstantTable): Graph {
    const spare = base.columns.room - base.count;
    const side = (of: Compressed, overlayEnds: Int32Array): Adjacency => ({
      ...of,
      baseNodes: base.nodes,
      overlayHead: sharedInts(base.nodes),
      overlayNext: sharedInts(spare),
      overlayEnds,
      firstOverlaySlot: base.count,
      times: base.columns,
    });
    const jobs = {
      ...base.jobs,
      overlayHead: sharedInts(base.nodes),
      overlayNext: sharedInts(spare),
      firstOverlaySlot: base.count,
    };
    const [forward, backward] = [side(base.forward, base.columns.to), side(base.backward, base.columns.from)];
    const { count, latestValid } = base;
    return new Graph({ base, forward, backward, jobs, count, latestValid, supersededInBase: 0 }, instants);
  }

  /** A graph that was lent, to be read only. */
  static lent(graph: LentGraph, instants: InstantTable): Graph {
    return new Graph(graph, instants);
  }

  /**
   * Hands the graph to a thread, as it stands and as it stays there: from now on what would change in place is copied
   * before it does, until it is given back. Cost: constant; later, copies of the lists' heads when an edge comes, and of
   * one number an edge when one is superseded, once each.
   * @returns the graph, and what to call when nobody reads it any more.
   */
  lend(): { readonly graph: LentGraph; giveBack(): void } {
    const reader = {};
    const [lists, recorded] = [this.#readsLists.add(reader), this.#readsRecorded.add(reader)];
    return {
      graph: {
        base: this.#base,
        forward: this.#forward,
        backward: this.#backward,
        jobs: this.#jobs,
        count: this.#count,
        latestValid: this.#latestValid,
        supersededInBase: this.#supersededInBase,
      },
      giveBack() {
        lists.delete(reader);
        recorded.delete(reader);
      },
    };
  }

  /**
   * Hands the edges to a thread, as they are and as they stay there, without the lists of those that came since. Cost:
   * constant; later a copy of one number an edge when one is superseded, once.
   * @returns the edges, and what to call when nobody reads them any more.
   */
  lendColumns(): { readonly columns: EdgeColumns; giveBack(): void } {
    const reader = {};
    const recorded = this.#readsRecorded.add(reader);
    return {
      columns: this.columns,
      giveBack() {
        recorded.delete(reader);
      },
    };
  }

  /** A graph without edges. */
  static empty(reach?: number): Graph {
    return Graph.of(edgeColumns(0), 0, 0, new InstantTable([], reach));
  }

  /** Number of edges, superseded ones included: slots are 0 to count - 1. */
  get count(): number {
    return this.#count;
  }

  /** The edges as they were laid out; since then, slots behind its count may be written, and `recordedTo`. */
  get base(): CompressedBase {
    return this.#base;
  }

  /** The edges by slot. */
  get columns(): EdgeColumns {
    return this.#base.columns;
  }

  /** The edges by source. */
  get forward(): Adjacency {
    return this.#forward;
  }

  /** The edges by target. */
  get backward(): Adjacency {
    return this.#backward;
  }

  /** The edges by job. */
  get jobs(): JobEdges {
    return this.#jobs;
  }

  /** Edges added or superseded since the base was laid out. */
  get pending(): number {
    return this.#count - this.#base.count + this.#supersededInBase;
  }

  /** True when no edge can be added before compacting. */
  get full(): boolean {
    return this.#count === this.columns.room;
  }

  /** Makes room for nodes 0 to `nodes - 1`. */
  ensureNodes(nodes: number): void {
    const room = this.#forward.overlayHead.length;
    if (nodes <= room) return;
    const wanted = Math.max(nodes, Math.ceil(room * 1.125), LEAST_SPARE);
    // New arrays, not longer ones: a view that was taken keeps the old.
    const copy = (head: Int32Array): Int32Array => {
      const more = sharedInts(wanted);
      more.set(head);
      return more;
    };
    const grown = (side: Adjacency): Adjacency => {
      const rows = grownInts(side.rows, wanted * 2);
      for (let node = room; node < wanted; node++) rows[node * 2 + 1] = NO_ROW;
      return { ...side, overlayHead: copy(side.overlayHead), rows };
    };
    this.#forward = grown(this.#forward);
    this.#backward = grown(this.#backward);
    this.#jobs = { ...this.#jobs, overlayHead: copy(this.#jobs.overlayHead) };
  }

  /** Adds an edge to the overlay. Preconditions: not full, room for its nodes. Cost: constant. */
  add(edge: EdgeRow): void {
    if (this.#readsLists.size > 0) this.#leaveListsToReaders();
    const slot = this.#count++;
    writeEdge(this.columns, slot, edge);
    this.#push(this.#forward, edge.from, slot);
    this.#push(this.#backward, edge.to, slot);
    const { overlayHead, overlayNext, firstOverlaySlot } = this.#jobs;
    overlayNext[slot - firstOverlaySlot] = overlayHead[edge.job] as number;
    overlayHead[edge.job] = slot + 1;
    this.#latestValid = Math.max(this.#latestValid, latestValidOf(this.columns, slot));
    if (edge.recordedTo !== OPEN_LABEL) this.#bornSuperseded.add(slot);
  }

  /** The slot of an edge equal but for `recordedTo`, -1 when there is none. Cost: the lesser degree of its ends. */
  find(edge: EdgeRow): number {
    const { columns } = this;
    const byTarget = baseDegree(this.#backward, edge.to) < baseDegree(this.#forward, edge.from);
    let found = -1;
    forEachEdge(byTarget ? this.#backward : this.#forward, byTarget ? edge.to : edge.from, (_end, slot) => {
      const equal =
        columns.from[slot] === edge.from &&
        columns.to[slot] === edge.to &&
        columns.job[slot] === edge.job &&
        columns.transformation[slot] === edge.transformation &&
        columns.validFrom[slot] === edge.validFrom &&
        columns.validTo[slot] === edge.validTo &&
        columns.recordedFrom[slot] === edge.recordedFrom;
      if (equal) found = slot;
    });
    return found;
  }

  /** Says until when an edge was known so; the open label takes that back. */
  setRecordedTo(slot: number, label: number): void {
    const before = this.columns.recordedTo[slot] as number;
    if (before === label) return;
    if (this.#readsRecorded.size > 0) this.#leaveRecordedToReaders();
    this.columns.recordedTo[slot] = label;
    if (slot < this.#base.count) this.#supersededInBase++;
    if (label === OPEN_LABEL) this.#superseded.delete(slot);
    else if (before === OPEN_LABEL) this.#superseded.set(slot, this.#supersedings.length);
    this.#supersedings.push({ slot, turn: label === OPEN_LABEL ? -1 : before === OPEN_LABEL ? 1 : 0 });
  }

  /** Where the graph is now. */
  get mark(): GraphMark {
    return { count: this.#count, supersessions: this.#supersedings.length };
  }

  /** Whether an edge of the overlay was superseded already when it came. */
  wasBornSuperseded(slot: number): boolean {
    return this.#bornSuperseded.has(slot);
  }

  /** What was superseded and taken back since a mark, in order. */
  *supersededSince({ supersessions }: GraphMark): IterableIterator<Superseding> {
    for (let i = supersessions; i < this.#supersedings.length; i++) yield this.#supersedings[i] as Superseding;
  }

  /** What is valid at an instant, as known at another (null: as known now). */
  window(asOf: Instant, asRecorded: Instant | null): AskedWindow {
    const valid = this.instants.at(asOf);
    const recorded = asRecorded === null ? LATEST_RECORDED : this.instants.at(asRecorded);
    const openIsLive = recorded === LATEST_RECORDED && valid >= this.#latestValid && this.#supersededInBase === 0;
    return { valid, recorded, openIsLive, asOf, asRecorded };
  }

  /** The graph as it is, to be asked later. Cost: constant. */
  view(): GraphView {
    const { count, supersessions: superseded } = this.mark;
    const [forward, backward, columns, supersededBefore] = [
      this.#forward,
      this.#backward,
      this.columns,
      this.#superseded,
    ];
    return {
      forward,
      backward,
      columns,
      isLive(slot, { valid, recorded }) {
        if (slot >= count) return false;
        // Superseded after the view was taken: it was open then.
        if ((supersededBefore.get(slot) ?? -1) >= superseded) {
          return recorded >= (columns.recordedFrom[slot] as number) && isValid(columns, slot, valid);
        }
        return isLive(columns, slot, valid, recorded) === 1;
      },
    };
  }

  /**
   * All edges laid out anew in a new graph with an empty overlay; this one stays as it is for whoever looks at it.
   * @param relabel true to give the instants fresh gaps as well.
   */
  compacted(nodes: number, relabel = false): Graph {
    const fresh = relabel ? this.instants.relabelled() : { table: this.instants, move: null };
    const base = compress(this.columns, this.#count, nodes, { spare: spareFor(this.#count), move: fresh.move });
    return Graph.on(base, fresh.table);
  }

  /**
   * Does here what was done to another graph since this one was laid out from it.
   * @param since where the other one was then.
   * @param numbers by node of the other that it had then: its number here. Later ones have the same in both.
   * @returns false when there is no room for it; this graph is of no use then.
   */
  catchUp(other: Graph, since: GraphMark, numbers: Int32Array): boolean {
    const numberOf = (node: number): number => (node < numbers.length ? (numbers[node] as number) : node);
    const labelOf = (label: number, place: 'from' | 'to'): number | undefined =>
      other.instants === this.instants ? label : this.instants[place](other.instants.instantOf(label));
    const rowAt = (slot: number): EdgeRow | null => {
      const { columns } = other;
      const [validFrom, validTo] = [labelOf(at(columns.validFrom), 'from'), labelOf(at(columns.validTo), 'to')];
      const recordedFrom = labelOf(at(columns.recordedFrom), 'from');
      const recordedTo = labelOf(at(columns.recordedTo), 'to');
      function at(values: Int32Array): number {
        return values[slot] as number;
      }
      if (validFrom === undefined || validTo === undefined || recordedFrom === undefined || recordedTo === undefined)
        return null;
      const [from, to, job] = [numberOf(at(columns.from)), numberOf(at(columns.to)), numberOf(at(columns.job))];
      const transformation = columns.transformation[slot] as number;
      return { from, to, job, transformation, validFrom, validTo, recordedFrom, recordedTo };
    };
    for (let slot = since.count; slot < other.count; slot++) {
      const row = rowAt(slot);
      if (row === null || this.full) return false;
      this.add(row);
    }
    for (const { slot } of other.supersededSince(since)) {
      const row = slot < since.count ? rowAt(slot) : undefined;
      if (row === null) return false;
      if (row !== undefined) this.setRecordedTo(this.find(row), row.recordedTo);
    }
    return true;
  }

  #push({ overlayHead, overlayNext, firstOverlaySlot, rows }: Adjacency, node: number, slot: number): void {
    overlayNext[slot - firstOverlaySlot] = overlayHead[node] as number;
    overlayHead[node] = slot + 1;
    rows[node * 2 + 1] = NO_ROW;
  }

  /** Goes on with copies of what a new edge changes in place; what comes behind is not read by who reads the old ones. */
  #leaveListsToReaders(): void {
    this.#readsLists = new Set();
    const copied = (side: Adjacency): Adjacency => ({
      ...side,
      overlayHead: grownInts(side.overlayHead, side.overlayHead.length),
      rows: grownInts(side.rows, side.rows.length),
    });
    this.#forward = copied(this.#forward);
    this.#backward = copied(this.#backward);
    const { overlayHead } = this.#jobs;
    this.#jobs = { ...this.#jobs, overlayHead: grownInts(overlayHead, overlayHead.length) };
  }

  /** Likewise of what an edge that is superseded changes. */
  #leaveRecordedToReaders(): void {
    this.#readsRecorded = new Set();
    const { columns } = this.#base;
    const times = { ...columns, recordedTo: grownInts(columns.recordedTo, columns.room) };
    this.#base = { ...this.#base, columns: times };
    this.#forward = { ...this.#forward, times };
    this.#backward = { ...this.#backward, times };
  }
}

/** How many edges there is to be room for beside so many. */
export const spareFor = (count: number): number =>
  Math.max(count < MANY ? LEAST_SPARE : LEAST_SPARE_OF_MANY, Math.floor(count / SPARE_PART));

const isValid = ({ validFrom, validTo }: EdgeColumns, slot: number, at: number): boolean =>
  (validFrom[slot] as number) <= at && at < (validTo[slot] as number);

const baseDegree = ({ baseNodes, offsets }: Adjacency, node: number): number =>
  node < baseNodes ? (offsets[node + 1] as number) - (offsets[node] as number) : 0;
