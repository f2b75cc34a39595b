import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll } from 'vitest';
import { type DatabaseServer, startDatabase } from '../../kernel/postgres/server.ts';

/** A database of its own, empty. */
export interface TestDatabase {
  readonly url: string;
  /** Drops it. */
  stop(): Promise<void>;
}

let server: Promise<DatabaseServer & { readonly folder: string }> | undefined;
let made = 0;

// One server for each test file, whether or not its tests cleaned up after themselves.
afterAll(async () => {
  const running = await server?.catch(() => undefined);
  server = undefined;
  if (running === undefined) return;
  await running.stop();
  await rm(running.folder, { recursive: true, force: true });
});

/** A fresh database; the server is started for the first of a test file and ends with the file. */
export async function testDatabase(): Promise<TestDatabase> {
  server ??= startServer();
  const { url: address } = await server;
  const name = `test_${++made}`;
  // A test needs no disk write at every commit; those about durability run a server of their own.
  await administer(address, [`create database ${name}`, `alter database ${name} set synchronous_commit = off`]);
  const url = new URL(address);
  url.pathname = `/${name}`;
  return { url: url.href, stop: () => administer(address, [`drop database if exists ${name} with (force)`]) };
}

async function startServer(): Promise<DatabaseServer & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'nguon-test-'));
  return { ...(await startDatabase({ dataDir: folder, log: () => undefined })), folder };
}

async function administer(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
