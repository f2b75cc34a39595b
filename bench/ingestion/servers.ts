import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startDatabase } from '../../kernel/postgres/server.ts';
import { type EngineProcess, startEngine } from '../engine/engine-process.ts';
import type { Receiver } from './send.ts';

/** How long an instance may take to fold or to compare all that it was sent. */
const PATIENCE_MS = 1_800_000;

/** An instance of ours in a process of its own, and where events are sent to it. */
export interface Instance {
  readonly engine: EngineProcess;
  readonly receiver: Receiver;
}

/** One PostgreSQL server, on which everything that is compared keeps its data. */
export interface Servers extends AsyncDisposable {
  readonly url: string;
  readonly postmaster: number | undefined;
  /** Starts an instance on a database of its own. @param profileInto folder for a CPU profile of it. */
  instance(name: string, profileInto?: string): Promise<Instance>;
}

/** Makes an empty database on a server and gives its address. */
export async function newDatabase(serverUrl: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    await admin.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await admin.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Starts the embedded PostgreSQL on a folder of its own; all is removed in the end. */
export async function startServers(): Promise<Servers> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'nguon-bench-'));
  opening.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  const database = await startDatabase({ dataDir: join(folder, 'database'), log: () => undefined });
  opening.defer(() => database.stop());
  const stack = opening.move();
  return {
    url: database.url,
    postmaster: database.postmasterPid,
    async instance(name, profileInto) {
      const databaseUrl = await newDatabase(database.url, `nguon_bench_${name}`);
      const engine = stack.use(
        await startEngine(
          join(import.meta.dirname, '..', 'engine', 'embedded.js'),
          { databaseUrl, dataDir: join(folder, name) },
          profileInto,
          PATIENCE_MS,
        ),
      );
      return {
        engine,
        receiver: {
          address: engine.ready['address'] ?? '',
          token: engine.ready['service'] ?? '',
          architect: engine.ready['architect'] ?? '',
        },
      };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
