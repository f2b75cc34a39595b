import { watch } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { localIssuer } from '../../gateway/identity/local-issuer.ts';
import { startDatabase } from '../../kernel/postgres/server.ts';
import { type RunningServer, type Surroundings, start, up } from '../support/command-line.ts';
import { lost, post, startWriters, type Writers } from './acknowledged-writes.ts';

let home: string;
let surroundings: Surroundings;
let server: RunningServer | undefined;
let token: string;
let round = 0;
const dataDir = (): string => join(home, 'data');

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'nguon-durability-'));
  surroundings = { home, settings: { NGUON_DATA_DIR: dataDir(), NGUON_PORT: '0' } };
  token = await (await localIssuer(dataDir())).issue('administrator', []);
});

// A test that failed halfway leaves a server that nobody should go on with.
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await killProcess();
});

afterAll(async () => {
  await killProcess();
  await (await startDatabase({ dataDir: dataDir(), log: () => undefined })).stop();
  await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** Process id of the database server. */
const databasePid = async (): Promise<number> =>
  Number((await readFile(join(dataDir(), 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);

/** Writes until there is something to lose. */
async function writing(atLeast = 40): Promise<Writers> {
  server ??= await up(surroundings);
  const writers = startWriters(server.address, token, ++round);
  const enough = () => writers.acknowledged > atLeast && writers.flows.size > 2;
  await expect.poll(enough, { timeout: 60_000, interval: 5 }).toBe(true);
  return writers;
}

/** Ends the process without a word. */
async function killProcess(): Promise<void> {
  server?.child.kill('SIGKILL');
  await server?.finished;
  server = undefined;
}

/** What the process logged as unexpected, to be read when an assertion fails. */
const unexpected = (): string =>
  (server?.complaints() ?? '')
    .split('\n')
    .filter((line) => line.includes('unexpected error'))
    .join('\n');

const ask = (query: string, variables?: Record<string, unknown>) =>
  post(server?.address ?? '', token, query, variables);
const codes = (answer: Awaited<ReturnType<typeof ask>>): string[] =>
  (answer?.errors ?? []).map(({ extensions }) => extensions.code);

const ready = async (): Promise<number> => (await fetch(`${server?.address}/readyz`)).status;

const WHOLE = {
  agencies: 27,
  centralBodies: 12,
  partners: 6,
  datasets: 75,
  fields: 314,
  flows: 70,
  columnEdges: 183,
  assignments: 47,
};

describe('kill -9', () => {
  it('of the process amid the first load: the next start goes on loading and has everything', async () => {
    const loading = start(['up'], surroundings);
    await loading.said(/^ +[4-6]\d %/m);
    loading.child.kill('SIGKILL');
    await loading.finished;
    const left = await databasePid();

    server = await up(surroundings);
    // The database of the killed process is taken over, not started anew.
    expect(await databasePid()).toBe(left);
    const answer = await ask(`{ catalogTotals { ${Object.keys(WHOLE).join(' ')} } }`);
    expect(answer).toMatchObject({ data: { catalogTotals: WHOLE } });
  });

  it.each([1, 2])('of the process amid writing, time %i: everything acknowledged is there', async () => {
    const writers = await writing();
    await killProcess();
    await writers.stop();
    server = await up(surroundings);
    expect(await lost(server.address, token, writers)).toEqual([]);
    expect(writers.refusals).toEqual([]);
  });

  it.each([1, 2])(
    'of PostgreSQL amid writing, time %i: it is started again, and everything acknowledged is there',
    async () => {
      const writers = await writing();
      const killed = await databasePid();
      process.kill(killed, 'SIGKILL');
      await expect.poll(() => writers.refusals.length, { timeout: 20_000 }).toBeGreaterThan(0);
      await expect.poll(ready, { timeout: 20_000 }).toBe(200);
      const before = writers.acknowledged;
      await expect.poll(() => writers.acknowledged, { timeout: 20_000 }).toBeGreaterThan(before + 40);
      await writers.stop();
      expect(await databasePid()).not.toBe(killed);
      expect(new Set(writers.refusals), unexpected()).toEqual(new Set(['SERVICE_UNAVAILABLE']));
      expect(await lost(server?.address ?? '', token, writers)).toEqual([]);
      // It is the one of this database again.
      expect(await start(['up'], surroundings).finished).toMatchObject({ status: 78 });
    },
  );

  it('of PostgreSQL that cannot be started again for a while: coded errors until it can', async () => {
    const writers = await writing();
    // Without its control file no server starts.
    const control = join(dataDir(), 'postgres', 'global', 'pg_control');
    const pid = await databasePid();
    await rename(control, `${control}.away`);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => writers.refusals.length, { timeout: 20_000 }).toBeGreaterThan(10);
    await writers.stop();
    expect(new Set(writers.refusals), unexpected()).toEqual(new Set(['SERVICE_UNAVAILABLE']));

    const reading = await ask('{ agencies(first: 1) { nodes { code } } }');
    expect(codes(reading)).toEqual(['SERVICE_UNAVAILABLE']);
    // What is in memory is still answered.
    const impact = await ask('{ impact(of: "N01") { totals { datasets } } agency(code: "A01") { code } }');
    expect(impact?.data).toMatchObject({ impact: { totals: { datasets: 25 } }, agency: null });
    expect(codes(impact)).toEqual(['SERVICE_UNAVAILABLE']);
    expect(await ready()).toBe(503);
    expect((await fetch(`${server?.address}/livez`)).status).toBe(200);

    await rename(`${control}.away`, control);
    await expect.poll(ready, { timeout: 20_000 }).toBe(200);
    expect(await lost(server?.address ?? '', token, writers)).toEqual([]);
  });

  it('of both at once amid writing: everything acknowledged is there', async () => {
    const writers = await writing();
    process.kill(await databasePid(), 'SIGKILL');
    await killProcess();
    await writers.stop();
    server = await up(surroundings);
    expect(await lost(server.address, token, writers)).toEqual([]);
  });

  it('amid a snapshot of the graph, then a damaged snapshot: the next start says so and has everything', async () => {
    const writers = await writing();
    await writers.stop();
    const begun = new Promise<void>((resolve) => {
      const watching = watch(dataDir(), (_, name) => {
        if (!/^graph\.snapshot\..*tmp$/.test(name ?? '')) return;
        watching.close();
        resolve();
      });
    });
    server?.child.kill('SIGTERM');
    await begun;
    await killProcess();
    server = await up(surroundings);
    expect(await lost(server.address, token, writers)).toEqual([]);
    expect((await readdir(dataDir())).filter((name) => name.endsWith('.tmp'))).toEqual([]);

    server.child.kill('SIGTERM');
    expect(await server.finished).toMatchObject({ status: 0 });
    const path = join(dataDir(), 'graph.snapshot');
    const snapshot = await readFile(path);
    snapshot[snapshot.length >> 1] = (snapshot[snapshot.length >> 1] as number) ^ 1;
    await writeFile(path, snapshot);
    server = await up(surroundings);
    expect(server.complaints()).toMatch(/the snapshot of the lineage graph is not used: .* damaged/);
    expect(await lost(server.address, token, writers)).toEqual([]);
  });

  it('leaves log, store and projection the same, and nothing that doctor minds', async () => {
    const finished = await start(['doctor', '--json'], surroundings).finished;
    const { checks } = JSON.parse(finished.stdout) as { checks: { check: string; findings: { level: string }[] }[] };
    const minded = checks.filter(({ findings }) => findings.some(({ level }) => level === 'problem'));
    // Schemas do not depend on what was killed.
    expect(minded.filter(({ check }) => check !== 'committed schemas')).toEqual([]);
  });

  it('is seen by these very tests when commits do not wait for the disk', async () => {
    const { url } = await startDatabase({ dataDir: dataDir(), log: () => undefined });
    const client = new Client({ connectionString: url, options: '-c nguon.role=process' });
    await client.connect();
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    await client.query(`alter database "${rows[0]?.name}" set synchronous_commit = off`);
    await client.end();
    await killProcess();
    server = await up(surroundings);

    const writers = await writing(10);
    process.kill(await databasePid(), 'SIGKILL');
    await killProcess();
    await writers.stop();
    server = await up(surroundings);
    expect(await lost(server.address, token, writers)).not.toEqual([]);
  });
});
