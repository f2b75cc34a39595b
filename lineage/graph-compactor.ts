import type { Logger } from '../kernel/log.ts';
import type { GraphRecord } from './domain/graph-record.ts';
import type { GraphSnapshots, PlannedSnapshot } from './graph-snapshots.ts';
import { compactInWorker, type RunningCompaction } from './projection/compaction/compact-in-worker.ts';
import { EDGE_BYTES } from './projection/compressed-base.ts';
import { collectSoon, LetGo, WORTH_BYTES } from './projection/let-go.ts';
import type { Lack, Projection } from './projection/projection.ts';

/** After a failure nothing is laid out for so long. */
const RETRY_MS = 60_000;
/** How often room is tried to be made for one step, while others lay the graph out, too. */
const MOST_TRIES = 4;
/** How long the graph is not laid out once more while one of before is still in memory: answers hold it for a minute. */
const PATIENCE_MS = 70_000;
/** How often the garbage collector is told of it meanwhile; then once in `PATIENCE_MS`. */
const REMIND_MS = 5_000;

/** Lays the graph out anew in a thread, now and then, while answers go on being computed from the arrays of before. */
export interface GraphCompactor {
  /**
   * Begins when it is time, and when no graph of before is in memory beside the one of now, or has been for too long: there
   * are two of them at most, unless somebody reads one for longer. A failure is logged.
   */
  keep(): void;
  /**
   * Resolves when some records can be put without laying anything out: when they could not, all has been laid out anew with
   * more room. After a failure, which is logged, they fit no better.
   */
  makeRoom(records: readonly GraphRecord[]): Promise<void>;
  /** Begins none any more; resolves when none goes on. */
  close(): Promise<void>;
}

/** What a compactor works with. */
export interface CompactorParts {
  readonly projection: () => Projection;
  /** Answers are computed from this one from now on. */
  readonly replace: (projection: Projection) => void;
  /** Written by the same thread when it is time; absent where none is kept. */
  readonly snapshots: GraphSnapshots | undefined;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** How long the next one waits for the one before to be gone; `PATIENCE_MS` unless given. */
  readonly patienceMs?: number;
  /** From how much memory on it does; `WORTH_BYTES` unless given. */
  readonly worthBytes?: number;
}

/**
 * Keeps a projection laid out for walking. Whoever asks notices nothing but two moments: a copy of one number an edge when
 * one is superseded meanwhile, and at the end what came since is put into the new arrays.
 */
export function graphCompactor({
  projection,
  replace,
  snapshots,
  logger,
  patienceMs = PATIENCE_MS,
  worthBytes = WORTH_BYTES,
}: CompactorParts): GraphCompactor {
  /** Memory of graphs that others go on for. */
  const before = new LetGo();
  let letGoAt = 0;
  let remindAt = 0;
  let running: Promise<void> | undefined;
  let closed = false;
  let notBefore = 0;

  const waitsForMemory = (): boolean => before.bytes >= worthBytes && performance.now() - letGoAt < patienceMs;
  /** What was read when it was let go may be read no more. */
  const remind = (): void => {
    const now = performance.now();
    if (before.bytes < worthBytes || now < remindAt) return;
    remindAt = now + (waitsForMemory() ? REMIND_MS : PATIENCE_MS);
    collectSoon();
  };

  /** Lays out, and goes on with that. @returns what is still written; nothing in it holds the graph of before. */
  const layOut = async (
    current: Projection,
    planned: PlannedSnapshot | undefined,
    lack: Lack | undefined,
  ): Promise<Pick<RunningCompaction, 'written'>> => {
    const began = performance.now();
    const begun = current.beginCompaction(planned !== undefined, lack);
    try {
      const { count, nodeCount, former, columns } = begun.task;
      logger.info({ edges: count, nodes: nodeCount }, 'the lineage graph is being laid out anew');
      const snapshot = (await planned?.order) ?? null;
      const { compacted, written } = compactInWorker({ task: begun.task, snapshot });
      // Who waits for the graph alone is told of a failure by it.
      written.catch(() => undefined);
      const made = await compacted;
      const next = projection() === current ? current.compactedBy(made, begun) : null;
      if (next !== null) {
        replace(next);
        before.add(columns.from.buffer, count * EDGE_BYTES);
        letGoAt = performance.now();
        remindAt = letGoAt + REMIND_MS;
      }
      logger.info(
        { edges: count, nodes: nodeCount, inOrder: former !== null, ms: Math.round(performance.now() - began) },
        next === null
          ? 'the lineage graph was laid out anew for nothing: it was replaced meanwhile'
          : 'the lineage graph is laid out anew',
      );
      return { written };
    } finally {
      begun.giveBack();
    }
  };

  const compact = async (laidOut: ReturnType<typeof layOut>, planned: PlannedSnapshot | undefined): Promise<void> => {
    try {
      const { written } = await laidOut;
      await written;
      planned?.ended();
    } catch (error) {
      planned?.ended(error);
      throw error;
    }
  };

  const begin = (current: Projection, lack?: Lack): Promise<void> => {
    const planned = snapshots?.plan(current);
    running = compact(layOut(current, planned, lack), planned)
      .catch((error: unknown) => {
        notBefore = performance.now() + RETRY_MS;
        logger.warn({ err: error }, 'the lineage graph is not laid out anew; answers get slower');
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };

  return {
    keep() {
      remind();
      const current = projection();
      if (closed || running !== undefined || performance.now() < notBefore) return;
      if (!current.wantsCompaction && snapshots?.isOverdue(current) !== true) return;
      if (!waitsForMemory()) void begin(current);
    },
    async makeRoom(records) {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const lack = projection().lackFor(records);
        if (lack === null) return;
        if (running === undefined && (closed || performance.now() < notBefore)) return;
        // The one that goes on leaves the usual room, which may do.
        await (running ?? begin(projection(), lack));
      }
    },
    async close() {
      closed = true;
      await running;
    },
  };
}
