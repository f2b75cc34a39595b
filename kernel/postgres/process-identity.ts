import { readdir, readFile, stat } from 'node:fs/promises';
import { asMyself } from './launcher.ts';
import { runProgram } from './run-program.ts';

/**
 * What a process id from a lock file stands for now: a server of that cluster; nothing, or a dead process that nobody
 * has reaped; a program that has nothing to do with the cluster; or a PostgreSQL server that we may not look into.
 */
export type ProcessIdentity = 'ours' | 'gone' | 'another' | 'unknown';

/** Finds out what process `pid` is to the cluster. Reads /proc where there is one, else asks `ps`. */
export async function identifyProcess(pid: number, cluster: string): Promise<ProcessIdentity> {
  if (!exists(pid)) return 'gone';
  const facts = (await factsFromProc(pid)) ?? (await factsFromPs(pid));
  if (facts === undefined) return exists(pid) ? 'unknown' : 'gone';
  if (facts.dead) return 'gone';
  if (!facts.postgres) return 'another';
  // A server works inside its cluster, wherever that was moved since. Its command line says where it was started.
  const folder = facts.workingFolder ?? (facts.startedOn && (await folderIdentity(facts.startedOn)));
  if (folder === undefined) return 'unknown';
  return folder === (await folderIdentity(cluster)) ? 'ours' : 'another';
}

interface ProcessFacts {
  /** Ended, its entry not yet reaped by its parent. */
  readonly dead: boolean;
  readonly postgres: boolean;
  /** Identity of the current folder, when we may see it. */
  readonly workingFolder?: string | undefined;
  /** The path after `-D` on the command line. */
  readonly startedOn?: string | undefined;
}

/** Signal 0 asks whether a process exists; "not permitted" means that it does. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Device and inode: the same for two spellings of one folder, and after a move. */
async function folderIdentity(path: string): Promise<string | undefined> {
  const facts = await stat(path).catch(() => undefined);
  return facts && `${facts.dev}:${facts.ino}`;
}

async function factsFromProc(pid: number): Promise<ProcessFacts | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (line === undefined) return undefined;
  const { name, state } = parseProcStat(line);
  const commandLine = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  const option = commandLine.indexOf('-D');
  return {
    dead: state === 'Z' || state === 'X',
    postgres: name === 'postgres',
    workingFolder: await folderIdentity(`/proc/${pid}/cwd`),
    startedOn: option < 0 ? undefined : commandLine[option + 1],
  };
}

/** Name, state letter and parent of `/proc/<pid>/stat`; the name stands in brackets and may hold any character (proc(5)). */
export function parseProcStat(line: string): { name: string; state: string; parent: number } {
  const end = line.lastIndexOf(')');
  const [state = '', parent = ''] = line.slice(end + 2).split(' ');
  return { name: line.slice(line.indexOf('(') + 1, end), state, parent: Number(parent) };
}

/** For systems without /proc: POSIX `ps`. A path with blanks cannot be told from the rest there. */
async function factsFromPs(pid: number): Promise<ProcessFacts | undefined> {
  const { ok, output } = await runProgram(asMyself('ps', ['-o', 'stat=,args=', '-p', String(pid)]), {
    timeoutMs: 5_000,
  });
  const [state, program = '', ...args] = output.split(/\s+/);
  if (!ok || state === undefined || state === '') return undefined;
  const option = args.indexOf('-D');
  return {
    dead: state.startsWith('Z'),
    postgres: /(^|\/)postgres:?$/.test(program),
    startedOn: option < 0 ? undefined : args[option + 1],
  };
}

/**
 * Server processes of the cluster that outlived their postmaster: they hold its shared memory, so that no new server
 * can start, and PostgreSQL's own advice is to end them. Only as far as /proc lets us see.
 */
export async function orphanedBackends(cluster: string): Promise<readonly number[]> {
  const folder = await folderIdentity(cluster);
  const entries = await readdir('/proc').catch(() => []);
  const orphans: number[] = [];
  for (const pid of entries.map(Number).filter(Number.isSafeInteger)) {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const { name, state, parent } = parseProcStat(line);
    if (name !== 'postgres' || state === 'Z' || (await folderIdentity(`/proc/${pid}/cwd`)) !== folder) continue;
    // Only a postmaster's children rename themselves; a postmaster that is just starting must not be taken for one.
    const title = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const parentLine = await readFile(`/proc/${parent}/stat`, 'utf8').catch(() => '');
    if (title.startsWith('postgres: ') && parseProcStat(parentLine).name !== 'postgres') orphans.push(pid);
  }
  return orphans;
}
