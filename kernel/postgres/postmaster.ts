import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataFolder } from './data-folder.ts';
import { parsePostmasterFile, readPostmasterText } from './postmaster-file.ts';
import { identifyProcess } from './process-identity.ts';
import { plainEnvironment } from './run-program.ts';
import type { Runtime } from './runtime.ts';
import { linesOf, openLog } from './server-log.ts';
import { serverArguments } from './settings.ts';

/** How an attempt to start the server ended. */
export type LaunchResult =
  | { readonly kind: 'started'; readonly pid: number }
  /** Another server on this cluster was faster. */
  | { readonly kind: 'already-running' }
  /** Another program took the port between our choosing it and the server's binding it. */
  | { readonly kind: 'port-taken' }
  /** Processes of a killed server still hold its shared memory. */
  | { readonly kind: 'memory-in-use' }
  /** It runs but does not take connections yet: recovery after a crash takes as long as it takes. */
  | { readonly kind: 'still-starting'; readonly pid: number }
  | { readonly kind: 'failed'; readonly lines: readonly string[] };

const POLL_MS = 20;

/**
 * Starts the server on `port` and waits until it takes connections, at most `timeoutMs`. The server is a process of its
 * own: it outlives ours and a closed terminal, and only `stopPostmaster` ends it.
 *
 * Not done through `pg_ctl start`, which puts the paths unescaped into a shell command line.
 */
export async function launchPostmaster(
  runtime: Runtime,
  folder: DataFolder,
  port: number,
  timeoutMs: number,
): Promise<LaunchResult> {
  const log = await openLog(folder);
  const { command, args, identity } = runtime.launcher(
    runtime.binaries.postgres,
    serverArguments(folder.cluster, port),
  );
  try {
    const server = spawn(command, [...args], {
      ...identity,
      cwd: '/',
      env: plainEnvironment(),
      stdio: ['ignore', log.handle.fd, log.handle.fd],
      detached: true,
    });
    let ended: string | undefined;
    server.once('error', (error) => {
      ended = error.message;
    });
    server.once('exit', (code, signal) => {
      ended = `the server ended with ${signal ?? `exit code ${code}`}`;
    });
    server.unref();
    const pid = server.pid ?? 0;
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      await sleep(POLL_MS);
      if (ended !== undefined) return explain([...(await linesOf(pid, folder, log.from)), ended]);
      const file = parsePostmasterFile((await readPostmasterText(folder.cluster)) ?? '');
      if (file?.pid === pid && file.status === 'ready') return { kind: 'started', pid };
    }
    return { kind: 'still-starting', pid };
  } finally {
    await log.handle.close();
  }
}

/** Sorts the reasons for which a server ends at once. The messages are PostgreSQL's, in the C locale. */
function explain(lines: readonly string[]): LaunchResult {
  const text = lines.join('\n');
  if (text.includes('lock file "postmaster.pid" already exists')) return { kind: 'already-running' };
  if (/lock file .* is empty/.test(text)) return { kind: 'already-running' };
  if (text.includes('pre-existing shared memory block')) return { kind: 'memory-in-use' };
  if (/could not bind IPv4 address .*: Address already in use/.test(text)) return { kind: 'port-taken' };
  return { kind: 'failed', lines };
}

/** Signals in the order tried, with the time each is given. PostgreSQL manual, "Shutting Down the Server". */
const WAYS_TO_STOP = [
  { signal: 'SIGINT', way: 'fast', ms: 10_000 },
  { signal: 'SIGQUIT', way: 'immediate', ms: 5_000 },
  // Loses nothing that was committed, like the power cut that the log is written for.
  { signal: 'SIGKILL', way: 'kill', ms: 5_000 },
] as const;

/**
 * Ends the server with process id `pid`, within 20 s: fast, then immediate, then by force. A process that is gone or is
 * no server of this cluster is left alone.
 *
 * @throws Error when it cannot be ended, which only an operating system that does not let us can cause.
 */
export async function stopPostmaster(folder: DataFolder, pid: number, log: (message: string) => void): Promise<void> {
  for (const { signal, way, ms } of WAYS_TO_STOP) {
    if (!(await isServer(folder, pid))) return;
    if (signal !== 'SIGINT') log(`The database server (process ${pid}) has not stopped yet; trying ${way} shutdown.`);
    try {
      process.kill(pid, signal);
      // A suspended process acts on nothing else.
      process.kill(pid, 'SIGCONT');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return;
      throw new Error(`Cannot stop the database server (process ${pid}) of ${folder.cluster}.`, { cause: error });
    }
    const deadline = Date.now() + ms;
    while (Date.now() < deadline) {
      if (!(await isServer(folder, pid))) return;
      await sleep(POLL_MS);
    }
  }
  throw new Error(`The database server (process ${pid}) of ${folder.cluster} cannot be stopped.`);
}

async function isServer(folder: DataFolder, pid: number): Promise<boolean> {
  const identity = await identifyProcess(pid, folder.cluster);
  if (identity !== 'unknown') return identity === 'ours';
  const file = parsePostmasterFile((await readPostmasterText(folder.cluster)) ?? '');
  return file?.pid === pid;
}
