import { compactInWorker } from '../../lineage/projection/compaction/compact-in-worker.ts';
import { contentsBeside, projectionOf } from '../../lineage/projection/snapshot/contents.ts';
import { readSnapshot } from '../../lineage/projection/snapshot/read-snapshot.ts';

// A process that lays the graph of a snapshot out anew in a thread, which writes it over that one, again and again, to be
// killed meanwhile: `node graph-compacter.ts <path>`.
const [, , path] = process.argv;
if (path === undefined) throw new Error('Usage: node graph-compacter.ts <path>');
const projection = projectionOf(readSnapshot(path), { compactBelow: 0 });
for (let count = 0; count < 1_000; count++) {
  const { task } = projection.beginCompaction(true);
  const contents = contentsBeside(projection, `laid out ${count}`);
  const { compacted, written } = compactInWorker({ task, snapshot: { path, contents } });
  if (count === 0) process.stdout.write('compacting\n');
  await compacted;
  await written;
}
