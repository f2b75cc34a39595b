import { Scratch } from '../domain/algorithms/scratch.ts';
import { codeOf } from '../domain/code-of.ts';
import type { ReasonCode } from '../domain/completeness.ts';
import type { EndsFacts } from '../domain/ends.ts';
import { type EdgeRecord, type GraphRecord, isMemory } from '../domain/graph-record.ts';
import { transformationCode, transformationOf } from '../domain/transformations.ts';
import type { Revision } from '../store/graph-store.ts';
import { CatalogFacts } from './catalog-facts.ts';
import { ChangeJournal, type JournalTaken } from './change-journal.ts';
import type { Compacted, CompactionTask } from './compaction/compaction.ts';
import { Dictionary } from './dictionary.ts';
import type { EdgeRow } from './edge-columns.ts';
import { Graph, type GraphMark, type LentGraph } from './graph.ts';
import { type InstantArrays, InstantTable } from './instant-table.ts';
import { journalGraph } from './journal-graph.ts';
import { type FoundNodes, NodeTable, type RenumberedNodes } from './node-table.ts';
import { ObservedEnds } from './observed-ends.ts';
import { OutsideNames } from './outside-names.ts';
import { PolicyFacts } from './policy/policy-facts.ts';
import { putFact } from './put-fact.ts';
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
  readonly ends: ObservedEnds;
  readonly policy: PolicyFacts;
  readonly dictionary: Dictionary;
  readonly graph: Graph;
  readonly revision: Revision;
  readonly lacks?: readonly ReasonCode[];
  /** How many nodes stood in the order of layers when they were numbered last; 0 unless given. */
  readonly ordered?: number;
  /** The same graph with its nodes in another order, which this projection goes on for. */
  readonly before?: { readonly projection: Projection; readonly order: Int32Array };
  /** Masks that are known; none unless given. */
  readonly masks?: VisibilityMasks;
  /** Memory for walks; of its own unless given. */
  readonly scratch?: readonly [Scratch, Scratch];
}

/** What a projection is for one viewer at one moment, as a thread is handed it: shared memory, and copies of little. */
export interface LentProjection {
  readonly nodes: FoundNodes;
  readonly graph: LentGraph;
  readonly instants: InstantArrays;
  readonly revision: Revision;
  readonly lacks: readonly ReasonCode[];
  /** Of the jobs that are asked about. */
  readonly ends: readonly EndsFacts[];
  /** Null: nothing is hidden. */
  readonly seen: { readonly key: string; readonly hidden: Visibility['hidden']; readonly mask: Uint8Array } | null;
}

/** What a projection lacks for some records: room for so many edges, or for labels of their instants. */
export interface Lack {
  readonly edges: number;
  readonly labels: boolean;
}

/** A compaction that was begun: what is laid out, and where everything stood. */
export interface BegunCompaction {
  readonly task: CompactionTask;
  readonly graph: Graph;
  readonly mark: GraphMark;
  readonly nodesVersion: number;
  /** To be called when the task is not read any more. */
  giveBack(): void;
}

const COMPACT_BELOW = 20_000;
/** More edges than this part of all in the overlay: it is time to lay out anew. */
const COMPACT_PART = 100;
const COMPACT_LEAST = 2_048;
/** With more nodes than this times those that are in order, all are put in order anew. */
const REORDER_FROM = 1.125;

/**
 * The graph in memory, in typed arrays, at one revision of the store: what questions are answered from
 * (`projection/queries`). It is followed by records; it does no I/O and reads no clock.
 */
export class Projection {
  readonly nodes: NodeTable;
  readonly catalog: CatalogFacts;
  /** Names from outside, and which of them are datasets of the catalog. */
  readonly names: OutsideNames;
  /** What events say that jobs read and write. */
  readonly ends: ObservedEnds;
  /** What policy findings look at beside the graph. */
  readonly policy: PolicyFacts;
  /** Elements, code lists and standards. */
  readonly dictionary: Dictionary;
  /** Told of the records of every step, after they were put; nobody unless set. */
  onApplied: ((records: Iterable<GraphRecord>) => void) | undefined;
  /** Why this is only a part of the graph, so that no answer is complete; nothing when it is the whole. */
  readonly lacks: readonly ReasonCode[];
  /** Told of the projection that goes on in place of this one, and of the numbers that nodes have there. */
  onReplaced: ((next: Projection, renumbered: RenumberedNodes) => void) | undefined;
  /** What changed since this projection was made. */
  readonly journal: ChangeJournal;
  /** Memory for two walks at a time. */
  readonly scratch: readonly [Scratch, Scratch];
  readonly #options: ProjectionOptions;
  readonly #compactBelow: number;
  readonly #masks: VisibilityMasks;
  readonly #states: Map<string, VisibleState>;
  #ordered: number;
  #graph: Graph;
  #revision: Revision;

  constructor(options: ProjectionOptions = {}, parts?: ProjectionParts) {
    this.#options = options;
    this.#compactBelow = options.compactBelow ?? COMPACT_BELOW;
    this.nodes = parts?.nodes ?? new NodeTable();
    this.catalog = parts?.catalog ?? new CatalogFacts();
    this.names = parts?.names ?? new OutsideNames();
    this.ends = parts?.ends ?? new ObservedEnds();
    this.policy = parts?.policy ?? new PolicyFacts();
    this.dictionary = parts?.dictionary ?? new Dictionary();
    this.lacks = parts?.lacks ?? [];
    this.#graph = parts?.graph ?? Graph.empty(options.labelReach);
    this.#revision = parts?.revision ?? 0;
    this.#ordered = parts?.ordered ?? 0;
    const before = parts?.before;
    this.journal = before?.projection.journal ?? new ChangeJournal(this.#revision);
    this.scratch = parts?.scratch ?? before?.projection.scratch ?? [new Scratch(), new Scratch()];
    this.#masks =
      before === undefined
        ? (parts?.masks ?? new VisibilityMasks())
        : new VisibilityMasks({ masks: before.projection.#masks, order: before.order });
    this.#states = before === undefined ? new Map() : before.projection.#states;
    this.#makeRoom();
  }

  /**
   * Hands nodes and edges to a thread as they are now, and as a visibility shows them; this projection goes on. Facts of
   * the catalog, names, policy and the dictionary are not among them.
   * @param jobs that are asked about.
   * @returns what is handed over, and what to call when it is not read any more.
   * Cost: copies of two numbers a node at most, and of the instants.
   */
  lend(
    visibility: Visibility | null,
    jobs: Iterable<string> = [],
  ): { readonly lent: LentProjection; giveBack(): void } {
    const mask = this.mask(visibility);
    const { graph, giveBack } = this.#graph.lend();
    const lent = {
      nodes: this.nodes.found,
      graph,
      instants: this.#graph.instants.arrays,
      revision: this.#revision,
      lacks: this.lacks,
      ends: this.ends.lent(jobs, (ref) => this.names.resolve(ref)),
      seen: visibility === null || mask === null ? null : { key: visibility.key, hidden: visibility.hidden, mask },
    };
    return { lent, giveBack };
  }

  /**
   * What was lent, to be asked and not to be written.
   * @param scratch memory of the thread for walks; its own unless given.
   * @returns the projection, and the visibility that it was lent for.
   */
  static lent(
    { nodes: arrays, graph, instants, revision, lacks, ends: asked, seen }: LentProjection,
    scratch?: readonly [Scratch, Scratch],
  ): { readonly projection: Projection; readonly visibility: Visibility | null } {
    const nodes = new NodeTable(arrays);
    const ends = new ObservedEnds();
    for (const facts of asked) ends.put({ record: 'ends', code: codeOf(facts.job), facts });
    const visibility =
      seen === null
        ? null
        : {
            key: seen.key,
            hidden: seen.hidden,
            sees: (): boolean => {
              throw new Error('What is lent shows what it showed when it was lent.');
            },
          };
    const masks =
      visibility === null || seen === null ? undefined : VisibilityMasks.knowing(nodes, visibility, seen.mask);
    const projection = new Projection(
      {},
      {
        nodes,
        catalog: new CatalogFacts(),
        names: new OutsideNames(),
        ends,
        policy: new PolicyFacts(),
        dictionary: new Dictionary(),
        graph: Graph.lent(graph, InstantTable.of(instants)),
        revision,
        lacks,
        ...(scratch === undefined ? {} : { scratch }),
        ...(masks === undefined ? {} : { masks }),
      },
    );
    return { projection, visibility };
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
      else if (!isMemory(record)) putFact(this, record);
    }
    this.#makeRoom();
    if (this.#graph.pending > 0 && this.#graph.count <= this.#compactBelow) this.compact();
    this.#revision = revision;
    this.onApplied?.(records);
    this.journal.note(taken, revision, graph);
    return true;
  }

  /** Lays all edges out anew, without an overlay. Answers do not change. Cost: O(nodes + edges), while nobody is served. */
  compact(): void {
    this.#layOut(this.#graph.compacted(this.nodes.count));
  }

  /** How many nodes stood in the order of layers when they were numbered last. */
  get ordered(): number {
    return this.#ordered;
  }

  /** Whether it is time to lay all edges out anew in a thread: small graphs are laid out at once. */
  get wantsCompaction(): boolean {
    const { count, pending, instants } = this.#graph;
    if (count <= this.#compactBelow) return false;
    return pending > Math.max(COMPACT_LEAST, count / COMPACT_PART) || this.#wantsOrder || instants.isTight;
  }

  /**
   * What there has to be for some records to be put without laying all edges out anew; null when there is, as of graphs that
   * stay small, which are laid out in no time. Their instants get labels as far as there is room for them.
   */
  lackFor(records: Iterable<GraphRecord>): Lack | null {
    const { count, columns, instants } = this.#graph;
    const place = labelling(instants);
    let edges = 0;
    let hasLabels = true;
    for (const record of records) {
      if (record.record !== 'edge') continue;
      edges += 1;
      hasLabels = hasLabels && place(record);
    }
    if (count + edges <= this.#compactBelow) return null;
    return hasLabels && count + edges <= columns.room ? null : { edges, labels: !hasLabels };
  }

  /**
   * Takes what is there to be laid out anew by a thread. This projection goes on; `compactedBy` takes over the result.
   * Cost: as `Graph.lendColumns`; a copy of one number a node when nodes are handed over.
   * @param whole whether the nodes are handed over even when they keep their numbers.
   * @param lack what there is to be beside the usual.
   */
  beginCompaction(whole = false, lack: Lack = { edges: 0, labels: false }): BegunCompaction {
    const { count, base, instants } = this.#graph;
    const { columns, giveBack } = this.#graph.lendColumns();
    const reorders = this.#wantsOrder;
    return {
      task: {
        columns,
        count,
        more: lack.edges,
        nodeCount: this.nodes.count,
        former: reorders
          ? { count: base.nodes, offsets: base.forward.offsets, ends: base.forward.ends.subarray(0, base.count) }
          : null,
        nodes: reorders || whole ? this.nodes.arrays : null,
        instants: lack.labels || instants.isTight ? instants.arrays : null,
      },
      graph: this.#graph,
      mark: this.#graph.mark,
      nodesVersion: this.nodes.version,
      giveBack,
    };
  }

  /**
   * Takes over a graph that was laid out anew, with all that came since.
   * @returns what answers from now on: this projection, or, when nodes have other numbers, one that goes on for it; this
   * one stays then as it is, for answers that are still being told. Null when the graph was laid out otherwise meanwhile.
   * Cost: what came since; copies of what is kept by node.
   */
  compactedBy({ base, nodes, instants }: Compacted, begun: BegunCompaction): Projection | null {
    if (begun.graph !== this.#graph) return null;
    const graph = Graph.on(base, instants === null ? this.#graph.instants : InstantTable.of(instants));
    graph.ensureNodes(this.nodes.count);
    if (!graph.catchUp(this.#graph, begun.mark, nodes?.numbers ?? new Int32Array(0))) return null;
    if (nodes === null) {
      this.#layOut(graph);
      return this;
    }
    const { order } = nodes;
    this.#masks.bringUpToDate(this.nodes);
    for (const state of this.#states.values()) state.follow(this, this.mask(state.visibility) as Uint8Array);
    const next = new Projection(this.#options, {
      nodes: this.nodes.renumbered(nodes, begun.nodesVersion),
      catalog: this.catalog,
      names: this.names,
      ends: this.ends,
      policy: this.policy,
      dictionary: this.dictionary,
      graph,
      revision: this.#revision,
      lacks: this.lacks,
      ordered: order.length,
      before: { projection: this, order },
    });
    for (const state of this.#states.values()) state.laidOutAnew(next.graph, nodes);
    this.onReplaced?.(next, nodes);
    return next;
  }

  /** Goes on with the same edges laid out otherwise. */
  #layOut(graph: Graph): void {
    this.#makeRoom();
    for (const state of this.#states.values()) state.follow(this, this.mask(state.visibility) as Uint8Array);
    this.#graph = graph;
    this.#makeRoom();
    for (const state of this.#states.values()) state.laidOutAnew(graph, null);
  }

  get #wantsOrder(): boolean {
    const { base } = this.#graph;
    return base.nodes > this.#ordered * REORDER_FROM;
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
    const state = this.#states.get(key) ?? new VisibleState(visibility);
    this.#states.set(key, state);
    return state.token(this, this.#masks.mask(this.nodes, visibility) as Uint8Array);
  }

  /** Everything that the projection holds, for the canonical hash: all of the graph but the memory of the fold. */
  *records(): IterableIterator<GraphRecord> {
    yield* this.nodes.records();
    yield* this.catalog.records();
    yield* this.names.records();
    yield* this.ends.records();
    yield* this.policy.records();
    yield* this.dictionary.records();
    for (let slot = 0; slot < this.#graph.count; slot++) yield this.edgeAt(slot);
  }

  /** The edge of a slot, as a record. */
  edgeAt(slot: number): EdgeRecord {
    const { columns, instants } = this.#graph;
    const instant = (labels: Int32Array): number | null => instants.instantOf(labels[slot] as number);
    return {
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
      if (tries === 1) this.#layOut(this.#graph.compacted(this.nodes.count, true));
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

/** Gives instants of edges labels; false when there is no room for one. Neighbours mostly have the same. */
function labelling(instants: InstantTable): (edge: EdgeRecord) => boolean {
  let last: EdgeRecord | undefined;
  return (edge) => {
    const { validFrom, validTo, recordedFrom, recordedTo } = edge;
    const isSame =
      last?.validFrom === validFrom &&
      last.validTo === validTo &&
      last.recordedFrom === recordedFrom &&
      last.recordedTo === recordedTo;
    last = edge;
    if (isSame) return true;
    const labels = [
      instants.from(validFrom),
      instants.to(validTo),
      instants.from(recordedFrom),
      instants.to(recordedTo),
    ];
    return !labels.includes(undefined);
  };
}
