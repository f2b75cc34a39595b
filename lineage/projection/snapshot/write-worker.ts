import { workerData } from 'node:worker_threads';
import type { SnapshotContents } from './contents.ts';
import { writeSnapshot } from './write-snapshot.ts';

// A thread of its own, begun by `writeInWorker`; what it throws is the worker's `error`.
const { path, contents } = workerData as { path: string; contents: SnapshotContents };
writeSnapshot(path, contents);
