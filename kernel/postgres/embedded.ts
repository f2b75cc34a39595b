import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigurationError, UnavailableError } from '../errors/errors.ts';
import { isFull, openCluster } from './cluster.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { fileProblem } from './file-problem.ts';
import { freePort } from './free-port.ts';
import { type Kept, keepRunning } from './keep-running.ts';
import { databaseAddress, ensureDatabase } from './nguon-database.ts';
import { type Observation, observe } from './observation.ts';
import { readOrCreatePassword } from './password.ts';
import { launchPostmaster, stopPostmaster } from './postmaster.ts';
import { discardPostmasterFile } from './postmaster-file.ts';
import { exists, identifyProcess, orphanedBackends } from './process-identity.ts';
import { prepareRuntime, type Runtime } from './runtime.ts';
import type { DatabaseServer } from './server.ts';
import { setPassword } from './set-password.ts';

/** A server gets this long to come up; recovery after a crash replays at most about a gigabyte of log. */
const START_MS = 120_000;
/** From here on, processes that a killed server left behind are ended rather than waited for. */
const ORPHANS_MS = 3_000;
const POLL_MS = 200;
/** Steps of one start: an orderly one takes two, and each obstacle one or two more. */
const STEPS = 1_000;

/** What a start works on. */
interface Start {
  readonly folder: DataFolder;
  readonly runtime: Runtime;
  readonly password: string;
  readonly log: (message: string) => void;
  /** Where it must listen, as clients look for it there; any free port unless given. */
  readonly port?: number;
  readonly deadline: number;
}

/** A server that takes connections, whoever started it. */
interface Running {
  readonly pid: number;
  readonly port: number;
  readonly adopted: boolean;
}

/**
 * Starts PostgreSQL on `<dataDir>/postgres`, making the database first where there is none, or adopts the server that
 * an earlier process of ours left running there. Several processes may do this at once: one starts it, the others adopt.
 *
 * @throws ConfigurationError when the folder, the machine or the cluster do not allow it.
 * @throws UnavailableError when the server needs longer than two minutes to recover; it goes on and can be adopted later.
 */
export async function startEmbedded(dataDir: string, log: (message: string) => void): Promise<DatabaseServer> {
  const folder = await openDataFolder(dataDir);
  const runtime = await prepareRuntime(folder, log);
  const password = await readOrCreatePassword(folder);
  await openCluster(runtime, folder, password, log);
  const common = { folder, runtime, password, log };
  let running = await bringUp({ ...common, deadline: Date.now() + START_MS });
  const { port, adopted } = running;
  await ensureDatabase(port, password);
  const how = adopted ? 'was running already on' : 'runs on';
  log(`PostgreSQL ${runtime.version} ${how} 127.0.0.1:${port}, data in ${folder.cluster}.`);
  const kept: Kept = {
    isThere: async (thorough) =>
      thorough ? (await identifyProcess(running.pid, folder.cluster)) !== 'gone' : exists(running.pid),
    async start() {
      running = await bringUp({ ...common, port, deadline: Date.now() + START_MS });
    },
  };
  let stopKeeping: (() => Promise<void>) | undefined;
  let stopping: Promise<void> | undefined;
  return {
    url: databaseAddress(port, password),
    kind: 'embedded',
    adopted,
    get postmasterPid() {
      return running.pid;
    },
    keepRunning() {
      if (stopping === undefined) stopKeeping ??= keepRunning(kept, log);
    },
    stop: () => {
      stopping ??= (async () => {
        await stopKeeping?.();
        await stopPostmaster(folder, running.pid, log);
      })();
      return stopping;
    },
  };
}

/** Looks and acts until a server of ours runs: every step is decided by what is seen, never by what was done before. */
async function bringUp(start: Start): Promise<Running> {
  const { folder, password, log, deadline } = start;
  const memoryInUseSince: { at?: number } = {};
  let passwordWasSet = false;
  for (let step = 0; step < STEPS && Date.now() < deadline; step += 1) {
    const seen = await look(folder, password);
    if (seen.kind === 'running') {
      const { pid, port } = seen;
      if (start.port === undefined || port === start.port) return { pid, port, adopted: true };
      log(`The database server (process ${pid}) was started on port ${port}; moving it back to ${start.port}.`);
      await stopPostmaster(folder, pid, log);
      continue;
    }
    if (seen.kind === 'stopped' || seen.kind === 'crashed') {
      const launched = await launch(start, seen, memoryInUseSince);
      if (launched === undefined) continue;
      const checked = await look(folder, password);
      if (checked.kind === 'running') return { ...launched, adopted: false };
      continue;
    }
    if (seen.kind === 'wrong-password') {
      if (passwordWasSet) throw new ConfigurationError(`The database in ${folder.cluster} refuses the role postgres.`);
      passwordWasSet = true;
    }
    await clearTheWay(start, seen);
  }
  if (memoryInUseSince.at !== undefined) {
    throw new UnavailableError(
      `Processes of a killed database server still hold the memory of ${folder.cluster}. End them ("postgres: …" in the ` +
        'list of processes) and start again.',
    );
  }
  throw new UnavailableError(
    `The database in ${folder.cluster} is not ready after ${START_MS / 1000} s: it may still be recovering from a crash. ` +
      `Start again in a while; ${folder.log} tells how far it is.`,
  );
}

/** Ten seconds without an answer from a server that says it is ready: it hangs. */
function look(folder: DataFolder, password: string): Promise<Observation> {
  return observe(folder, password, { tries: 3, timeoutMs: 3_000 }).catch((error: unknown) => {
    throw fileProblem(error, folder.cluster, 'look after the database in');
  });
}

/** Starts the server. Undefined when something stood in the way that may be gone at the next look. */
async function launch(
  { folder, runtime, log, port: wanted, deadline }: Start,
  seen: Observation,
  memoryInUse: { at?: number },
): Promise<{ pid: number; port: number } | undefined> {
  if (seen.kind === 'crashed') {
    if (memoryInUse.at === undefined) log(`The database server (process ${seen.pid}) was killed; recovering its data.`);
    if (seen.unreaped) await discardPostmasterFile(folder.cluster, seen.text);
  }
  const port = wanted ?? (await freePort());
  const result = await launchPostmaster(runtime, folder, port, Math.max(1_000, deadline - Date.now()));
  switch (result.kind) {
    case 'started':
      return { pid: result.pid, port };
    case 'port-taken':
    case 'already-running':
    case 'still-starting':
      await sleep(POLL_MS);
      return undefined;
    case 'memory-in-use':
      memoryInUse.at ??= Date.now();
      if (Date.now() - memoryInUse.at > ORPHANS_MS) await endOrphans(folder, log);
      await sleep(POLL_MS);
      return undefined;
    case 'failed':
      throw await launchFailure(folder, result.lines);
  }
}

async function launchFailure(folder: DataFolder, lines: readonly string[]): Promise<ConfigurationError> {
  const noSpace = lines.some((line) => line.includes('No space left on device')) || (await isFull(folder.root));
  if (noSpace)
    return fileProblem(Object.assign(new Error(), { code: 'ENOSPC' }), folder.cluster, 'start the database in');
  const telling = lines.filter((line) => /(FATAL|PANIC|ERROR|HINT|DETAIL|error):/.test(line));
  const said = (telling.length > 0 ? telling : lines).slice(-3).join(' | ');
  return new ConfigurationError(
    `The database in ${folder.cluster} does not start: ${said}. See ${folder.log} for all that it said.`,
    { path: folder.cluster },
  );
}

/** Deals with what keeps a server from being started or adopted. */
async function clearTheWay(start: Start, seen: Observation): Promise<void> {
  const { folder, log } = start;
  switch (seen.kind) {
    case 'busy':
      await sleep(POLL_MS);
      return;
    case 'misleading':
      log(`The lock file of ${folder.cluster} names no server of this database; it is removed.`);
      await discardPostmasterFile(folder.cluster, seen.text);
      return;
    case 'unresponsive':
      log(`The database server (process ${seen.pid}) does not answer (${seen.reason}); restarting it.`);
      await stopPostmaster(folder, seen.pid, log);
      return;
    case 'wrong-password':
      log('The stored password is not the one of the database; setting it anew.');
      await stopPostmaster(folder, seen.pid, log);
      await setPassword(start.runtime, folder, start.password);
      return;
    case 'stranger':
      throw new ConfigurationError(
        `Process ${seen.pid} is a PostgreSQL server that claims ${folder.cluster} but does not accept our password, and ` +
          'whose identity cannot be told. Stop it, or set NGUON_DATA_DIR to another folder.',
        { path: folder.cluster },
      );
    case 'stopped':
    case 'crashed':
    case 'running':
      return;
  }
}

async function endOrphans(folder: DataFolder, log: (message: string) => void): Promise<void> {
  for (const pid of await orphanedBackends(folder.cluster)) {
    log(`Ending process ${pid}, left over from the killed database server.`);
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone in the meantime.
    }
  }
}
