import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { CATALOGUE } from '../../../cli/catalogue.ts';
import { type Part, startPart } from '../../../cli/part.ts';
import { callSigner, generateInternalKeys } from '../../../kernel/internal-call/internal-call.ts';
import { projectRoot } from '../../../kernel/project-root.ts';
import { Random } from '../random.ts';
import { type KillablePostgres, killablePostgres } from './killable-postgres.ts';
import { type Ledger, startLoad } from './load.ts';
import { judge } from './verdict.ts';

/** Who is killed: the lineage process, PostgreSQL with all its backends, or both at once. */
export type Victim = 'process' | 'database' | 'both';
const VICTIMS: readonly Victim[] = ['process', 'process', 'database', 'database', 'database', 'both'];

/** What a torture did and found. */
export interface TortureReport {
  readonly kills: Readonly<Record<Victim, number>>;
  /** Events that were acknowledged, over all rounds. */
  readonly acknowledged: number;
  /** Events that were acknowledged and not there after a restart. */
  readonly lost: readonly string[];
  /** What else was wrong. */
  readonly wrong: readonly string[];
}

/** How it is done. */
export interface TortureOptions {
  readonly rounds: number;
  /** Who is killed when, what is sent and how it is cut follow from it. */
  readonly seed: number;
  /** Commits do not wait for the disk, and what they leave unwritten stays so for long: then events must be lost. */
  readonly careless?: boolean;
  /** Told of every round. */
  readonly say?: (line: string) => void;
}

/** Rounds on one database; then a new one, because all of its log is read after every round. */
const ROUNDS_OF_A_DATABASE = 25;
/** A kill comes so long after the load has begun. */
const [SOONEST_MS, LATEST_MS] = [20, 250];
/** Once in so many restarts the process is killed while it starts, too. */
const KILLED_AT_START = 0.15;
const KILLED_AT_START_MS = 600;
const TAKEN_AGAIN_WITHIN_MS = 30_000;

/**
 * Kills processes while events come in over several connections, again and again; after each restart every acknowledged
 * event must be in the log, once, and the graph must be what folding the log anew makes.
 */
export async function torture({
  rounds,
  seed,
  careless = false,
  say = () => undefined,
}: TortureOptions): Promise<TortureReport> {
  const random = new Random(seed);
  const kills = { process: 0, database: 0, both: 0 };
  const [lost, wrong]: [string[], string[]] = [[], []];
  let acknowledged = 0;
  for (let done = 0; done < rounds; done += ROUNDS_OF_A_DATABASE) {
    await using chamber = await openChamber(random, careless);
    for (let i = done; i < Math.min(rounds, done + ROUNDS_OF_A_DATABASE); i++) {
      const victim = careless ? 'both' : random.pick(VICTIMS);
      kills[victim]++;
      await chamber.round(victim);
      const verdict = await judge(chamber.databaseUrl, chamber.ledger);
      lost.push(...verdict.lost);
      wrong.push(...verdict.wrong.map((what) => `Round ${i + 1}, ${victim}: ${what}`));
      say(
        `round ${i + 1}: ${victim} killed, ${chamber.ledger.acknowledged.size} acknowledged, ${verdict.lost.length} lost`,
      );
      // What was lost is not looked for again.
      for (const id of verdict.lost) chamber.ledger.acknowledged.delete(id);
    }
    acknowledged += chamber.ledger.acknowledged.size;
  }
  return { kills, acknowledged: acknowledged + lost.length, lost, wrong };
}

/** One database and the lineage process on it. */
interface Chamber extends AsyncDisposable {
  readonly databaseUrl: string;
  readonly ledger: Ledger;
  /** Loads, kills, and starts again what was killed. */
  round(victim: Victim): Promise<void>;
}

async function openChamber(random: Random, careless: boolean): Promise<Chamber> {
  await using starting = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), 'nguon-torture-'));
  starting.defer(() => rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  const postgres = await killablePostgres(join(home, 'database'));
  starting.defer(() => postgres.stop());
  if (careless) await beCareless(postgres);
  const { privateKey, publicKey } = await generateInternalKeys();
  const sign = await callSigner(privateKey);
  const settings = {
    DATABASE_URL: postgres.url,
    NGUON_DATA_DIR: join(home, 'lineage'),
    NGUON_PORT: '0',
    NGUON_LOG_LEVEL: 'silent',
    NGUON_PRIVATE_KEY: privateKey,
    NGUON_PUBLIC_KEY: publicKey,
    // Nobody is there: what the catalog says is not what this is about.
    NGUON_SUBGRAPHS: CATALOGUE.map(({ name }) => `${name}=http://127.0.0.1:9`).join(','),
  };
  let part = await startPart('lineage', settings);
  starting.defer(() => killPart(part));
  const ledger: Ledger = { sent: [], acknowledged: new Set() };
  const startAgain = async (): Promise<void> => {
    if (random.chance(KILLED_AT_START)) await killedAtStart(settings, random.int(0, KILLED_AT_START_MS));
    part = await startPart('lineage', settings);
  };
  const resources = starting.move();
  return {
    databaseUrl: postgres.url,
    ledger,
    async round(victim) {
      const load = startLoad(part.address, sign, ledger, random);
      await answers(load, 1);
      await sleep(random.int(SOONEST_MS, LATEST_MS));
      if (victim === 'process') {
        await killPart(part);
        await load.stop();
        await startAgain();
      } else if (victim === 'both') {
        await Promise.all([postgres.kill(), killPart(part)]);
        await load.stop();
        await postgres.start();
        await startAgain();
      } else {
        await postgres.kill();
        await postgres.start();
        // The process finds the way back by itself, while events go on coming.
        await answers(load, load.answered + 1);
        await load.stop();
      }
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function answers(load: { readonly answered: number }, wanted: number): Promise<void> {
  for (const end = performance.now() + TAKEN_AGAIN_WITHIN_MS; load.answered < wanted; await sleep(2)) {
    if (performance.now() > end) throw new Error(`No event was taken within ${TAKEN_AGAIN_WITHIN_MS / 1_000} s.`);
  }
}

/** Ends a process without a word. */
async function killPart({ process: child }: Part): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Starts the process and kills it before it is ready, or soon after. */
async function killedAtStart(settings: Readonly<Record<string, string>>, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [join(projectRoot(), 'bin', 'nguon.js'), 'serve', 'lineage'], {
    env: { ...process.env, ...settings },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  await sleep(afterMs);
  child.kill('SIGKILL');
  await ended;
}

/** Takes from a database what makes commits last. */
async function beCareless({ url, configure }: KillablePostgres): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    // Of the database: the server's own setting is on its command line.
    await client.query(`alter database "${new URL(url).pathname.slice(1)}" set synchronous_commit = off`);
  } finally {
    await client.end();
  }
  // Or the background writer of the log would make up for it within 200 ms, or after a megabyte.
  await configure({ wal_writer_delay: '10s', wal_writer_flush_after: '1GB' });
}
