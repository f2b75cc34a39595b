import { access, cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';

/** Longest wait for another test file that loads the catalogue. */
const LOADING_MS = 100_000;
const LOOK_MS = 100;

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * A new data folder that holds the sample catalogue: a copy of one that is loaded once for all test files.
 *
 * @param load opens an instance on a folder, loads the catalogue and stops it.
 * @throws Error when the test file that loads it failed, or takes longer than it may.
 */
export async function seededFolder(load: (folder: string) => Promise<void>): Promise<string> {
  const place = join(inject('sharedFolder'), 'seeded');
  const [folder, loaded] = [join(place, 'data'), join(place, 'loaded')];
  // Whoever makes the place loads it.
  const isMine = await mkdir(place).then(
    () => true,
    () => false,
  );
  if (isMine) {
    await mkdir(folder);
    await load(folder);
    await writeFile(loaded, '');
  }
  for (const until = Date.now() + LOADING_MS; !(await isThere(loaded)); await sleep(LOOK_MS)) {
    if (Date.now() > until) throw new Error(`${loaded} is not there: the file that loads the catalogue failed`);
  }
  const copy = await mkdtemp(join(tmpdir(), 'nguon-seeded-'));
  await cp(folder, copy, { recursive: true, preserveTimestamps: true });
  return copy;
}
