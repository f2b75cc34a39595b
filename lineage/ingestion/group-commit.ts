import { breather } from '../../kernel/breather.ts';
import { UnavailableError } from '../../kernel/errors/errors.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { type Candidate, candidate } from '../log/candidate.ts';
import { type Appended, LARGEST_BATCH, type NewEvent } from '../log/event-log.ts';
import { isLogDown } from './log-is-down.ts';

/** Most bytes of events in one transaction, by the size that they came in. */
const MOST_BYTES = 8 * 1_048_576;
/** Most events in one transaction. */
const MOST_EVENTS = 1_000;

const STOPS = 'This instance stops. Send the events again shortly.';

/** So long after events were sent there may be more of them. */
const BUSY_MS = 50;

/** Appends events of many callers together. */
export interface GroupCommit {
  /**
   * Appends events and resolves when they are committed. Those of one call are in one transaction.
   * @param bytes about how large they are. @param sender who sends them.
   */
  append(events: readonly NewEvent[], bytes: number, sender: Viewer): Promise<readonly Appended[]>;
  /** Whether events were sent a moment ago: who sends one by one is busy between two as well. */
  isBusy(): boolean;
  /** Takes no more; resolves when all that was taken is committed or refused. */
  close(): Promise<void>;
}

/** Events that were sent together. */
export interface EventCall {
  readonly events: readonly Candidate[];
  readonly sender: Viewer;
}

/** Appends the events of several calls, all or none; one answer an event, in order. */
export type AppendCalls = (calls: readonly EventCall[]) => Promise<readonly Appended[]>;

interface Waiting extends EventCall {
  readonly bytes: number;
  resolve(appended: readonly Appended[]): void;
  reject(error: unknown): void;
}

/**
 * Group commit: while one transaction is on its way to the disk the next one fills, so that a thousand calls at once
 * need a handful of transactions and one call alone waits for nobody. A group that fails is tried again one call at a
 * time, so that nobody fails for what another sent.
 * @param committed called after each transaction.
 */
export function groupCommit(appendCalls: AppendCalls, committed: () => void): GroupCommit {
  const waiting: Waiting[] = [];
  let draining: Promise<void> | undefined;
  let closed = false;
  let sentAt = Number.NEGATIVE_INFINITY;

  const takeGroup = (): Waiting[] => {
    const group: Waiting[] = [];
    let [bytes, events] = [0, 0];
    while (waiting[0] !== undefined) {
      const next = waiting[0];
      bytes += next.bytes;
      events += next.events.length;
      if (group.length > 0 && (bytes > MOST_BYTES || events > MOST_EVENTS)) break;
      group.push(next);
      waiting.shift();
    }
    return group;
  };

  const appendAlone = async (call: Waiting): Promise<boolean> => {
    try {
      call.resolve(await appendCalls([call]));
      return true;
    } catch (error) {
      call.reject(error);
      return false;
    }
  };

  const appendGroup = async (group: readonly Waiting[]): Promise<void> => {
    if (group.length === 1 && group[0] !== undefined) {
      if (await appendAlone(group[0])) committed();
      return;
    }
    try {
      const appended = await appendCalls(group);
      let place = 0;
      for (const { events, resolve } of group) {
        resolve(appended.slice(place, place + events.length));
        place += events.length;
      }
    } catch (error) {
      // When the log is not there nobody gets through, and trying each would take as long as all are many.
      if (isLogDown(error)) {
        for (const { reject } of group) reject(error);
        return;
      }
      for (const one of group) await appendAlone(one);
    }
    committed();
  };

  const drain = async (): Promise<void> => {
    // Whoever calls in the same turn comes along.
    await Promise.resolve();
    while (waiting.length > 0) await appendGroup(takeGroup());
    draining = undefined;
  };

  return {
    async append(given, bytes, sender) {
      if (closed) throw new UnavailableError(STOPS);
      // While the transaction before is on its way, not when its turn has come.
      if (given.length > LARGEST_BATCH) {
        throw new RangeError(`${given.length} events in one call, at most ${LARGEST_BATCH}`);
      }
      const events: Candidate[] = [];
      const breathe = breather();
      for (const event of given) {
        await breathe();
        events.push(candidate(event));
      }
      if (closed) throw new UnavailableError(STOPS);
      sentAt = performance.now();
      return new Promise((resolve, reject) => {
        waiting.push({ events, bytes, sender, resolve, reject });
        draining ??= drain();
      });
    },
    isBusy: () => draining !== undefined || performance.now() - sentAt < BUSY_MS,
    async close() {
      closed = true;
      await draining;
    },
  };
}
