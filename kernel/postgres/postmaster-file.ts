import { link, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './file-problem.ts';

/** What the server notes about itself in `postmaster.pid` while it runs. */
export interface PostmasterFile {
  readonly pid: number;
  /** Undefined while the server has not got that far. */
  readonly port?: number;
  /** "starting", "ready", "stopping" …; undefined while the server has not got that far. */
  readonly status?: string;
  /** The whole file, to tell this one from a later one. */
  readonly text: string;
}

/**
 * Parses `postmaster.pid`. Its lines: pid (negative for a single-user server), data directory, start time, port,
 * socket directory, listen address, shared memory key, status (PostgreSQL: `src/include/utils/pidfile.h`).
 *
 * @returns undefined when there is no process id in it yet.
 */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isSafeInteger(pid) || pid === 0) return undefined;
  const port = Number(lines[3]);
  const status = lines[7];
  return {
    pid,
    text,
    ...(Number.isSafeInteger(port) && port > 0 && { port }),
    ...(status !== undefined && status !== '' && { status }),
  };
}

/** Where a cluster's server keeps its lock file. */
export function postmasterFilePath(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

/** The lock file's text; undefined when there is none. */
export async function readPostmasterText(cluster: string): Promise<string | undefined> {
  try {
    return await readFile(postmasterFilePath(cluster), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * Takes a lock file away that is known not to belong to a server of this cluster: its process id was given to another
 * program, or is that of a dead process that nobody has reaped. PostgreSQL itself looks only at whether the id exists,
 * and would refuse to start. Should a server have started in between, it keeps its file.
 *
 * @param text the content that was judged; a file with another content is left alone.
 */
export async function discardPostmasterFile(cluster: string, text: string): Promise<void> {
  if ((await readPostmasterText(cluster)) !== text) return;
  const path = postmasterFilePath(cluster);
  const aside = `${path}.stale-${process.pid}`;
  try {
    await rename(path, aside);
    // Between the look and the rename another server may have come: give it its file back, unless it wrote a newer one.
    if ((await readFile(aside, 'utf8')) !== text) await link(aside, path).catch(() => undefined);
    await rm(aside, { force: true });
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
