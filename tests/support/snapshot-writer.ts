import { readSnapshot } from '../../lineage/projection/snapshot/read-snapshot.ts';
import { writeSnapshot } from '../../lineage/projection/snapshot/write-snapshot.ts';

// A process that does nothing but write a snapshot over itself, to be killed meanwhile: `node snapshot-writer.ts <path>`.
const [, , path] = process.argv;
if (path === undefined) throw new Error('Usage: node snapshot-writer.ts <path>');
const contents = readSnapshot(path);
for (let count = 0; count < 100_000; count++) {
  writeSnapshot(path, { ...contents, log: `written ${count}` });
  if (count === 0) process.stdout.write('writing\n');
}
