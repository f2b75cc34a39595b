import { Worker } from 'node:worker_threads';
import type { SnapshotContents } from './contents.ts';

/** The program of the thread: as source where this file is source, built where it is built. */
const PROGRAM = new URL(`./write-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Writes a snapshot in a thread of its own, from the arrays that the projection goes on writing into.
 * @throws what `writeSnapshot` throws.
 */
export function writeInWorker(path: string, contents: SnapshotContents): Promise<void> {
  const worker = new Worker(PROGRAM, { workerData: { path, contents } });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The thread that writes the snapshot ended with ${code}`));
    });
  });
}
