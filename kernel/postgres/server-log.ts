import { constants } from 'node:fs';
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { type DataFolder, giveToOwner } from './data-folder.ts';
import { errorCode, fileProblem } from './file-problem.ts';

const LOG_BYTES = 8 * 1024 * 1024;
const READ_BYTES = 256 * 1024;

/** An open log, and how long it was: what follows is of the run that is about to begin. */
export interface OpenLog {
  readonly handle: FileHandle;
  readonly from: number;
}

/** Opens the server's log to append, mode 0600; one of more than 8 MiB becomes `postgres.log.1` first. */
export async function openLog(folder: DataFolder): Promise<OpenLog> {
  try {
    const size = (await stat(folder.log).catch(() => undefined))?.size ?? 0;
    if (size > LOG_BYTES) await rename(folder.log, `${folder.log}.1`);
    const handle = await openOrCreate(folder);
    return { handle, from: (await handle.stat()).size };
  } catch (error) {
    throw fileProblem(error, folder.log, "write the database's log");
  }
}

async function openOrCreate(folder: DataFolder): Promise<FileHandle> {
  try {
    // Not through a link: we may be root in a folder of another user.
    return await open(folder.log, constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const handle = await open(folder.log, 'a', 0o600);
  await giveToOwner(folder, handle);
  return handle;
}

/**
 * What process `pid` logged since the log was opened, at most the last 256 KiB. Two servers may be trying to start on
 * one folder at once, so lines with the mark of another process are left out; lines without a mark are kept.
 */
export async function linesOf(pid: number, folder: DataFolder, from: number): Promise<readonly string[]> {
  const handle = await open(folder.log, 'r').catch(() => undefined);
  if (handle === undefined) return [];
  try {
    const { size } = await handle.stat();
    const start = Math.max(from, size - READ_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(0, size - start)), { position: start });
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    return lines.filter((line) => {
      const mark = /^\d{4}-\d\d-\d\d [\d:.]+ UTC \[(\d+)\] /.exec(line)?.[1];
      return line !== '' && (mark === undefined || Number(mark) === pid);
    });
  } finally {
    await handle.close();
  }
}
