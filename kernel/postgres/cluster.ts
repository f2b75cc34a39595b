import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../errors/errors.ts';
import { SUPERUSER } from './connection.ts';
import type { DataFolder } from './data-folder.ts';
import { errorCode, fileProblem } from './file-problem.ts';
import { runProgram } from './run-program.ts';
import { giveTo, type Runtime } from './runtime.ts';

/**
 * What the cluster folder holds. `unfinished`: files, but not a whole cluster. `unmarked`: a cluster that we did not
 * make, or whose making we did not see finish.
 */
export interface ClusterContent {
  readonly kind: 'none' | 'unfinished' | 'unmarked' | 'whole';
  /** What PG_VERSION says, where there is one: "18". */
  readonly major?: string;
}

/** Written last, before the cluster gets its name: with it, initdb is known to have come to its end. */
const MARK = 'nguon-complete';

/** Looks at the cluster folder without changing it. File system errors are thrown as they come. */
export async function readCluster(folder: DataFolder): Promise<ClusterContent> {
  const entries = await readdir(folder.cluster).catch((error: unknown): string[] => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  if (entries.length === 0) return { kind: 'none' };
  if (!entries.includes('PG_VERSION')) return { kind: 'unfinished' };
  const major = (await readFile(join(folder.cluster, 'PG_VERSION'), 'utf8')).trim();
  if (entries.includes(MARK)) return { kind: 'whole', major };
  const controlled = await stat(join(folder.cluster, 'global', 'pg_control')).catch(() => undefined);
  return { kind: controlled === undefined ? 'unfinished' : 'unmarked', major };
}

/**
 * Makes the cluster when there is none and makes sure that the server may use the one there is.
 *
 * initdb works in a folder beside it, which gets the final name only when it is whole; so a kill at any moment leaves
 * either no cluster or a good one. Processes that do this at once agree on the first one finished.
 *
 * @throws ConfigurationError when the folder holds a cluster of another version or maker, or initdb fails.
 */
export async function openCluster(
  runtime: Runtime,
  folder: DataFolder,
  password: string,
  log: (message: string) => void,
): Promise<void> {
  try {
    await removeAbandonedDrafts(folder);
    await takeOwnership(runtime, folder);
    const content = await readCluster(folder);
    requireVersion(content, runtime, folder);
    if (content.kind === 'unfinished') await setAside(folder, log);
    if (content.kind === 'none' || content.kind === 'unfinished') {
      log(`Creating a PostgreSQL ${runtime.version} database in ${folder.cluster}.`);
      await createCluster(runtime, folder, password);
    }
    requireWhole(await readCluster(folder), folder);
  } catch (error) {
    throw fileProblem(error, folder.cluster, 'use the database folder');
  }
}

function requireVersion({ major }: ClusterContent, runtime: Runtime, { cluster }: DataFolder): void {
  if (major === undefined || major === runtime.major) return;
  const other = /^\d+(\.\d+)?$/.test(major) ? major : 'of an unreadable version';
  throw new ConfigurationError(
    `${cluster} was made by PostgreSQL ${other}; this Nguồn brings PostgreSQL ${runtime.major}, which cannot read it. ` +
      `Set NGUON_DATA_DIR to another folder, or write a dump with PostgreSQL ${other} (pg_dump), move ${cluster} away ` +
      'and load the dump.',
    { path: cluster, found: major, expected: runtime.major },
  );
}

function requireWhole({ kind }: ClusterContent, { cluster }: DataFolder): void {
  if (kind === 'whole') return;
  throw new ConfigurationError(
    `${cluster} holds a PostgreSQL cluster that Nguồn did not make, or whose making was cut short: the file ${MARK} is ` +
      'missing. Move it away or set NGUON_DATA_DIR to another folder; to use the cluster, run it yourself and set ' +
      'DATABASE_URL.',
    { path: cluster },
  );
}

/** What is not whole is never used, and never deleted: it may be somebody's. */
async function setAside(folder: DataFolder, log: (message: string) => void): Promise<void> {
  const aside = `${folder.cluster}.unfinished-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  await rename(folder.cluster, aside);
  if ((await stat(join(aside, MARK)).catch(() => undefined)) !== undefined) {
    // Another process put a whole one there since we looked.
    await rename(aside, folder.cluster);
    return;
  }
  log(`${folder.cluster} held an unfinished database; it was moved to ${aside}.`);
}

const DRAFT = /^postgres\.new-(\d+)-[0-9a-f]+$/;
/** Longer than initdb is ever given. */
const DRAFT_LIFETIME_MS = 10 * 60_000;
const INITDB_MS = 120_000;
/** Drafts of this process: after a restart in a container another process may have had the same id. */
const activeDrafts = new Set<string>();

async function createCluster(runtime: Runtime, folder: DataFolder, password: string): Promise<void> {
  const name = `postgres.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const draft = join(folder.root, name);
  activeDrafts.add(name);
  try {
    await mkdir(draft, { mode: 0o700 });
    const passwordFile = join(draft, 'password');
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (runtime.account !== undefined) await giveTo(runtime.account, draft);
    const cluster = join(draft, 'cluster');
    await initialise(runtime, folder, cluster, passwordFile);
    await markComplete(runtime, cluster);
    await rename(cluster, folder.cluster).catch((error: unknown) => {
      // Another process was faster; its cluster has the same password.
      if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
    });
    await syncFolder(folder.root);
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    activeDrafts.delete(name);
  }
}

/**
 * The built-in C.UTF-8 locale gives the same order and case rules on every machine and after every upgrade of the host:
 * order by code point, Unicode case mapping, no index to rebuild. Linguistic order stays available by COLLATE.
 */
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

async function initialise(runtime: Runtime, folder: DataFolder, cluster: string, passwordFile: string): Promise<void> {
  const { binaries, launcher } = runtime;
  const args = ['-D', cluster, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const launch = launcher(binaries.initdb, [...args, '--data-checksums', '--no-instructions', ...LOCALE]);
  const { ok, output } = await runProgram(launch, { timeoutMs: INITDB_MS });
  if (ok) return;
  if (output.includes('No space left on device') || (await isFull(folder.root))) {
    throw fileProblem(Object.assign(new Error(), { code: 'ENOSPC' }), folder.cluster, 'create the database in');
  }
  const said = output.split('\n').slice(-6).join(' | ');
  throw new ConfigurationError(`Cannot create the database in ${folder.cluster}: initdb said: ${said}`, {
    path: folder.cluster,
  });
}

/** Whether less than 1 MiB is left, in which a server cannot even say what its trouble is. */
export async function isFull(path: string): Promise<boolean> {
  const space = await statfs(path).catch(() => undefined);
  return space !== undefined && space.bavail * space.bsize < 1024 * 1024;
}

async function markComplete({ account, version }: Runtime, cluster: string): Promise<void> {
  const mark = join(cluster, MARK);
  await writeFile(mark, `initdb of PostgreSQL ${version} ran to its end.\n`, { mode: 0o600, flush: true });
  if (account !== undefined) await chown(mark, account.uid, account.gid);
  await syncFolder(cluster);
}

/** Makes new names in a folder survive a power cut. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes what a killed process left of its initdb, with the copy of the password in it. */
async function removeAbandonedDrafts(folder: DataFolder): Promise<void> {
  for (const name of await readdir(folder.root)) {
    const pid = DRAFT.exec(name)?.[1];
    if (pid === undefined || activeDrafts.has(name)) continue;
    const draft = join(folder.root, name);
    const age = Date.now() - ((await stat(draft).catch(() => undefined))?.mtimeMs ?? Date.now());
    const abandoned = Number(pid) === process.pid || !isAlive(Number(pid)) || age > DRAFT_LIFETIME_MS;
    // An initdb that outlives its parent by a moment may still be writing; the next start removes the rest.
    if (abandoned) await rm(draft, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** PostgreSQL insists on owning its folder and on keeping others out; a restored backup often has neither. */
async function takeOwnership({ account }: Runtime, { cluster }: DataFolder): Promise<void> {
  const facts = await stat(cluster).catch(() => undefined);
  if (facts === undefined) return;
  const { uid, mode } = facts;
  const wanted = account?.uid ?? process.getuid?.();
  if (uid !== wanted) {
    if (account === undefined) {
      throw new ConfigurationError(
        `${cluster} belongs to user #${uid}, but Nguồn runs as user #${wanted}. Start it as that user, or give the ` +
          'data folder to this one (chown -R).',
        { path: cluster },
      );
    }
    await giveTo(account, cluster);
  }
  if ((mode & 0o077) !== 0) await chmod(cluster, 0o700);
}
