import { Worker } from 'node:worker_threads';
import type { SnapshotContents } from '../snapshot/contents.ts';
import type { Compacted, CompactionTask } from './compaction.ts';

/** What the thread is told to do. */
export interface CompactionOrder {
  readonly task: CompactionTask;
  /** Where a snapshot of what was taken is written once it is laid out; null: none is. */
  readonly snapshot: { readonly path: string; readonly contents: Omit<SnapshotContents, 'base'> } | null;
}

/** A compaction that goes on in a thread. */
export interface RunningCompaction {
  /** Resolves when the graph is laid out. @throws what the thread fails with. */
  readonly compacted: Promise<Compacted>;
  /** Resolves when the snapshot is written as well. @throws likewise. */
  readonly written: Promise<void>;
}

/** The program of the thread: as source where this file is source, built where it is built. */
const PROGRAM = new URL(`./compaction-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Lays a graph out anew in a thread of its own, while whoever asks goes on with the old arrays. */
export function compactInWorker(order: CompactionOrder): RunningCompaction {
  const worker = new Worker(PROGRAM);
  // Not as its data, which it would hold as long as it is there.
  worker.postMessage(order);
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The thread that compacts the graph ended with ${code}`));
    });
  });
  const compacted = new Promise<Compacted>((resolve, reject) => {
    worker.once('message', resolve);
    ended.catch(reject);
  });
  return { compacted, written: ended };
}
