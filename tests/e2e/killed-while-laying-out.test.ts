import { watch } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localIssuer } from '../../gateway/identity/local-issuer.ts';
import { startDatabase } from '../../kernel/postgres/server.ts';
import { SNAPSHOT_EVERY } from '../../lineage/graph-snapshots.ts';
import { type RunningServer, type Surroundings, start, up } from '../support/command-line.ts';
import { columnFacet, named, runEvent, runId } from '../support/openlineage-events.ts';

/** Columns of a job, each an edge. */
const COLUMNS = 900;
/** Jobs that make the graph so large that a thread lays it out, at the first try; twice as many at each further one. */
const MANY_JOBS = 28;
/** Jobs that are enough for it to be laid out again. */
const MORE_JOBS = 4;
/** How long after the last job a thread may take to begin: all is folded first. Who is killed at that moment does not wait so long. */
const LAID_OUT_MS = 60_000;
const BATCH = 500;
/** A kill may come too late on a busy machine; so often it is tried, on a graph that takes longer each time. */
const MOST_TRIES = 4;

let home: string;
let surroundings: Surroundings;
let server: RunningServer;
let token: string;
let jobs = 0;
const dataDir = (): string => join(home, 'data');

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'nguon-laying-out-'));
  await mkdir(dataDir(), { mode: 0o700 });
  surroundings = { home, settings: { NGUON_DATA_DIR: dataDir(), NGUON_SEED: '0', NGUON_LOG_LEVEL: 'info' } };
  token = await (await localIssuer(dataDir())).issue('service', []);
  server = await up(surroundings);
});

afterAll(async () => {
  server.child.kill('SIGKILL');
  await server.finished;
  await (await startDatabase({ dataDir: dataDir(), log: () => undefined })).stop();
  await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** Sends events. @returns taken, or what is wrong with them; undefined when nobody answers any more. */
async function send(events: readonly unknown[]): Promise<string | undefined> {
  try {
    const response = await fetch(`${server.address}/api/v1/lineage/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(events),
    });
    const text = await response.text();
    if (!response.ok || !text.includes('"success"')) return text;
    return 'taken';
  } catch {
    return undefined;
  }
}

/** An event of a job of its own, which copies many columns. */
function copying(): unknown {
  const n = ++jobs;
  const edges = Array.from({ length: COLUMNS }, (_, column) => `c${column}<from${n % 5}.c${column}`);
  return runEvent({
    run: { runId: runId(n) },
    job: { namespace: 'airflow', name: `copy ${n}` },
    inputs: [named(`from${n % 5}`)],
    outputs: [named(`to${n % 7}`, columnFacet(...edges))],
  }).body;
}

/** Sends jobs one after the other, as long as somebody answers. */
async function copy(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const taken = await send([copying()]);
    if (taken === undefined) return;
    expect(taken).toBe('taken');
  }
}

/** Kills the process the moment that it says something. */
function killWhenItSays(what: RegExp): void {
  const { child } = server;
  child.stderr?.on('data', (text: string) => {
    if (what.test(text)) child.kill('SIGKILL');
  });
}

/** What `doctor` says of log, store and projection, and of all else. */
async function problems(): Promise<unknown[]> {
  const { stdout } = await start(['doctor', '--json'], surroundings).finished;
  const { checks } = JSON.parse(stdout) as { checks: { check: string; findings: { level: string }[] }[] };
  // Schemas do not depend on what was killed.
  return checks.filter(
    ({ check, findings }) => check !== 'committed schemas' && findings.some(({ level }) => level === 'problem'),
  );
}

it('killed while a thread lays the graph out anew, the next start has the graph that the log says', async () => {
  let isCaught = false;
  for (let tries = 0; !isCaught && tries < MOST_TRIES; tries++) {
    killWhenItSays(/is being laid out anew/);
    const { child } = server;
    await copy(MANY_JOBS * 2 ** tries);
    await Promise.race([server.finished, sleep(LAID_OUT_MS)]);
    child.kill('SIGKILL');
    const { signal, stderr } = await server.finished;
    expect(signal).toBe('SIGKILL');
    isCaught = /is being laid out anew/.test(stderr) && !/the lineage graph is laid out anew/.test(stderr);
    server = await up(surroundings);
    expect(server.complaints()).toMatch(/the lineage graph is loaded from its snapshot|loading from the database/);
  }
  expect(isCaught).toBe(true);
  expect(await problems()).toEqual([]);
}, 600_000);

it('killed while that thread writes the snapshot, the next start says what was left, and has the same graph', async () => {
  let left: string[] = [];
  let told = 0;
  for (let tries = 0; left.length === 0 && tries < MOST_TRIES; tries++) {
    const { child, finished } = server;
    const watcher = watch(dataDir(), (_, name) => {
      if (/^graph\.snapshot\..*tmp$/.test(name ?? '')) child.kill('SIGKILL');
    });
    const isUp = (): boolean => child.exitCode === null && child.signalCode === null;
    // A snapshot that is there makes the next one due after as many events again.
    for (let sent = 0; sent < SNAPSHOT_EVERY && isUp(); sent += BATCH) {
      const small = Array.from({ length: BATCH }, () => {
        const eventTime = new Date(Date.UTC(2026, 2, 1) + ++told * 1_000).toISOString();
        return runEvent({ eventTime, job: { namespace: 'airflow', name: 'small' } }).body;
      });
      expect(['taken', undefined]).toContain(await send(small));
    }
    for (let more = 0; more < MOST_TRIES && isUp(); more++) await copy(MORE_JOBS);
    child.kill('SIGKILL');
    await finished;
    watcher.close();
    left = (await readdir(dataDir())).filter((name) => name.endsWith('.tmp'));
    server = await up(surroundings);
    if (left.length > 0) expect(server.complaints()).toMatch(/removed the unfinished snapshot/);
  }
  expect(left).toHaveLength(1);
  expect((await readdir(dataDir())).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(await problems()).toEqual([]);
}, 600_000);
