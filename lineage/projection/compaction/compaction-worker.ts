import { parentPort } from 'node:worker_threads';
import { EDGE_BYTES } from '../compressed-base.ts';
import { LetGo, WORTH_BYTES } from '../let-go.ts';
import type { SnapshotContents } from '../snapshot/contents.ts';
import { writeSnapshot } from '../snapshot/write-snapshot.ts';
import type { CompactionOrder } from './compact-in-worker.ts';
import { type Compacted, compactionOf } from './compaction.ts';

/** How long a snapshot waits for the graph of before to be out of memory. */
const PATIENCE_MS = 1_000;

// A thread of its own, begun by `compactInWorker`; what it throws is the worker's `error`.
parentPort?.once('message', (order: CompactionOrder) => {
  const write = laidOut(order);
  if (write === null) return;
  const before = new LetGo();
  before.add(order.task.columns.from.buffer, order.task.count * EDGE_BYTES);
  // Nobody holds the order by then; it is not to be in memory while what was made of it is written.
  setImmediate(() => {
    if (before.bytes < WORTH_BYTES) write();
    else void before.gone(PATIENCE_MS).then(write);
  });
});

/** Lays out, and hands that over. @returns what is to be done after that; null for nothing. */
function laidOut({ task, snapshot }: CompactionOrder): (() => void) | null {
  const compacted = compactionOf(task);
  const write = snapshot === null ? null : writing(snapshot.path, contentsOf(compacted, snapshot.contents));
  parentPort?.postMessage(compacted);
  return write;
}

const writing = (path: string, contents: SnapshotContents) => (): void => writeSnapshot(path, contents);

/** What is laid out as it is now, with copies of what changes in place once the graph goes on with these arrays. */
function contentsOf({ base, nodes, instants }: Compacted, beside: Omit<SnapshotContents, 'base'>): SnapshotContents {
  const recordedTo = base.columns.recordedTo.slice(0, base.count);
  return {
    ...beside,
    nodes: nodes === null ? beside.nodes : { ...nodes, facts: nodes.facts.slice() },
    ordered: nodes === null ? beside.ordered : nodes.order.length,
    base: { ...base, columns: { ...base.columns, recordedTo } },
    instants: instants ?? beside.instants,
  };
}
