import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Pool } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { askOverHttp } from '../../cli/asker.ts';
import { CATALOGUE } from '../../cli/catalogue.ts';
import { type Distributed, startDistributed } from '../../cli/distributed.ts';
import { type Part, startPart } from '../../cli/part.ts';
import { type LocalIssuer, localIssuer } from '../../gateway/identity/local-issuer.ts';
import { trailOf } from '../../kernel/audit/feed.ts';
import { readConfig } from '../../kernel/config/config.ts';
import { candidates } from '../../lineage/index.ts';
import { pgSql } from '../../lineage/log/pg-sql.ts';
import type { Sql } from '../../lineage/log/sql.ts';
import { type TestAsker, testAsker } from './instance.ts';

/** All parts of the system in processes of their own, with the sample catalogue. */
export interface TestDistributed {
  /** Asks the gateway over HTTP. */
  readonly ask: TestAsker;
  readonly issuer: LocalIssuer;
  /** Address of the gateway. */
  readonly address: string;
  /** Every part that was started last in its place, the two of lineage included. */
  parts(name?: string): readonly Part[];
  /** One setting of a part, such as DATABASE_URL. */
  setting(name: string, part?: string): string;
  /** Ends a part without a word. */
  kill(part: Part): Promise<void>;
  /** Starts a part that has ended, where it was. */
  startAgain(part: Part): Promise<Part>;
  /** The lineage process that leads; undefined while none does. */
  leader(): Promise<Part | undefined>;
  /** Rows of a statement in the database of a part. */
  sql<Row>(part: string, text: string): Promise<Row[]>;
  /** Resolves when every feed is read by everybody and every lineage process is up to date. */
  settle(): Promise<void>;
}

/** Looks at a condition until it holds. @throws Error saying which after a minute. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 60_000; !(await holds()); await setTimeout(100)) {
    if (performance.now() > end) throw new Error(`Not within a minute: ${what}`);
  }
}

/** Ten processes begin, on a machine that may have other things to do. */
const BEGIN_WITHIN_MS = 300_000;

/** One distributed system for the tests of a file. */
export function distributedSystem(): () => TestDistributed {
  let system: TestDistributed | undefined;
  const stack = new AsyncDisposableStack();

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nguon-distributed-'));
    stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
    const config = readConfig(
      { NGUON_DATA_DIR: folder, NGUON_PORT: '0', NGUON_SEED: '1', NGUON_LOG_LEVEL: 'error' },
      folder,
    );
    // Parts that a test starts are not in the stack of those that they replace.
    const started: Part[] = [];
    stack.defer(() => Promise.all(started.map(kill)).then(() => undefined));
    const distributed = await startDistributed(config, stack, () => undefined);
    system = await control(distributed, await localIssuer(folder), started);
    await system.settle();
  }, BEGIN_WITHIN_MS);
  afterAll(() => stack.disposeAsync());

  return () => {
    if (system === undefined) throw new Error('The system is there inside tests only');
    return system;
  };
}

async function kill({ process: child }: Part): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

async function control(
  { parts, gateway }: Distributed,
  issuer: LocalIssuer,
  started: Part[],
): Promise<TestDistributed> {
  const current = [...parts];
  const named = (name: string): Part => {
    const part = current.find((candidate) => candidate.name === name);
    if (part === undefined) throw new Error(`There is no part ${name}`);
    return part;
  };
  const setting = (name: string, part = 'gateway'): string => named(part).settings[name] ?? '';
  const inDatabase = async <T>(part: string, work: (sql: Sql) => Promise<T>): Promise<T> => {
    const pool = new Pool({ connectionString: setting('DATABASE_URL', part), max: 1 });
    try {
      return await work(pgSql(pool));
    } finally {
      await pool.end();
    }
  };
  const sql: TestDistributed['sql'] = (part, text) => inDatabase(part, ({ query }) => query(text));
  const isRead = async (reader: string, from: string, of?: 'audit'): Promise<boolean> => {
    const [head] = await sql<{ seq: string }>(
      from,
      `select seq from "${from}".${of === 'audit' ? 'audit_trail_head' : 'outbox_head'}`,
    );
    const source = of === 'audit' ? trailOf(from) : from;
    const [inbox] = await sql<{ seq: string }>(reader, `select seq from "${reader}".inbox where source = '${source}'`);
    return Number(inbox?.seq ?? 0) >= Number(head?.seq);
  };
  const isReady = async ({ address }: Part): Promise<boolean> =>
    fetch(`${address}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  return {
    ask: testAsker(askOverHttp(gateway.address, ({ role, agencies }) => issuer.issue(role, agencies))),
    issuer,
    address: gateway.address,
    parts: (name) => current.filter((part) => name === undefined || part.name === name),
    setting,
    kill,
    async startAgain(part) {
      const { port } = new URL(part.address);
      const again = await startPart(part.name, { ...part.settings, NGUON_PORT: port });
      started.push(again);
      current.splice(current.indexOf(part), 1, again);
      return again;
    },
    async leader() {
      const all = await inDatabase('lineage', candidates);
      const leader = all.find(({ leads }) => leads);
      return current.find(({ process: { pid } }) => pid === leader?.processId);
    },
    sql,
    async settle() {
      const feeds = [
        ...['owners', 'datasets', 'partners'].map((from) => ['lineage', from, undefined] as const),
        ...CATALOGUE.flatMap(({ name, consumes }) => consumes.map(({ from, of }) => [name, from, of] as const)),
      ];
      for (const [reader, from, of] of feeds) {
        await until(`${reader} has read ${from}`, () => isRead(reader, from, of));
      }
      for (const part of current.filter(({ name, process: { exitCode, signalCode } }) => {
        return name === 'lineage' && exitCode === null && signalCode === null;
      })) {
        await until(`lineage at ${part.address} is up to date`, () => isReady(part));
      }
    },
  };
}
