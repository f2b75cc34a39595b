import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

/** A Java that Neo4j runs on. */
export interface Java {
  /** Path of the executable, or its name on the PATH. */
  readonly command: string;
  readonly version: number;
}

/** Neo4j 2025 and later need this. */
const LEAST_VERSION = 21;

/** Folders that hold one folder for each Java, on Linux, with SDKMAN, and on macOS. */
const FOLDERS = ['/opt/java', '/usr/lib/jvm', '/usr/java', join(homedir(), '.sdkman/candidates/java')];
const MAC_FOLDERS = ['/Library/Java/JavaVirtualMachines', join(homedir(), 'Library/Java/JavaVirtualMachines')];

/** The newest Java of at least 21: of JAVA_HOME, on the PATH, or in one of the usual folders. */
export async function findJava(): Promise<Java | undefined> {
  const home = process.env['JAVA_HOME'];
  const commands = [
    ...(home ? [join(home, 'bin', 'java')] : []),
    'java',
    ...(await under(FOLDERS, 'bin/java')),
    ...(await under(MAC_FOLDERS, 'Contents/Home/bin/java')),
  ];
  const found = await Promise.all(commands.map(versionOf));
  const good = found.filter((java): java is Java => java !== undefined && java.version >= LEAST_VERSION);
  // Stable: of equal versions the first named, so that JAVA_HOME decides.
  return good.sort((a, b) => b.version - a.version)[0];
}

/** Whether Maven can be asked. */
export const hasMaven = async (): Promise<boolean> => (await run('mvn', ['-v'], { timeoutMs: 30_000 })).ok;

async function under(folders: readonly string[], executable: string): Promise<string[]> {
  const lists = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder).catch(() => []);
      return names.map((name) => join(folder, name, executable));
    }),
  );
  return lists.flat();
}

async function versionOf(command: string): Promise<Java | undefined> {
  const { ok, output } = await run(command, ['-version'], { timeoutMs: 10_000 });
  const version = /version "(\d+)/.exec(output)?.[1];
  return ok && version !== undefined ? { command, version: Number(version) } : undefined;
}
