import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../clock.ts';
import { seesAllDatasets } from '../identity/visibility.ts';
import type { OutageLog } from '../outage-log.ts';
import type { RequestScope } from '../subgraph/request-scope.ts';
import type { AuditBody } from './body.ts';
import type { Command } from './command.ts';
import { auditHead } from './seal.ts';

/** What a request has shown, by reference: `N01`, `N01.ngay_sinh`, `job:F26`. */
export interface Shown {
  add(ref: string): void;
}

/** What is recorded beside the transactions of writes: what was shown, and who was refused. */
export interface AuditTrail {
  /** Where to note what a request shows; undefined for who sees nothing that a developer does not. */
  shownTo(request: AuditedRequest): Shown | undefined;
  /** Notes a write that was refused to somebody who is signed in. */
  refused(scope: RequestScope, command: Command): void;
  /** Writes what was noted; resolves when it is written, or cannot be now. */
  flush(): Promise<void>;
  /** Writes what was noted and stops. */
  close(): Promise<void>;
}

/** What is known of a request when it begins. */
export type AuditedRequest = Pick<RequestScope, 'viewer' | 'clock' | 'correlationId' | 'operation'>;

/** How a trail writes: the records, whose targets are references as they were noted, and nothing of what is open to all. */
export type WriteNoted = (bodies: readonly AuditBody[]) => Promise<void>;

/** How long a request may go on before what it has shown is written; one that takes longer has several records. */
export const AUDIT_FLUSH_MS = 500;

/** Bounds of what waits to be written: requests, and references of all of them. Some 20 MB. */
const MOST_REQUESTS = 10_000;
const MOST_REFERENCES = 200_000;
/** Records in one statement. */
const MOST_WRITTEN = 1_000;

interface Noted {
  readonly request: AuditedRequest;
  readonly at: string;
  readonly refs: Set<string>;
  touched: boolean;
}

/**
 * A buffer between requests and the trail, so that no read waits for a write: noting is an addition to a set. It is
 * written every half second while there is something, whole, in one statement. When the database does not answer it
 * waits for it, within bounds; what does not fit is counted, and one record LOST says how many reads or refusals that
 * were, as soon as anything can be written again. A process that is killed loses what it noted in its last half second.
 */
export function auditTrail(options: {
  readonly clock: Clock;
  /** Writes reads, those of restricted data only. */
  readonly writeReads: WriteNoted;
  /** Writes records as they are. */
  readonly write: WriteNoted;
  readonly outage: OutageLog;
}): AuditTrail {
  const { clock, writeReads, write, outage } = options;
  const noted = new Map<string, Noted>();
  const refusals: AuditBody[] = [];
  let references = 0;
  let lost = 0;
  let lostSince: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let closed = false;
  const outside = AsyncLocalStorage.snapshot();

  const lose = (): void => {
    lost += 1;
    lostSince ??= clock.now().toISOString();
  };
  const soon = (): void => {
    if (timer !== undefined || closed) return;
    timer = setTimeout(() => {
      timer = undefined;
      void flushNoted(false);
    }, AUDIT_FLUSH_MS);
    timer.unref();
  };

  /** Takes what is complete out of the buffer: requests that have shown nothing new since the last look, or all. */
  const take = (all: boolean): Noted[] => {
    const taken: Noted[] = [];
    for (const [key, one] of noted) {
      if (taken.length >= MOST_WRITTEN) break;
      if (one.touched && !all) {
        one.touched = false;
        continue;
      }
      noted.delete(key);
      taken.push(one);
    }
    return taken;
  };

  /** The same request may have shown more meanwhile. */
  const putBack = (one: Noted): void => {
    const newer = noted.get(keyOf(one.request))?.refs ?? new Set();
    references -= one.refs.size + newer.size;
    for (const ref of newer) one.refs.add(ref);
    references += one.refs.size;
    noted.set(keyOf(one.request), one);
  };

  const once = async (all: boolean): Promise<boolean> => {
    const reads = take(all);
    const refused = refusals.splice(0, MOST_WRITTEN);
    const [count, since] = [lost, lostSince];
    if (reads.length + refused.length + count === 0) return false;
    lost = 0;
    lostSince = undefined;
    const others = count === 0 ? refused : [...refused, lostRecord(count, since ?? clock.now().toISOString(), clock)];
    try {
      if (reads.length > 0) await writeReads(reads.map(readRecord));
      for (const { refs } of reads.splice(0)) references -= refs.size;
      if (others.length > 0) await write(others);
      outage.worked();
      return true;
    } catch (error) {
      outage.failed(error);
      // Back to where it was: there is room for it, since it was counted all the time.
      for (const one of reads) putBack(one);
      refusals.unshift(...refused);
      lost += count;
      lostSince = since ?? lostSince;
      return false;
    }
  };

  const flushNoted = (all: boolean): Promise<void> => {
    const before = writing;
    const run = async (): Promise<void> => {
      await before;
      while ((await once(all)) && (all || noted.size >= MOST_WRITTEN));
      if (noted.size + refusals.length + lost > 0) soon();
    };
    // Outside of the request that happened to be first: its deadline and its viewer are not those of the record.
    writing = outside(run);
    return writing;
  };

  return {
    shownTo(request) {
      const { viewer } = request;
      if (viewer.system === true || !(viewer.role === 'steward' || seesAllDatasets(viewer))) return undefined;
      const key = keyOf(request);
      return {
        add(ref) {
          let one = noted.get(key);
          if (one === undefined) {
            if (noted.size >= MOST_REQUESTS || references >= MOST_REFERENCES) return lose();
            one = { request, at: request.clock.now().toISOString(), refs: new Set(), touched: true };
            noted.set(key, one);
            soon();
          }
          one.touched = true;
          if (one.refs.has(ref)) return;
          if (references >= MOST_REFERENCES) return lose();
          references += 1;
          one.refs.add(ref);
        },
      };
    },
    refused(scope, command) {
      // Whoever shows nothing is nobody to hold to account, and could fill a disk.
      if (scope.viewer.role === 'anonymous' && scope.viewer.credential === undefined) return;
      if (refusals.length >= MOST_REQUESTS) return lose();
      refusals.push({ ...auditHead(scope, command), kind: 'WRITE', outcome: 'REFUSED', changes: [] });
      soon();
    },
    flush: () => flushNoted(true),
    async close() {
      closed = true;
      clearTimeout(timer);
      await flushNoted(true);
    },
  };
}

const keyOf = ({ correlationId, viewer }: AuditedRequest): string => `${correlationId}\n${viewer.subject}`;

const readRecord = ({ request, at, refs }: Noted): AuditBody => ({
  ...auditHead(request, { action: request.operation?.name ?? 'query', targets: [...refs] }),
  at,
  kind: 'READ',
  outcome: 'DONE',
  changes: [],
});

const lostRecord = (count: number, since: string, clock: Clock): AuditBody => ({
  subject: 'system',
  role: 'system',
  agencies: [],
  credential: null,
  kind: 'READ',
  outcome: 'LOST',
  at: clock.now().toISOString(),
  action: `since ${since}`,
  operation: null,
  correlationId: null,
  targets: [],
  targetCount: 0,
  changes: [],
  count,
});
