import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigurationError } from '../errors/errors.ts';
import { fileProblem } from './file-problem.ts';

/** Where the embedded server keeps what it owns inside the data folder. All paths are absolute. */
export interface DataFolder {
  /** The data folder itself, NGUON_DATA_DIR. */
  readonly root: string;
  /** The PostgreSQL cluster ("PGDATA"). */
  readonly cluster: string;
  /** What the server prints; see `server-log.ts`. */
  readonly log: string;
  /** The password of the server's roles, readable by the owner only. */
  readonly password: string;
}

/** The layout below `dataDir`, which need not exist. Pure but for the current directory that a relative path starts at. */
export function dataFolder(dataDir: string): DataFolder {
  const root = resolve(dataDir);
  return {
    root,
    cluster: join(root, 'postgres'),
    log: join(root, 'postgres.log'),
    password: join(root, 'postgres-password'),
  };
}

/**
 * Makes the data folder when it is missing and checks that we can write in it. Links are followed once, so that
 * everything below compares one spelling of the path.
 *
 * @throws ConfigurationError when the path is a file, cannot be made or written, or cannot be stated in PostgreSQL's
 *   line-based lock file.
 */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  if (dataDir.trim() === '' || /[\0\r\n]/.test(dataDir)) {
    throw new ConfigurationError(
      `NGUON_DATA_DIR is ${JSON.stringify(dataDir)}; expected the path of a folder, without line breaks. Try ".data".`,
      { argument: 'NGUON_DATA_DIR' },
    );
  }
  const { root } = dataFolder(dataDir);
  try {
    // Root drops to another user to run the server; that user must be able to pass through, but not to list.
    await mkdir(root, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    if (!(await stat(root)).isDirectory()) throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR' });
    await access(root, constants.R_OK | constants.W_OK | constants.X_OK);
    return dataFolder(await realpath(root));
  } catch (error) {
    throw fileProblem(error, root, 'use the data folder');
  }
}

/**
 * Gives a file that root has just created to the owner of the data folder, so that its owner can go on without root.
 * Takes the open file, because in a folder of somebody else's a name may point anywhere.
 */
export async function giveToOwner(folder: DataFolder, created: FileHandle): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(folder.root);
  if (uid !== 0) await created.chown(uid, gid);
}
