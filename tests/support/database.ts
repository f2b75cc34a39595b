import { Client } from 'pg';
import { inject } from 'vitest';
import { startDatabase } from '../../kernel/postgres/server.ts';
import { serverFolder } from './one-server.ts';

/** A database of its own, empty. */
export interface TestDatabase {
  readonly url: string;
  /** Drops it. */
  stop(): Promise<void>;
}

let server: Promise<{ readonly url: string }> | undefined;
let made = 0;

/** A fresh database on the server that the files of a project share; whoever is first starts it. */
export async function testDatabase(): Promise<TestDatabase> {
  server ??= startDatabase({ dataDir: serverFolder(inject('sharedFolder')), log: () => undefined });
  const { url: address } = await server;
  const name = `test_${process.pid}_${++made}`;
  // A test needs no disk write at every commit; those about durability run a server of their own.
  await administer(address, [`create database ${name}`, `alter database ${name} set synchronous_commit = off`]);
  const url = new URL(address);
  url.pathname = `/${name}`;
  return { url: url.href, stop: () => administer(address, [`drop database if exists ${name} with (force)`]) };
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
