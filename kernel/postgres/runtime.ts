import { chmod, chown, cp, lchown, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '../errors/errors.ts';
import { serverAccount } from './account.ts';
import {
  askVersion,
  type Binaries,
  binariesIn,
  completeInstallation,
  installedBinaries,
  majorVersion,
} from './binaries.ts';
import type { DataFolder } from './data-folder.ts';
import { fileProblem } from './file-problem.ts';
import { type Account, asAccount, asAccountWith, asMyself, type Launcher } from './launcher.ts';
import { runProgram } from './run-program.ts';

/** Programs that were seen to run, and the way to run them. */
export interface Runtime {
  readonly binaries: Binaries;
  readonly launcher: Launcher;
  /** Whom the cluster's files must belong to; absent when that is whoever we are. */
  readonly account?: Account;
  /** "18.4" */
  readonly version: string;
  /** "18" */
  readonly major: string;
}

/**
 * Finds a way to run PostgreSQL on this data folder. Ordinary users run the installed programs. Root drops to another
 * user; when that user cannot enter the folders, it is left one capability for it, or the programs are copied into the
 * data folder. Every way is tried out before it is chosen.
 *
 * @throws ConfigurationError when nothing works: says what was tried and what to do.
 */
export async function prepareRuntime(folder: DataFolder, log: (message: string) => void): Promise<Runtime> {
  const installed = await installedBinaries();
  const complete = await completeInstallation(installed);
  const account = process.getuid?.() === 0 ? await serverAccount(folder, undefined, log) : undefined;
  const launchers = await usableLaunchers(folder, account);
  const runs = await firstThatRuns(installed, launchers, account);
  if (runs !== undefined) return runs;

  const asWeAre = await askVersion(installed, asMyself);
  // Copying helps against folders that cannot be entered or completed, not against a machine they do not run on.
  if (launchers.length > 0 && ('version' in asWeAre || !complete)) {
    const copies = await copyBinaries(installed, folder, account, log);
    const copiesRun = await firstThatRuns(copies, launchers, account);
    if (copiesRun !== undefined) return copiesRun;
  }
  if ('failure' in asWeAre) {
    throw new ConfigurationError(
      `The embedded PostgreSQL in ${installed.home} does not run on this machine: ${asWeAre.failure} Run "npm ci" ` +
        'again, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
  const obstacle =
    launchers.length === 0
      ? `cannot enter ${await blockedAt(folder.root)}`
      : `cannot run its programs, neither in ${installed.home} nor copied to ${folder.root}`;
  throw new ConfigurationError(
    `PostgreSQL does not run as root, and the user ${account?.name} ${obstacle}. Set NGUON_DATA_DIR to a folder that ` +
      'it can enter (/var/lib/nguon), start Nguồn as an ordinary user, install setpriv (util-linux), or set DATABASE_URL.',
    { argument: 'NGUON_DATA_DIR' },
  );
}

/** The ways, best first, in which a program can enter the data folder. */
async function usableLaunchers(folder: DataFolder, account: Account | undefined): Promise<readonly Launcher[]> {
  if (account === undefined) return [asMyself];
  const candidates = [
    asAccount(account),
    asAccountWith('dac_read_search', account),
    asAccountWith('dac_override', account),
  ];
  const usable: Launcher[] = [];
  for (const launcher of candidates) {
    const enter = launcher('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder.root]);
    if ((await runProgram(enter, { timeoutMs: 20_000 })).ok) usable.push(launcher);
  }
  return usable;
}

async function firstThatRuns(
  binaries: Binaries,
  launchers: readonly Launcher[],
  account: Account | undefined,
): Promise<Runtime | undefined> {
  for (const launcher of launchers) {
    const answer = await askVersion(binaries, launcher);
    if ('failure' in answer) continue;
    const { version } = answer;
    return { binaries, launcher, version, major: majorVersion(version), ...(account !== undefined && { account }) };
  }
  return undefined;
}

/** Copies the programs (60 MB) into the data folder, once for each version of the package. */
async function copyBinaries(
  installed: Binaries,
  folder: DataFolder,
  account: Account | undefined,
  log: (message: string) => void,
): Promise<Binaries> {
  const stamp = Math.trunc((await stat(installed.postgres)).mtimeMs).toString(36);
  const home = join(folder.root, `postgres-programs-${stamp}`, 'native');
  const copies = binariesIn(home);
  if ((await stat(home).catch(() => undefined)) !== undefined) return copies;
  log(`Copying PostgreSQL's programs into ${dirname(home)}, because they cannot be run where npm put them.`);
  const staging = join(folder.root, `postgres-programs-${stamp}.${process.pid}`);
  try {
    await rm(staging, { recursive: true, force: true });
    await cp(installed.home, join(staging, 'native'), { recursive: true, verbatimSymlinks: true });
    await completeInstallation(binariesIn(join(staging, 'native')));
    await chmod(staging, 0o755);
    if (account !== undefined) await giveTo(account, staging);
    // Another process may have been faster: its copy is as good.
    await rename(staging, dirname(home)).catch(() => rm(staging, { recursive: true, force: true }));
    return copies;
  } catch (error) {
    await rm(staging, { recursive: true, force: true }).catch(() => undefined);
    throw fileProblem(error, home, "copy PostgreSQL's programs to");
  }
}

/** Makes `account` the owner of a folder and all below it. Links are not followed. */
export async function giveTo({ uid, gid }: Account, path: string): Promise<void> {
  await chown(path, uid, gid);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) await giveTo({ name: '', uid, gid }, child);
    else await lchown(child, uid, gid);
  }
}

/** The outermost folder on the way to `path` that is closed to other users; `path` itself when none is. */
async function blockedAt(path: string): Promise<string> {
  const parent = dirname(path);
  if (parent !== path) {
    const outer = await blockedAt(parent);
    if (outer !== parent) return outer;
    const { mode } = await stat(parent);
    if ((mode & 0o001) === 0) return parent;
  }
  return path;
}
