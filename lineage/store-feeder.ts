import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../kernel/errors/errors.ts';
import { foldBatch } from './fold-batch.ts';
import type { EventLog } from './log/event-log.ts';
import { nameOfLog } from './log/log-name.ts';
import type { ClaimableStore } from './store/graph-store.ts';

/** Feeds a store that may be down, behind everybody's back: nobody waits for it. */
export interface StoreFeeder {
  /** There may be more to do; resolves when it is done or has failed. Never throws. */
  run(): Promise<void>;
  /** Why the store is not fed at the moment; null when it is. */
  problem(): string | null;
  /** What the last attempt failed with; undefined when it did not. */
  failure(): unknown;
  /** Whether the store is known to lack something and does not get it at once. */
  isBehind(): boolean;
  /** Revision of the store when it was last heard of. */
  revision(): number;
  /** Resolves when the store has just been heard of, at a revision or beyond. @throws the reason why it cannot. */
  reach(revision: number): Promise<void>;
  /** Begins no run any more; resolves when the one that goes on has ended. `resume` takes it back. */
  pause(): Promise<void>;
  resume(): void;
}

/** Events read at once: many in one transaction, because small transactions are slow. */
const BATCH = 1_000;
/** Most nodes and edges that a batch names, give or take an event: one transaction stays within seconds. */
const WEIGHT = 10_000;
/** How long it may take another process to feed what somebody waits for, and how often is looked. */
const FED_WITHIN_MS = 10_000;
const FED_LOOK_MS = 100;
/** A batch that takes longer than this makes answers say that the store is behind. */
const SLOW_MS = 1_500;

/**
 * Folds the log into a store, in batches. A graph that is not a fold of this log, or is ahead of it, is dropped first.
 * Of two instances with different logs on one store the one that started last has it.
 * @param head how far the log is known to be.
 * @param leads whether this process feeds the store; where another does, this one looks whether the store is there.
 * @param warn told when the store begins to fail, and when it works again.
 */
export function storeFeeder(
  log: EventLog,
  store: ClaimableStore,
  head: () => number,
  leads: () => boolean,
  warn: (message: string, error?: unknown) => void,
): StoreFeeder {
  let revision = 0;
  let claimed = false;
  let wasOurs = false;
  let failure: unknown;
  let failing = false;
  let batchSince: number | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let paused = false;

  const claim = async (name: string): Promise<void> => {
    if (!(await store.claim(name))) {
      // Once it was ours, whoever took it keeps it: two that take it from one another would never be done.
      if (wasOurs) throw new UnavailableError('The graph store was taken over by an instance with another event log.');
      warn('the graph store holds the graph of another log; it is dropped and folded anew');
      await store.takeOver(name);
    }
    claimed = true;
    wasOurs = true;
  };

  const drain = async (): Promise<void> => {
    const target = head();
    if (!leads()) {
      revision = await store.revision();
      if (revision >= target) recovered();
      return;
    }
    const name = await nameOfLog(log);
    // Who has nothing to say leaves the graph of others alone.
    if (name === null) {
      await store.revision();
      return recovered();
    }
    if (!claimed) await claim(name);
    revision = await store.revision();
    if (revision > (await log.head())) {
      warn('the graph store is ahead of the log; it is dropped and folded anew');
      await store.takeOver(name);
      revision = 0;
    }
    if (revision >= target) recovered();
    while (!paused && leads()) {
      const events = await log.read(revision, BATCH);
      if (events.length === 0) break;
      batchSince = performance.now();
      // What cannot be read is a dead letter, which the projector notes.
      const { changes, last } = await foldBatch(events, WEIGHT);
      const { applied } = await store.apply(changes, last, revision);
      batchSince = undefined;
      revision = applied ? last : await store.revision();
      if (revision >= target) recovered();
    }
  };

  const recovered = (): void => {
    if (failing) warn('the graph store has taken in everything again');
    failing = false;
    failure = undefined;
  };

  const attempt = async (): Promise<void> => {
    do {
      again = false;
      try {
        await drain();
      } catch (error) {
        if (!failing) warn('the graph store is not fed; trying again', error);
        failing = true;
        failure = error;
        batchSince = undefined;
        // It may come back as another one.
        claimed = false;
        return;
      }
    } while (again && !paused);
  };

  const run = (): Promise<void> => {
    if (paused) return running ?? Promise.resolve();
    if (running !== undefined) {
      again = true;
      return running;
    }
    running = attempt().finally(() => {
      running = undefined;
    });
    return running;
  };

  const isSlow = (): boolean => batchSince !== undefined && performance.now() - batchSince > SLOW_MS;
  return {
    run,
    problem: () => (failing ? (failure instanceof Error ? failure.message : 'fails') : isSlow() ? 'is slow' : null),
    failure: () => failure,
    isBehind: () => revision < head() && (failing || isSlow()),
    revision: () => revision,
    async reach(wanted) {
      const end = performance.now() + FED_WITHIN_MS;
      for (;;) {
        await run();
        if (failing) throw failure;
        if (revision >= wanted || paused) return;
        if (leads()) continue;
        if (performance.now() > end) throw new UnavailableError('The process that feeds the graph store is behind.');
        await sleep(FED_LOOK_MS);
      }
    },
    async pause() {
      paused = true;
      await running;
    },
    resume() {
      paused = false;
    },
  };
}
