import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running instance leaves in its data folder so that commands find it. */
export interface InstanceNote {
  readonly pid: number;
  readonly address: string;
  readonly startedAt: string;
  /** Set where every part is a process of its own, with a database of its own. */
  readonly distributed?: true;
}

const fileOf = (dataDir: string): string => join(dataDir, 'instance.json');
const PATIENCE_MS = 2_000;

/** Written whole or not at all. */
export async function leaveNote(dataDir: string, note: InstanceNote): Promise<void> {
  const temporary = `${fileOf(dataDir)}.${note.pid}`;
  await writeFile(temporary, `${JSON.stringify(note)}\n`);
  await rename(temporary, fileOf(dataDir));
}

/** Takes the note away again. */
export const removeNote = (dataDir: string): Promise<void> => rm(fileOf(dataDir), { force: true });

/** The instance that runs on a data folder and answers; a note that kill -9 left behind is no instance. */
export async function runningInstance(dataDir: string): Promise<InstanceNote | undefined> {
  let note: InstanceNote;
  try {
    note = JSON.parse(await readFile(fileOf(dataDir), 'utf8')) as InstanceNote;
  } catch {
    return undefined;
  }
  try {
    process.kill(note.pid, 0);
    const alive = await fetch(new URL('/livez', note.address), { signal: AbortSignal.timeout(PATIENCE_MS) });
    return alive.ok ? note : undefined;
  } catch {
    return undefined;
  }
}
