import { parentPort, workerData } from 'node:worker_threads';
import type { SnapshotContents } from '../snapshot/contents.ts';
import { writeSnapshot } from '../snapshot/write-snapshot.ts';
import type { CompactionOrder } from './compact-in-worker.ts';
import { compactionOf } from './compaction.ts';

// A thread of its own, begun by `compactInWorker`; what it throws is the worker's `error`.
const { task, snapshot } = workerData as CompactionOrder;
const compacted = compactionOf(task);
const { base, nodes, instants } = compacted;
let contents: SnapshotContents | undefined;
if (snapshot !== null) {
  // What changes in place once the graph goes on with these arrays.
  const recordedTo = base.columns.recordedTo.slice(0, base.count);
  contents = {
    ...snapshot.contents,
    nodes: nodes === null ? snapshot.contents.nodes : { ...nodes, facts: nodes.facts.slice() },
    ordered: nodes === null ? snapshot.contents.ordered : nodes.order.length,
    base: { ...base, columns: { ...base.columns, recordedTo } },
    instants: instants ?? snapshot.contents.instants,
  };
}
parentPort?.postMessage(compacted);
if (snapshot !== null && contents !== undefined) writeSnapshot(snapshot.path, contents);
