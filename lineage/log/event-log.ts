import type { EventBodies, EventKind } from '../domain/events.ts';
import type { Instant } from '../domain/instant.ts';
import type { Sql } from './sql.ts';

/** An event before it has a place in the log. */
export interface NewEvent {
  readonly kind: EventKind | (string & {});
  /** Who says so: `outbox:datasets`, `declareFlow`, a producer. Not part of the content. */
  readonly source: string;
  /** Any JSON value; `EventBodies` for the kinds that the graph is folded from. */
  readonly body: EventBodies[EventKind] | Readonly<Record<string, unknown>>;
  /**
   * What the event states the present of; see `domain/event-subject.ts`, which decides when this is left out. Null: it
   * happened once.
   */
  readonly subject?: string | null;
}

/** An event of the log. */
export interface StoredEvent {
  /** From 1, without gaps, in commit order. */
  readonly seq: number;
  readonly kind: string;
  readonly source: string;
  readonly subject: string | null;
  readonly body: unknown;
  /** Never before that of an earlier event. */
  readonly recordedAt: Instant;
  /** Set for one that could not be read when its turn came: it is among the dead letters. */
  readonly dead?: true;
}

/** Where an event went. */
export interface Appended {
  readonly seq: number;
  /** True when the log said so already: `seq` is that of the event that did, and nothing was added. */
  readonly duplicate: boolean;
}

/** Most events of one append and of one read. */
export const LARGEST_BATCH = 10_000;

/**
 * The truth: every lineage fact, pushed or declared, is one event, committed before it is acknowledged. Graph, findings
 * and totals are folds of it.
 */
export interface EventLog {
  /**
   * Adds events, all or none. An event without a subject is a duplicate when its content is in the log; one with a
   * subject when the newest event of that subject has its content. A duplicate within the batch counts as well.
   *
   * @param within a transaction of the caller that is not finished here: what it writes and the events commit together.
   *   It must read committed. It holds the log's lock from now on; appends of others wait until it ends.
   * @returns one answer an event, in order.
   * @throws BadInputError for a body that cannot be stored (NUL, half a surrogate pair, too deep), and for a batch too large.
   */
  append(events: readonly NewEvent[], within?: Sql): Promise<Appended[]>;

  /** Events after a place, in order, at most `limit`. No event that commits later has a lesser number than one read. */
  read(after: number, limit: number): Promise<StoredEvent[]>;

  /** Number of the newest event, 0 when there is none. */
  head(): Promise<number>;
}
