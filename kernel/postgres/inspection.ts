import { askVersion, installedBinaries, majorVersion } from './binaries.ts';
import { readCluster } from './cluster.ts';
import { dataFolder } from './data-folder.ts';
import { errorCode } from './file-problem.ts';
import { asMyself } from './launcher.ts';
import { databaseAddress } from './nguon-database.ts';
import { type Observation, observe } from './observation.ts';
import { readPassword } from './password.ts';

/** The embedded database of a data folder, as `nguon doctor` reports it. */
export interface DatabaseInspection {
  /**
   * none: no database yet. unfinished: files that are no whole cluster; a start moves them aside. unmarked: a cluster
   * that we did not make. foreign-version: other programs are needed. stopped. crashed: killed, a start recovers it.
   * busy: starting, recovering or stopping. running: answers. unresponsive: runs and does not answer, or not to our
   * password. inaccessible: this user may not look.
   */
  readonly state:
    | 'none'
    | 'unfinished'
    | 'unmarked'
    | 'foreign-version'
    | 'stopped'
    | 'crashed'
    | 'busy'
    | 'running'
    | 'unresponsive'
    | 'inaccessible';
  readonly pid?: number;
  readonly port?: number;
  /** Major version of the cluster: "18". */
  readonly version?: string;
  /** Address to connect to, only when running. Contains the password: not for printing. */
  readonly url?: string;
  /** One sentence about what is wrong. */
  readonly problem?: string;
}

/** Looks at the embedded database of a data folder and changes nothing. Bounded by some 5 s; never throws. */
export async function inspectDatabase(dataDir: string): Promise<DatabaseInspection> {
  const folder = dataFolder(dataDir);
  try {
    const { kind, major } = await readCluster(folder);
    const version = major === undefined ? {} : { version: major };
    const needed = await neededMajor();
    if (major !== undefined && needed !== undefined && major !== needed) {
      const problem = `${folder.cluster} was made by PostgreSQL ${major}; PostgreSQL ${needed} is needed.`;
      return { state: 'foreign-version', ...version, problem };
    }
    if (kind !== 'whole') return { state: kind, ...version };
    const password = await readPassword(folder);
    const seen = await observe(folder, password, { tries: 1, timeoutMs: 3_000 });
    return { ...version, ...describe(seen, password) };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOTDIR') return { state: 'none', problem: `${folder.cluster} is not a folder.` };
    return { state: 'inaccessible', problem: error instanceof Error ? error.message : String(error) };
  }
}

async function neededMajor(): Promise<string | undefined> {
  const answer = await installedBinaries().then(
    (binaries) => askVersion(binaries, asMyself),
    () => ({ failure: 'not installed' }),
  );
  return 'version' in answer ? majorVersion(answer.version) : undefined;
}

function describe(seen: Observation, password: string | undefined): DatabaseInspection {
  switch (seen.kind) {
    case 'stopped':
      return { state: 'stopped' };
    case 'misleading':
      return { state: 'crashed', problem: 'The lock file names no server of this database; a start removes it.' };
    case 'crashed':
      return { state: 'crashed', problem: `The server (process ${seen.pid}) was killed; a start recovers its data.` };
    case 'busy':
      return { state: 'busy', pid: seen.pid, problem: `The server is ${seen.status}.` };
    case 'running':
      return { state: 'running', pid: seen.pid, port: seen.port, url: databaseAddress(seen.port, password ?? '') };
    case 'wrong-password':
    case 'stranger':
      return { state: 'unresponsive', pid: seen.pid, port: seen.port, problem: 'It refuses the stored password.' };
    case 'unresponsive':
      return { state: 'unresponsive', pid: seen.pid, port: seen.port, problem: `It does not answer: ${seen.reason}.` };
  }
}
