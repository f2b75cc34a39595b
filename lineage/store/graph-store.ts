import { SILENT_TRANSACTION_MS } from '../../kernel/database/orm.ts';
import type { Change } from '../domain/change.ts';
import type { EdgeRecord, FactRecord, GraphRecord, NodeRecord } from '../domain/graph-record.ts';
import type { Instant } from '../domain/instant.ts';

/** How much of the log a graph holds: the sequence number of the last event folded into it; 0 for none. */
export type Revision = number;

/** What a store can and cannot do; callers look here, never at the class. */
export interface StoreCapabilities {
  /** For messages: `postgresql`, `neo4j`. */
  readonly name: string;
  /**
   * Whether a scan shows one revision though changes are applied meanwhile. Where not, the records may be newer than
   * the revision that `scan` resolves to, and `changesSince` that revision makes up for it.
   */
  readonly scansOneRevision: boolean;
}

/**
 * A store that folds lets others be served for so long in all, ms: its transaction is silent meanwhile, and must end before that
 * is taken for a process that is gone (`SILENT_TRANSACTION_MS`).
 */
export const FOLD_PATIENCE_MS = SILENT_TRANSACTION_MS / 4;

/** What applying a batch did. */
export interface Applied {
  /** False when the store had the revision already, or was not where the changes begin; then nothing was written. */
  readonly applied: boolean;
  /** The records written, nodes before edges: what followers put. Empty when nothing was applied. */
  readonly records: readonly GraphRecord[];
}

/** The records that lead from one revision to a later one; each as it is at the later one. */
export interface RecordsSince {
  readonly revision: Revision;
  readonly records: readonly GraphRecord[];
}

/** A question that the store answers with its own engine. */
export interface TraverseQuery {
  /** Canonical references of datasets, or of columns: the level walked is theirs. Unknown ones reach nothing. */
  readonly sources: readonly string[];
  readonly direction: Direction;
  readonly asOf: Instant;
  /** Null: as known now. */
  readonly asRecorded: Instant | null;
  /** Farthest distance, null for all. */
  readonly depth: number | null;
  /** Most nodes reached. */
  readonly nodes: number;
  /** Canonical references of datasets that do not exist for whoever asks; neither do their columns. */
  readonly hidden: readonly string[];
}

/** With the data, against it. */
export type Direction = 'DOWNSTREAM' | 'UPSTREAM';

/** What was reached, nearest first, then by reference; the sources are not among it. */
export interface Traversal {
  readonly reached: readonly { readonly ref: string; readonly distance: number }[];
  /** What cut the walk short; null when it saw all there is. */
  readonly cut: 'DEPTH' | 'BUDGET' | null;
  readonly revision: Revision;
}

/**
 * Where the graph is kept: a fold of the event log that can be dropped and rebuilt. Every adapter passes
 * `tests/contract/lineage/graph-store.contract.ts`.
 */
export interface GraphStore {
  readonly capabilities: StoreCapabilities;

  /** The revision that the store holds. */
  revision(): Promise<Revision>;

  /**
   * Folds changes into the graph and moves to a revision, all in one transaction. Idempotent: a revision that the store
   * has reached is not applied again, whoever applied it. Batches are applied one after another, also from several
   * processes.
   * @param after the revision that the changes begin behind: a store that is at another one does not take them, so that
   * of two processes that fold at once, cut as they like, no change is folded twice.
   */
  apply(changes: readonly Change[], revision: Revision, after?: Revision): Promise<Applied>;

  /**
   * Hands over every record, once each, in pages, in no particular order.
   * @returns the revision of what was handed over; see `scansOneRevision`.
   */
  scan(visit: (records: readonly GraphRecord[]) => void): Promise<Revision>;

  /**
   * What was written since a revision; null when that is more than `most` records: scan instead. A store that was reset
   * can be before the revision asked about: then `revision` is the lesser one, and a follower loads anew.
   */
  changesSince(revision: Revision, most: number): Promise<RecordsSince | null>;

  /** The nodes of canonical references; unknown ones are missing from the answer. */
  describe(refs: readonly string[]): Promise<ReadonlyMap<string, NodeRecord>>;

  /** Everything reachable, with exact distances, by a breadth-first walk in the store's own engine. */
  traverse(query: TraverseQuery): Promise<Traversal>;

  /**
   * Runs some reading at one revision, however much is applied meanwhile. The work may be run again from its beginning,
   * so it must change nothing but what it returns.
   * @throws UnavailableError when the store does not answer.
   */
  snapshot<T>(work: (at: GraphSnapshot) => Promise<T>): Promise<T>;

  /** Empties the graph, back to revision 0. The log is not touched. */
  reset(): Promise<void>;
}

/** When a question is about: what was valid at an instant, as known at another (null: as known now). */
export type TimeQuestion = Pick<TraverseQuery, 'asOf' | 'asRecorded'>;

/**
 * The graph of a store at one revision: walks, and the records of what was walked. A walk says how far each node is; the
 * edges between the nodes say the rest, all shortest paths included, and no path is ever enumerated.
 */
export interface GraphSnapshot {
  readonly revision: Revision;
  /** What names the log that the graph is a fold of, see `ClaimableStore`; null when nobody said. */
  readonly log: string | null;

  /** See `GraphStore.traverse`. */
  traverse(query: TraverseQuery): Promise<Traversal>;

  /** See `GraphStore.describe`. */
  describe(refs: readonly string[]): Promise<ReadonlyMap<string, NodeRecord>>;

  /** Every dataset, names that are not in the catalog included. */
  datasets(): Promise<NodeRecord[]>;

  /** The columns of a dataset, dropped ones included. */
  columnsOf(dataset: string): Promise<NodeRecord[]>;

  /** The columns whose facts bear a code as their element, or as a code list of their own; at most `most` of them. */
  columnsBound(to: 'element' | 'codeList', code: string, most: number): Promise<NodeRecord[]>;

  /** The edges of a job, superseded ones included; at most `most` of them. */
  edgesOf(job: string, most: number): Promise<EdgeRecord[]>;

  /** The edges at a node, superseded ones included; at most `most` of them. */
  edgesAt(ref: string, most: number): Promise<EdgeRecord[]>;

  /** The edges of a time that begin and end at some of the nodes; at most `most` of them. */
  edgesAmong(refs: readonly string[], time: TimeQuestion, most: number): Promise<EdgeRecord[]>;

  /** The facts of a kind that stand under some codes; all of that kind for null. */
  facts(kind: FactRecord['record'], codes: readonly string[] | null): Promise<FactRecord[]>;
}

/** A store apart from the log: it can be down while the log is up, and it can belong to another log than ours. */
export interface ClaimableStore extends GraphStore {
  /**
   * Makes the graph that of a log, unless it is that of another. What is applied through this store afterwards is
   * refused once somebody else has claimed the graph.
   * @param log what names the log.
   * @returns false when the graph holds what another log says.
   */
  claim(log: string): Promise<boolean>;

  /** Drops whatever the graph holds and makes it that of a log, with nothing between in which another could claim it. */
  takeOver(log: string): Promise<void>;
}
