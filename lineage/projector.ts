import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../kernel/errors/errors.ts';
import type { GraphRecord } from './domain/graph-record.ts';
import { foldBatch } from './fold-batch.ts';
import type { DeadLetters } from './log/dead-letters.ts';
import type { EventLog, StoredEvent } from './log/event-log.ts';
import type { Projection } from './projection/projection.ts';
import type { GraphStore } from './store/graph-store.ts';

/** Events read at once. */
const BATCH = 1_000;
/**
 * Most nodes and edges that events of one transaction of the store name, give or take an event: what is put into the
 * projection at once keeps others waiting, for some tens of milliseconds.
 */
const WEIGHT = 10_000;
/** More records than this are not fetched one by one: the projection is loaded anew. */
const MOST_RECORDS = 200_000;
/**
 * Who waits for a process that does not move for so long is told so: less than the gateway waits for an answer, more
 * than it takes to notice that a leader was killed.
 */
const STANDSTILL_MS = 4_000;

/**
 * While events come in, whoever sends them waits for the log and nobody for the graph: between two batches there is a
 * pause of so many times what the last one took, within bounds, so that acknowledging has most of the machine and
 * batches become large, which makes an event cheaper. Whoever waits for a revision, or a backlog, ends it.
 */
const PAUSE = { times: 6, leastMs: 400, mostMs: 1_000, lookMs: 10, mostBacklog: 20_000 } as const;

/** Moves what is in the log into the store, and what is in the store into the projection. */
export interface Projector {
  /**
   * Folds what is in the log until there is no more, or, where another process leads, takes over what it has folded;
   * resolves to the revision reached. One run at a time.
   */
  run(): Promise<number>;
  /**
   * Resolves when the projection has reached a revision of the log, however much is written meanwhile.
   * @throws UnavailableError when this process stops, or when another one leads and does not move.
   */
  reach(revision: number): Promise<void>;
  /** Begins no run any more; resolves when the one that goes on has ended, after its batch. Who waits is refused. */
  stop(): Promise<void>;
}

/** What a projector works with. */
export interface ProjectorParts {
  readonly log: EventLog;
  readonly store: GraphStore;
  readonly deadLetters: DeadLetters;
  readonly projection: () => Projection;
  /** Replaces the projection by one loaded from the store. */
  readonly reload: () => Promise<void>;
  /** Whether this process folds into the store, or follows another that does. */
  readonly leads: () => boolean;
  /** Told after every batch that this process has folded. */
  readonly folded: () => void;
  /** Resolves when the projection has room for some records, as far as it can have. At once, unless given. */
  readonly makeRoom?: (records: readonly GraphRecord[]) => Promise<void>;
  /** Whether events are being taken in just now: then folding leaves the machine to them, see `PAUSE`. Never, unless given. */
  readonly busy?: () => boolean;
}

const STOPPING = 'This instance stops. What was written is kept; ask again when it is back.';
const STANDSTILL = 'What was written is kept, but does not show in answers yet: the lineage graph is behind its log.';

/** Somebody who waits for a revision. */
interface Waiting {
  readonly revision: number;
  readonly since: number;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The fold of the log: event → changes → store → projection, in batches. An event that cannot be read goes to the dead
 * letters with the reason and blocks nothing.
 */
export function projector(parts: ProjectorParts): Projector {
  const {
    log,
    store,
    deadLetters,
    projection,
    reload,
    leads,
    folded,
    busy = () => false,
    makeRoom = async () => undefined,
  } = parts;
  let running: Promise<number> | undefined;
  let again = false;
  let stopped = false;
  let waiting: Waiting[] = [];
  let movedTo = -1;
  let movedAt = 0;

  const tellThoseWaiting = (): void => {
    const reached = projection().revision;
    if (reached !== movedTo) movedAt = performance.now();
    movedTo = reached;
    for (const { revision, resolve } of waiting) if (revision <= reached) resolve();
    waiting = waiting.filter(({ revision }) => revision > reached);
  };

  const put = async (records: readonly GraphRecord[], revision: number): Promise<void> => {
    await makeRoom(records);
    projection().apply(records, revision);
  };

  /** What somebody else wrote into the store reaches the projection through the store. */
  const follow = async (): Promise<void> => {
    const since = await store.changesSince(projection().revision, MOST_RECORDS);
    // A store that is behind the projection was emptied by a rebuild elsewhere.
    if (since === null || since.revision < projection().revision) await reload();
    else await put(since.records, since.revision);
  };

  /** How long folding what was read at once took. */
  let batchMs = 0;
  const pause = async (revision: number): Promise<void> => {
    if (!busy()) return;
    const backlog = (await log.head()) - revision;
    if (backlog > PAUSE.mostBacklog) return;
    const end = performance.now() + Math.min(Math.max(PAUSE.times * batchMs, PAUSE.leastMs), PAUSE.mostMs);
    while (performance.now() < end && busy() && waiting.length === 0 && !stopped) await sleep(PAUSE.lookMs);
  };

  const foldAll = async (): Promise<void> => {
    let revision = projection().revision;
    /** Events that were read and not folded yet. */
    let ahead: readonly StoredEvent[] = [];
    let begun = 0;
    while (!stopped && leads()) {
      if (ahead.length === 0) {
        await pause(revision);
        begun = performance.now();
        ahead = await log.read(revision, BATCH);
      }
      if (ahead.length === 0) break;
      const { changes, last, count, unreadable } = await foldBatch(ahead, WEIGHT);
      for (const { seq, reason } of unreadable) await deadLetters.add(seq, reason);
      const { applied, records } = await store.apply(changes, last, revision);
      ahead = applied ? ahead.slice(count) : [];
      if (applied) {
        await put(records, last);
        folded();
      } else {
        await follow();
      }
      revision = projection().revision;
      batchMs = performance.now() - begun;
      tellThoseWaiting();
    }
  };

  const drain = async (): Promise<number> => {
    try {
      do {
        again = false;
        if ((await store.revision()) !== projection().revision) await follow();
        await foldAll();
        tellThoseWaiting();
      } while (again && !stopped);
      if (!leads()) refuseAtStandstill();
    } catch (error) {
      refuseThoseWaiting(error);
      throw error;
    } finally {
      // At once, not when the promise settles: who asks in between must start a new run, not join one that has ended.
      running = undefined;
    }
    return projection().revision;
  };

  const refuseThoseWaiting = (error: unknown): void => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };

  /** Another process leads, or none does. */
  const refuseAtStandstill = (): void => {
    const limit = performance.now() - STANDSTILL_MS;
    if (movedAt > limit) return;
    const tooLong = waiting.filter(({ since }) => since <= limit);
    waiting = waiting.filter(({ since }) => since > limit);
    for (const { reject } of tooLong) reject(new UnavailableError(STANDSTILL));
  };

  const run = (): Promise<number> => {
    if (stopped) return Promise.resolve(projection().revision);
    if (running !== undefined) {
      again = true;
      return running;
    }
    running = drain();
    return running;
  };

  return {
    run,
    reach: (revision) =>
      new Promise((resolve, reject) => {
        if (projection().revision >= revision) return resolve();
        if (stopped) return reject(new UnavailableError(STOPPING));
        waiting.push({ revision, since: performance.now(), resolve, reject });
        // A failure reaches whoever waits.
        run().catch(() => undefined);
      }),
    async stop() {
      stopped = true;
      await running?.catch(() => undefined);
      refuseThoseWaiting(new UnavailableError(STOPPING));
    },
  };
}
