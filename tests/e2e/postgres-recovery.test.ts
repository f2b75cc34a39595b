import { chmod, chown, cp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectDatabase } from '../../kernel/postgres/server.ts';
import { isRunning, query, Sandbox, serverIn, serverOf } from './postgres-sandbox.ts';

describe('after a kill', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.make();
  });
  afterEach(() => sandbox.clean());

  it('of the process that started it, the server lives on and is adopted with its data', async () => {
    const starter = sandbox.startInChild();
    const orphan = serverIn(await starter.outcome);
    await query(orphan.url, 'CREATE TABLE note AS SELECT 7 AS n');
    await starter.kill();
    const adopted = await sandbox.start();
    expect(adopted.adopted).toBe(true);
    expect(adopted.postmasterPid).toBe(orphan.pid);
    expect(await query(adopted.url, 'SELECT n FROM note')).toEqual([{ n: 7 }]);
    await adopted.stop();
    expect(isRunning(orphan.pid)).toBe(false);
  });

  it('of the server amid writing, every acknowledged row is there', async () => {
    const server = await sandbox.start();
    await query(server.url, 'CREATE TABLE event (n int PRIMARY KEY)');
    const writer = new Client({ connectionString: server.url });
    writer.on('error', () => undefined);
    await writer.connect();
    let acknowledged = 0;
    const writing = (async () => {
      for (let n = 1; n <= 100_000; n += 1) {
        await writer.query('INSERT INTO event VALUES ($1)', [n]);
        acknowledged = n;
      }
    })();
    await expect.poll(() => acknowledged).toBeGreaterThan(50);
    process.kill(server.postmasterPid ?? 0, 'SIGKILL');
    await expect(writing).rejects.toThrow();
    expect((await inspectDatabase(sandbox.path('data'))).state).toBe('crashed');

    const next = await sandbox.start();
    expect(next.adopted).toBe(false);
    expect(sandbox.logged.join('\n')).toContain('was killed; recovering');
    const [row] = await query(next.url, 'SELECT count(*)::int AS rows, max(n) AS last FROM event');
    // One more than acknowledged may have been committed when its answer was lost.
    expect([acknowledged, acknowledged + 1]).toContain(row?.rows);
    expect(row?.last).toBe(row?.rows);
  });

  it('of the server, a query that goes on without it does not keep a new server from starting', async () => {
    const server = await sandbox.start();
    const client = new Client({ connectionString: server.url });
    client.on('error', () => undefined);
    await client.connect();
    const pid = Number((await client.query('SELECT pg_backend_pid() AS pid')).rows[0]?.pid);
    // Computes without ever waiting, so that it does not notice that its server is gone.
    const endless = client.query('SELECT count(*) FROM generate_series(1, 1e12::bigint)').catch(() => 'cut off');
    await sleep(500);
    process.kill(server.postmasterPid ?? 0, 'SIGKILL');
    const next = await sandbox.start();
    expect(await endless).toBe('cut off');
    expect(isRunning(pid)).toBe(false);
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('at any moment of a first start, the next start succeeds and nothing half-made is left', async () => {
    for (const delay of [150, 300, 450, 600, 750, 900]) {
      const dataDir = sandbox.path(`data-${delay}`);
      const starter = sandbox.startInChild({ dataDir });
      await sleep(delay);
      await starter.kill();
      const server = await sandbox.start(dataDir);
      expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await server.stop();
    }
  });
});

describe('a server that is up but hangs', () => {
  it('is ended and replaced', async () => {
    const sandbox = await Sandbox.make();
    try {
      const hanging = await sandbox.start();
      await query(hanging.url, 'CREATE TABLE note AS SELECT 7 AS n');
      process.kill(hanging.postmasterPid ?? 0, 'SIGSTOP');
      expect((await inspectDatabase(sandbox.path('data'))).state).toBe('unresponsive');
      const next = await sandbox.start();
      expect(next.adopted).toBe(false);
      expect(next.postmasterPid).not.toBe(hanging.postmasterPid);
      expect(await query(next.url, 'SELECT n FROM note')).toEqual([{ n: 7 }]);
    } finally {
      await sandbox.clean();
    }
  });
});

describe('a lock file', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.make();
  });
  afterEach(() => sandbox.clean());

  /** Leaves a lock file behind as a server would have, with the owner that it would have. */
  async function leaveLockFile(text: string): Promise<void> {
    const path = sandbox.path('data', 'postgres', 'postmaster.pid');
    await writeFile(path, text, { mode: 0o600 });
    const { uid, gid } = await stat(sandbox.path('data', 'postgres'));
    await chown(path, uid, gid);
  }

  it('whose process id belongs to another program now does not stop a start', async () => {
    await (await sandbox.start()).stop();
    await leaveLockFile(`${process.pid}\n/somewhere\n1700000000\n5432\n\n127.0.0.1\n 1 1\nready   \n`);
    const server = await sandbox.start();
    expect(server.adopted).toBe(false);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('that was left empty by a power cut does not stop a start', async () => {
    await (await sandbox.start()).stop();
    await leaveLockFile('');
    expect((await sandbox.start()).adopted).toBe(false);
  });

  it('that came with a copy of a running folder leads to a server of its own, not to the original', async () => {
    const original = await sandbox.start();
    await query(original.url, 'CHECKPOINT').catch(() => undefined);
    await cp(sandbox.path('data'), sandbox.path('copy'), { recursive: true, preserveTimestamps: true });
    const { uid, gid } = await stat(sandbox.path('data', 'postgres'));
    if (process.getuid?.() === 0) await chown(sandbox.path('copy', 'postgres'), 0, 0);
    const copy = await sandbox.start(sandbox.path('copy'));
    expect(copy.adopted).toBe(false);
    expect(copy.postmasterPid).not.toBe(original.postmasterPid);
    expect(await query(original.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await stat(sandbox.path('copy', 'postgres'))).uid).toBe(uid);
    expect((await stat(sandbox.path('copy', 'postgres'))).gid).toBe(gid);
    await copy.stop();
  });
});

describe('the stored password', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.make();
  });
  afterEach(() => sandbox.clean());

  it('is set anew when it was lost, whether the server runs or not, and the data stay', async () => {
    const first = await sandbox.start();
    await query(first.url, 'CREATE TABLE note AS SELECT 7 AS n');
    await rm(sandbox.path('data', 'postgres-password'));
    const second = await sandbox.start();
    expect(second.url).not.toBe(first.url);
    expect(await query(second.url, 'SELECT n FROM note')).toEqual([{ n: 7 }]);
    await second.stop();
    await writeFile(sandbox.path('data', 'postgres-password'), 'torn');
    const third = await sandbox.start();
    expect(await query(third.url, 'SELECT n FROM note')).toEqual([{ n: 7 }]);
    const stored = (await readFile(sandbox.path('data', 'postgres-password'), 'utf8')).trim();
    expect(sandbox.logged.join('\n')).not.toContain(stored);
  });

  it('is closed to others again when someone opened it', async () => {
    await (await sandbox.start()).stop();
    await chmod(sandbox.path('data', 'postgres-password'), 0o644);
    await sandbox.start();
    expect((await stat(sandbox.path('data', 'postgres-password'))).mode & 0o777).toBe(0o600);
  });

  it('of a restored folder that root owns now still opens it', async (context) => {
    if (process.getuid?.() !== 0) return context.skip('only root has a folder to hand over');
    const first = await sandbox.start();
    await first.stop();
    await chown(sandbox.path('data', 'postgres'), 0, 0);
    await chmod(sandbox.path('data', 'postgres'), 0o755);
    const second = await sandbox.start();
    expect(second.url.split('@')[0]).toBe(first.url.split('@')[0]);
    expect(serverOf(sandbox.path('data'))).toBe(second.postmasterPid);
    expect((await stat(sandbox.path('data', 'postgres'))).mode & 0o777).toBe(0o700);
  });
});
