import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectDatabase } from '../../kernel/postgres/server.ts';
import { isRunning, query, Sandbox, serverIn } from './postgres-sandbox.ts';

describe('the embedded database', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.make();
  });
  afterEach(() => sandbox.clean());

  it('is durable, speaks Unicode and listens on this machine only', async () => {
    const url = new URL((await sandbox.start()).url);
    url.username = 'postgres';
    const [settings] = await query(
      url.href,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commits,
              current_setting('full_page_writes') AS pages, current_setting('listen_addresses') AS addresses,
              current_setting('unix_socket_directories') AS sockets, current_setting('jit') AS jit,
              current_setting('max_connections') AS connections, current_setting('shared_buffers') AS buffers,
              pg_encoding_to_char(encoding) AS encoding, datcollate, datlocprovider, current_database() AS name
         FROM pg_database WHERE datname = current_database()`,
    );
    expect(settings).toEqual({
      fsync: 'on',
      commits: 'on',
      pages: 'on',
      addresses: '127.0.0.1',
      sockets: '',
      jit: 'off',
      connections: '200',
      buffers: '128MB',
      encoding: 'UTF8',
      datcollate: 'C',
      datlocprovider: 'b',
      name: 'nguon',
    });
  });

  it('orders text by code point and knows the case of Vietnamese letters on every machine', async () => {
    const { url } = await sandbox.start();
    const rows = await query(url, "SELECT upper(x) AS x FROM unnest(ARRAY['đường', 'zebra', 'Ấp']) AS x ORDER BY x");
    expect(rows.map(({ x }) => x)).toEqual(['ZEBRA', 'ĐƯỜNG', 'ẤP']);
    const sorted = await query(
      url,
      `SELECT x FROM unnest(ARRAY['zebra', 'đường', 'dưa']) AS x ORDER BY x COLLATE "vi-x-icu"`,
    );
    expect(sorted.map(({ x }) => x)).toEqual(['dưa', 'đường', 'zebra']);
  });

  it('gives us a role that owns the database and cannot touch the server', async () => {
    const { url } = await sandbox.start();
    await query(url, 'CREATE SCHEMA owners');
    await query(url, 'CREATE EXTENSION unaccent');
    await query(url, "SET session_replication_role = 'replica'");
    expect(await query(url, "SELECT current_setting('is_superuser') AS super, current_user AS me")).toEqual([
      { super: 'off', me: 'nguon' },
    ]);
    await expect(query(url, "COPY (SELECT 1) TO PROGRAM 'true'")).rejects.toThrow(/permission denied/);
    await expect(query(url, "SELECT pg_read_file('PG_VERSION')")).rejects.toThrow(/permission denied/);
  });

  it('has after a stop and a start what was committed before', async () => {
    const first = await sandbox.start();
    await query(first.url, "CREATE TABLE note AS SELECT 'nguồn' AS text");
    await first.stop();
    const second = await sandbox.start();
    expect(second.adopted).toBe(false);
    expect(await query(second.url, 'SELECT text FROM note')).toEqual([{ text: 'nguồn' }]);
  });

  it('stops at once with clients connected, leaves no process, and may be stopped again', async () => {
    const server = await sandbox.start();
    const busy = query(server.url, 'SELECT pg_sleep(600)').catch((error: Error) => error.message);
    await expect.poll(async () => (await inspectDatabase(sandbox.path('data'))).state).toBe('running');
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(await busy).toMatch(/terminat/);
    expect(isRunning(server.postmasterPid ?? 0)).toBe(false);
    await expect(stat(sandbox.path('data', 'postgres', 'postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  it('lets an old handle stop nothing once its server is gone', async () => {
    const first = await sandbox.start();
    await (await sandbox.start()).stop();
    const second = await sandbox.start();
    await first.stop();
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('keeps its password in a file for the owner only, and out of every log and command line', async () => {
    const server = await sandbox.start();
    const file = sandbox.path('data', 'postgres-password');
    const password = (await readFile(file, 'utf8')).trim();
    expect(password).toMatch(/^[0-9a-f]{64}$/);
    expect(new URL(server.url).password).toBe(password);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await server.stop();
    const texts = await Promise.all([
      readFile(sandbox.path('data', 'postgres.log'), 'utf8'),
      readFile(sandbox.path('data', 'postgres', 'postmaster.opts'), 'utf8'),
      readFile(sandbox.path('data', 'postgres', 'postgresql.conf'), 'utf8'),
    ]);
    for (const text of [...texts, ...sandbox.logged]) expect(text).not.toContain(password);
  });

  it('keeps what clients send out of its log', async () => {
    const server = await sandbox.start();
    await expect(query(server.url, "SELECT 'confidential'::uuid")).rejects.toThrow(/confidential/);
    await server.stop();
    expect(await readFile(sandbox.path('data', 'postgres.log'), 'utf8')).not.toContain('confidential');
  });

  it('is started by one of several processes that start at once, and adopted by the others', async () => {
    const starters = [1, 2, 3].map(() => sandbox.startInChild());
    const servers = (await Promise.all(starters.map(({ outcome }) => outcome))).map(serverIn);
    expect(new Set(servers.map(({ pid }) => pid)).size).toBe(1);
    expect(servers.filter(({ adopted }) => !adopted)).toHaveLength(1);
    for (const { url } of servers) expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('tells an inspector what state it is in, without being changed', async () => {
    const dataDir = sandbox.path('data');
    expect(await inspectDatabase(dataDir)).toEqual({ state: 'none' });
    const server = await sandbox.start();
    const running = await inspectDatabase(dataDir);
    expect(running).toEqual({
      state: 'running',
      version: '18',
      pid: server.postmasterPid,
      port: Number(new URL(server.url).port),
      url: server.url,
    });
    await server.stop();
    expect(await inspectDatabase(dataDir)).toEqual({ state: 'stopped', version: '18' });
    expect(await inspectDatabase(join(sandbox.root, 'nowhere'))).toEqual({ state: 'none' });
    await expect(stat(join(sandbox.root, 'nowhere'))).rejects.toThrow('ENOENT');
  });
});
