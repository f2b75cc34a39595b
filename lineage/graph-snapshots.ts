import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../kernel/log.ts';
import type { EventLog } from './log/event-log.ts';
import { nameOfLogAt } from './log/log-name.ts';
import { loadProjection } from './projection/load.ts';
import type { Projection } from './projection/projection.ts';
import { contentsBeside, contentsOf, projectionOf, type SnapshotContents } from './projection/snapshot/contents.ts';
import { SnapshotError } from './projection/snapshot/format.ts';
import { readSnapshot } from './projection/snapshot/read-snapshot.ts';
import { writeInWorker } from './projection/snapshot/write-in-worker.ts';
import { writeSnapshot } from './projection/snapshot/write-snapshot.ts';
import type { GraphStore } from './store/graph-store.ts';

/** Events between two snapshots: one is written when the edges have been laid out anew after so many. */
export const SNAPSHOT_EVERY = 5_000;
/** After so many events the edges are laid out for the snapshot's sake. */
export const SNAPSHOT_AT_LATEST = 50_000;

/** A snapshot that the thread which lays the edges out writes, too. */
export interface PlannedSnapshot {
  /** Where it is to be, and of what; null when it cannot be said of which log it is. */
  readonly order: Promise<{ readonly path: string; readonly contents: Omit<SnapshotContents, 'base'> } | null>;
  /** To be told whether it was written, or with what the thread failed. */
  ended(error?: unknown): void;
}
/** More records than this since the snapshot are not fetched one by one: the graph is loaded from the store. */
const LONGEST_TAIL = 200_000;
/** How long a stop waits for the log to say its name; without it no snapshot is written. */
const NAMED_WITHIN_MS = 1_500;

/** The snapshot of the graph in the data folder: read at the start, written now and then and at the end. */
export interface GraphSnapshots {
  /** The projection of the snapshot and of what the store holds since; of all that the store holds where it is of no use. */
  load(store: Pick<GraphStore, 'scan' | 'changesSince'>): Promise<Projection>;
  /** Begins to write when it is time and all edges are laid out, see `SNAPSHOT_EVERY`; a failure is logged. */
  keep(projection: Projection): void;
  /** Whether edges are to be laid out so that a snapshot can be written. */
  isOverdue(projection: Projection): boolean;
  /** Takes what is to be written beside the edges when they are laid out; undefined when it is not time. */
  plan(projection: Projection): PlannedSnapshot | undefined;
  /** Takes the snapshot away: what it was made from is dropped. */
  forget(): Promise<void>;
  /** Writes what has come since the last one; resolves when nothing is written any more. A failure is logged. */
  close(projection: Projection): Promise<void>;
}

/** Where the snapshot of a data folder is. */
export const snapshotPath = (folder: string): string => join(folder, 'graph.snapshot');

/**
 * Keeps the snapshot of a data folder. Whatever is wrong with it costs time, never an answer: the store has all of it.
 * @param every events between two, for tests.
 */
export function graphSnapshots(
  folder: string,
  log: EventLog,
  logger: Pick<Logger, 'info' | 'warn'>,
  every = SNAPSHOT_EVERY,
): GraphSnapshots {
  const path = snapshotPath(folder);
  let writtenAt = 0;
  let writing: Promise<void> | undefined;

  const failed = (error: unknown): void =>
    logger.warn({ err: error, path }, 'no snapshot of the lineage graph is written; the next start takes longer');

  /** The projection of the snapshot, up to date. @throws SnapshotError when it is of no use. */
  const fromSnapshot = async (store: Pick<GraphStore, 'changesSince'>): Promise<Projection> => {
    const contents = readUsable(path);
    const { revision } = contents;
    const name = await nameOfLogAt(log, revision);
    if (name === null) throw new SnapshotError(`it is of revision ${revision}, which the log does not have`);
    if (name !== contents.log) throw new SnapshotError('it is of another log');
    const tail = await store.changesSince(revision, LONGEST_TAIL);
    if (tail === null) throw new SnapshotError(`more than ${LONGEST_TAIL} records were written since`);
    if (tail.revision < revision)
      throw new SnapshotError(`it is of revision ${revision}, and the database of ${tail.revision}`);
    const projection = projectionOf(contents);
    projection.apply(tail.records, tail.revision);
    writtenAt = revision;
    logger.info({ path, revision, records: tail.records.length }, 'the lineage graph is loaded from its snapshot');
    return projection;
  };

  const nameAt = async (revision: number): Promise<string | null> => {
    const name = await nameOfLogAt(log, revision);
    if (name !== null) mkdirSync(folder, { recursive: true, mode: 0o700 });
    return name;
  };
  const orderOf = async (contents: Omit<SnapshotContents, 'base'>): Promise<Awaited<PlannedSnapshot['order']>> => {
    const name = await nameAt(contents.revision);
    return name === null ? null : { path, contents: { ...contents, log: name } };
  };
  const isDue = ({ revision }: Projection): boolean => writing === undefined && revision - writtenAt >= every;

  return {
    async load(store) {
      const left = removeLeftovers(path);
      if (left > 0)
        logger.info({ path, left }, 'removed the unfinished snapshot that a process left behind when it was killed');
      try {
        return await fromSnapshot(store);
      } catch (error) {
        if (!(error instanceof SnapshotError)) throw error;
        const told = `the snapshot of the lineage graph is not used: ${error.message}; loading from the database`;
        if (error instanceof NoSnapshot) logger.info({ path }, told);
        else logger.warn({ path }, told);
      }
      return loadProjection(store);
    },
    keep(projection) {
      if (!isDue(projection) || projection.graph.pending > 0) return;
      const contents = contentsOf(projection, '');
      writtenAt = contents.revision;
      const write = async (): Promise<void> => {
        const name = await nameAt(contents.revision);
        if (name !== null) await writeInWorker(path, { ...contents, log: name });
      };
      writing = write()
        .catch(failed)
        .finally(() => {
          writing = undefined;
        });
    },
    isOverdue: (projection) =>
      writing === undefined &&
      projection.graph.pending > 0 &&
      projection.revision - writtenAt >= Math.max(every, SNAPSHOT_AT_LATEST),
    plan(projection) {
      if (!isDue(projection)) return undefined;
      const before = writtenAt;
      writtenAt = projection.revision;
      let written: () => void = () => undefined;
      writing = new Promise((resolve) => {
        written = resolve;
      });
      return {
        order: orderOf(contentsBeside(projection, '')),
        ended(error) {
          if (error !== undefined) {
            writtenAt = before;
            failed(error);
          }
          writing = undefined;
          written();
        },
      };
    },
    async forget() {
      await writing;
      rmSync(path, { force: true });
      writtenAt = 0;
    },
    async close(projection) {
      await writing;
      const { revision } = projection;
      if (revision <= writtenAt) return;
      try {
        const late = sleep(NAMED_WITHIN_MS, null, { ref: false });
        const name = await Promise.race([nameOfLogAt(log, revision), late]);
        if (name === null) return;
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeSnapshot(path, contentsOf(projection, name));
        writtenAt = revision;
      } catch (error) {
        failed(error);
      }
    },
  };
}

/** There is no snapshot: the ordinary case of a first start. */
class NoSnapshot extends SnapshotError {}

/** Reads a snapshot; whatever goes wrong makes it one that cannot be used. */
function readUsable(path: string) {
  try {
    return readSnapshot(path);
  } catch (error) {
    if (error instanceof SnapshotError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new NoSnapshot('there is none');
    throw new SnapshotError(`it cannot be read (${code ?? message})`);
  }
}

/** Removes what processes left behind that were killed while they wrote a snapshot. @returns how many files. */
function removeLeftovers(path: string): number {
  let left = 0;
  try {
    for (const name of readdirSync(dirname(path))) {
      if (!name.startsWith(`${basename(path)}.`) || !name.endsWith('.tmp')) continue;
      const pid = Number(name.slice(basename(path).length + 1, -'.tmp'.length));
      if (pid !== process.pid && isAlive(pid)) continue;
      rmSync(join(dirname(path), name), { force: true });
      left += 1;
    }
  } catch {
    // A folder that is missing or not ours holds nothing to remove; the next snapshot says what is wrong with it.
  }
  return left;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
