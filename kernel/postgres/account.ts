import { stat } from 'node:fs/promises';
import { ConfigurationError } from '../errors/errors.ts';
import type { DataFolder } from './data-folder.ts';
import { type Account, asMyself } from './launcher.ts';
import { type ProgramOutcome, runProgram } from './run-program.ts';

/** Runs a system program to its end; a parameter so that tests need not create users. */
export type RunSystemProgram = (command: string, args: readonly string[]) => Promise<ProgramOutcome>;

const runSystemProgram: RunSystemProgram = (command, args) =>
  runProgram(asMyself(command, args), { timeoutMs: 20_000 });

/** How a system user is made: shadow's useradd, Debian's adduser, busybox' adduser; the first that works. */
const CREATE_NGUON: ReadonlyArray<readonly [string, readonly string[]]> = [
  ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'nguon']],
  ['adduser', ['--system', '--group', '--no-create-home', '--disabled-login', 'nguon']],
  ['adduser', ['-S', '-D', '-H', 'nguon']],
];

/**
 * The user that root runs the server as: the owner of the cluster or of the data folder when that is not root, else
 * `postgres`, else `nguon`, which is created when missing.
 *
 * @throws ConfigurationError when no such user can be had.
 */
export async function serverAccount(
  folder: DataFolder,
  run: RunSystemProgram = runSystemProgram,
  log: (message: string) => void = () => undefined,
): Promise<Account> {
  const clusterOwner = await ownerOf(folder.cluster);
  if (clusterOwner !== undefined) return clusterOwner;
  const folderOwner = await ownerOf(folder.root);
  // initdb works only for a user that the system has a name for; in a container a mounted folder's owner may have none.
  if (folderOwner !== undefined && (await run('id', ['-un', String(folderOwner.uid)])).ok) return folderOwner;
  const existing = (await findAccount('postgres', run)) ?? (await findAccount('nguon', run));
  if (existing !== undefined) return existing;
  for (const [command, args] of CREATE_NGUON) {
    if (!(await run(command, args)).ok) continue;
    const created = await findAccount('nguon', run);
    if (created === undefined) continue;
    log('Created the system user nguon, because PostgreSQL does not run as root.');
    return created;
  }
  throw new ConfigurationError(
    'PostgreSQL does not run as root, this machine has no user "postgres" or "nguon", and none could be created with ' +
      'useradd or adduser. Start Nguồn as an ordinary user, create a user "nguon", or set DATABASE_URL.',
  );
}

/** Who owns a path, unless that is root or there is nothing. */
async function ownerOf(path: string): Promise<Account | undefined> {
  const owner = await stat(path).catch(() => undefined);
  return owner === undefined || owner.uid === 0 ? undefined : { name: `#${owner.uid}`, uid: owner.uid, gid: owner.gid };
}

async function findAccount(name: string, run: RunSystemProgram): Promise<Account | undefined> {
  const [user, group] = [await run('id', ['-u', name]), await run('id', ['-g', name])];
  if (!user.ok || !group.ok) return undefined;
  const [uid, gid] = [Number(user.output), Number(group.output)];
  return Number.isSafeInteger(uid) && Number.isSafeInteger(gid) && uid > 0 ? { name, uid, gid } : undefined;
}
