import { UnavailableError } from '../kernel/errors/errors.ts';
import { NormaliseError } from './domain/body-reader.ts';
import type { Change } from './domain/change.ts';
import { normalise } from './domain/normalise.ts';
import type { DeadLetters } from './log/dead-letters.ts';
import type { EventLog } from './log/event-log.ts';
import type { Projection } from './projection/projection.ts';
import type { GraphStore } from './store/graph-store.ts';

/** Events folded in one transaction of the store. */
const BATCH = 1_000;
/** More records than this are not fetched one by one: the projection is loaded anew. */
const MOST_RECORDS = 200_000;

/** Moves what is in the log into the store, and what is in the store into the projection. */
export interface Projector {
  /** Folds what is in the log until there is no more; resolves to the revision reached. One run at a time. */
  run(): Promise<number>;
  /** Resolves when the projection has reached a revision of the log, however much is written meanwhile. */
  reach(revision: number): Promise<void>;
  /** Begins no run any more; resolves when the one that goes on has ended, after its batch. Who waits is refused. */
  stop(): Promise<void>;
}

const STOPPING = 'This instance stops. What was written is kept; ask again when it is back.';

/** Somebody who waits for a revision. */
interface Waiting {
  readonly revision: number;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The fold of the log: event → changes → store → projection, in batches. An event that cannot be read goes to the dead
 * letters with the reason and blocks nothing.
 * @param reload replaces the projection by one loaded from the store.
 */
export function projector(
  log: EventLog,
  store: GraphStore,
  deadLetters: DeadLetters,
  projection: () => Projection,
  reload: () => Promise<void>,
): Projector {
  let running: Promise<number> | undefined;
  let again = false;
  let stopped = false;
  let waiting: Waiting[] = [];

  const tellThoseWaiting = (): void => {
    const reached = projection().revision;
    for (const { revision, resolve } of waiting) if (revision <= reached) resolve();
    waiting = waiting.filter(({ revision }) => revision > reached);
  };

  /** What somebody else wrote into the store reaches the projection through the store. */
  const follow = async (): Promise<void> => {
    const since = await store.changesSince(projection().revision, MOST_RECORDS);
    // A store that is behind the projection was emptied by a rebuild elsewhere.
    if (since === null || since.revision < projection().revision) await reload();
    else projection().apply(since.records, since.revision);
  };

  const drain = async (): Promise<number> => {
    do {
      again = false;
      let revision = await store.revision();
      if (revision !== projection().revision) await follow();
      while (!stopped) {
        const events = await log.read(revision, BATCH);
        const last = events.at(-1);
        if (last === undefined) break;
        const changes: Change[] = [];
        for (const event of events) {
          try {
            changes.push(...normalise(event));
          } catch (error) {
            if (!(error instanceof NormaliseError)) throw error;
            await deadLetters.add(event.seq, error.message);
          }
        }
        const { applied, records } = await store.apply(changes, last.seq);
        if (applied) projection().apply(records, last.seq);
        else await follow();
        revision = last.seq;
        tellThoseWaiting();
      }
      tellThoseWaiting();
    } while (again && !stopped);
    return projection().revision;
  };

  const refuseThoseWaiting = (error: unknown): void => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };

  const run = (): Promise<number> => {
    if (stopped) return Promise.resolve(projection().revision);
    if (running !== undefined) {
      again = true;
      return running;
    }
    running = drain()
      .catch((error: unknown) => {
        refuseThoseWaiting(error);
        throw error;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };

  return {
    run,
    reach: (revision) =>
      new Promise((resolve, reject) => {
        if (projection().revision >= revision) return resolve();
        if (stopped) return reject(new UnavailableError(STOPPING));
        waiting.push({ revision, resolve, reject });
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
