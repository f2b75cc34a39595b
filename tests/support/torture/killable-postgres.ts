import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openDataFolder } from '../../../kernel/postgres/data-folder.ts';
import { launchPostmaster } from '../../../kernel/postgres/postmaster.ts';
import { prepareRuntime } from '../../../kernel/postgres/runtime.ts';
import { startDatabase } from '../../../kernel/postgres/server.ts';

/** A PostgreSQL server of our own that can be killed, and comes back at the same address. */
export interface KillablePostgres {
  /** The same before and after a kill. */
  readonly url: string;
  /** Ends postmaster and backends at one blow, as a power cut does: nobody of them writes anything any more. */
  kill(): Promise<void>;
  /** Starts it again, recovering what the write-ahead log holds. */
  start(): Promise<void>;
  /** Changes settings of the server that its command line does not set. */
  configure(settings: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
}

const START_WITHIN_MS = 60_000;
const LOOK_MS = 20;

/** Makes a cluster in a folder and starts it. */
export async function killablePostgres(dataDir: string): Promise<KillablePostgres> {
  const log = (): void => undefined;
  const first = await startDatabase({ dataDir, log });
  const folder = await openDataFolder(dataDir);
  const runtime = await prepareRuntime(folder, log);
  const port = Number(new URL(first.url).port);
  let pid = first.postmasterPid ?? 0;
  return {
    url: first.url,
    async kill() {
      // Listed before, so that the blow takes no longer than the signals.
      const children = await childrenOf(pid);
      for (const one of [pid, ...children]) signal(one);
      while ([pid, ...children].some(isAlive)) await sleep(LOOK_MS);
    },
    async start() {
      for (const end = performance.now() + START_WITHIN_MS; performance.now() < end; await sleep(LOOK_MS)) {
        const result = await launchPostmaster(runtime, folder, port, START_WITHIN_MS);
        if (result.kind === 'started') {
          pid = result.pid;
          return;
        }
        if (result.kind === 'failed') throw new Error(result.lines.join('\n'));
      }
      throw new Error(`PostgreSQL did not start again on port ${port}.`);
    },
    async configure(settings) {
      const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
      await appendFile(join(folder.cluster, 'postgresql.conf'), lines.join(''));
      process.kill(pid, 'SIGHUP');
    },
    stop: async () => (await startDatabase({ dataDir, log })).stop(),
  };
}

async function childrenOf(parent: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  return stdout.split('\n').flatMap((line) => {
    const [pid, ppid] = line.trim().split(/\s+/).map(Number);
    return pid !== undefined && ppid === parent ? [pid] : [];
  });
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Ended by itself.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
