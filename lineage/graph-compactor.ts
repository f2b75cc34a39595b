import type { Logger } from '../kernel/log.ts';
import type { GraphRecord } from './domain/graph-record.ts';
import type { GraphSnapshots } from './graph-snapshots.ts';
import { compactInWorker } from './projection/compaction/compact-in-worker.ts';
import type { Lack, Projection } from './projection/projection.ts';
import { letGoOf } from './projection/shared-arrays.ts';

/** After a failure nothing is laid out for so long. */
const RETRY_MS = 60_000;
/** How often room is tried to be made for one step, while others lay the graph out, too. */
const MOST_TRIES = 4;
/** Shared memory of an edge; told to the garbage collector, which does not see it. */
const EDGE_BYTES = 41;

/** Lays the graph out anew in a thread, now and then, while answers go on being computed from the arrays of before. */
export interface GraphCompactor {
  /** Begins when it is time; a failure is logged. */
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
}

/**
 * Keeps a projection laid out for walking. Whoever asks notices nothing but two moments: copies of one number an edge at
 * the beginning, and at the end what came since is put into the new arrays.
 */
export function graphCompactor({ projection, replace, snapshots, logger }: CompactorParts): GraphCompactor {
  let running: Promise<void> | undefined;
  let closed = false;
  let notBefore = 0;

  const compact = async (current: Projection, lack?: Lack): Promise<void> => {
    const began = performance.now();
    const planned = snapshots?.plan(current);
    const begun = current.beginCompaction(planned !== undefined, lack);
    const { count, nodeCount, former } = begun.task;
    try {
      logger.info({ edges: count, nodes: nodeCount }, 'the lineage graph is being laid out anew');
      const snapshot = (await planned?.order) ?? null;
      const run = compactInWorker({ task: begun.task, snapshot });
      // Who waits for the graph alone is told of a failure by it.
      run.written.catch(() => undefined);
      const compacted = await run.compacted;
      const next = projection() === current ? current.compactedBy(compacted, begun) : null;
      if (next !== null) {
        replace(next);
        letGoOf(begun.task.count * EDGE_BYTES);
      }
      logger.info(
        { edges: count, nodes: nodeCount, inOrder: former !== null, ms: Math.round(performance.now() - began) },
        next === null
          ? 'the lineage graph was laid out anew for nothing: it was replaced meanwhile'
          : 'the lineage graph is laid out anew',
      );
      await run.written;
      planned?.ended();
    } catch (error) {
      planned?.ended(error);
      throw error;
    }
  };

  const begin = (current: Projection, lack?: Lack): Promise<void> => {
    running = compact(current, lack)
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
      const current = projection();
      if (closed || running !== undefined || performance.now() < notBefore) return;
      if (current.wantsCompaction || snapshots?.isOverdue(current) === true) void begin(current);
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
