import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generate } from '../../bench/lineage/generate.ts';
import { snapshotOf } from '../../bench/lineage/snapshot.ts';
import { OPEN_LABEL } from '../../lineage/domain/algorithms/adjacency.ts';
import { graphCompactor } from '../../lineage/graph-compactor.ts';
import type { GraphSnapshots } from '../../lineage/graph-snapshots.ts';
import { queryThread } from '../../lineage/projection/long-questions/query-thread.ts';
import type { Projection } from '../../lineage/projection/projection.ts';
import { contentsBeside, projectionOf } from '../../lineage/projection/snapshot/contents.ts';

// A process that lays a graph out anew again and again, with a snapshot of each layout and a long question about each, and
// says how much memory that took at most beside the graph itself, as a multiple of it: `node --expose-gc graph-memory.ts`.
const ROUNDS = 5;
const SIZE = { name: 'many edges', nodes: 20_000, edges: 1_000_000 };
const GRAPH_BYTES = 41 * SIZE.edges;
/** Edges that change before each layout: more than a hundredth. */
const CHANGING = 10_100;
const AT = 1_800_000_000_000_000;

const folder = mkdtempSync(join(tmpdir(), 'nguon-graph-memory-'));
let projection: Projection = projectionOf(snapshotOf(generate(SIZE, 1), { log: 'memory', revision: 1 }));
let written = 0;
let laidOut = 0;
const snapshots: GraphSnapshots = {
  load: () => Promise.reject(new Error('not asked')),
  keep: () => undefined,
  isOverdue: () => false,
  plan: (current) => ({
    order: Promise.resolve({ path: join(folder, 'snapshot'), contents: contentsBeside(current, 'memory') }),
    ended: (error) => {
      if (error === undefined) written += 1;
    },
  }),
  forget: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
const failed = (what: unknown): void => {
  throw what;
};
const compactor = graphCompactor({
  projection: () => projection,
  replace: (next) => {
    projection = next;
    laidOut += 1;
  },
  snapshots,
  logger: { info: () => undefined, warn: failed },
});

/** As when edges end: nothing is kept of it but what the graph itself keeps. */
function change(): void {
  const { graph } = projection;
  const ended = graph.instants.at(AT);
  for (let slot = 0; slot < CHANGING; slot++)
    graph.setRecordedTo(slot, graph.columns.recordedTo[slot] === OPEN_LABEL ? ended : OPEN_LABEL);
}

const thread = queryThread();
globalThis.gc?.();
await sleep(100);
const rss = (): number => process.memoryUsage.rss();
const before = rss();
let most = before;
const watching = setInterval(() => {
  most = Math.max(most, rss());
}, 5);
for (let round = 0; round < ROUNDS; round++) {
  change();
  await thread.ask(() => projection, 'statistics', { level: 'COLUMN', asOf: AT, asRecorded: null });
  for (; laidOut === round; await sleep(10)) compactor.keep();
}
clearInterval(watching);
await compactor.close();
await thread.close();
rmSync(folder, { recursive: true });
process.stdout.write(JSON.stringify({ beside: (most - before) / GRAPH_BYTES, written }));
