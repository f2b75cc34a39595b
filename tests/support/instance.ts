import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect } from 'vitest';
import { type AskedAs, type Asker, askOverHttp, type GatewayAnswer } from '../../cli/asker.ts';
import { type Instance, openInstance } from '../../cli/instance.ts';
import { type HttpHost, listen } from '../../gateway/http/server.ts';
import { createSignIn } from '../../gateway/identity/sign-in.ts';
import { createPlayground } from '../../gateway/playground/playground.ts';
import { type Config, readConfig } from '../../kernel/config/config.ts';
import { loadSeed, type SeedProgress, type SeedReport } from '../../seed/load.ts';

/** Who a test asks as. */
export const ARCHITECT: AskedAs = { role: 'architect', agencies: [] };
export const DEVELOPER: AskedAs = { role: 'developer', agencies: [] };
export const ANONYMOUS: AskedAs = { role: 'anonymous', agencies: [] };
export const ADMINISTRATOR: AskedAs = { role: 'administrator', agencies: [] };
export const stewardOf = (...agencies: string[]): AskedAs => ({ role: 'steward', agencies });

/** One error of an answer. */
export interface AnsweredError {
  readonly message: string;
  readonly code: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** One answer, as a client reads it. */
export interface Answer {
  // Tests read deep into answers whose shape the query beside them states.
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  readonly data: any;
  readonly errors: readonly AnsweredError[];
}

/** Asks as somebody, an architect unless given. */
export type TestAsker = (query: string, variables?: Record<string, unknown>, as?: AskedAs) => Promise<Answer>;

/** A statement that was sent to the database. */
export interface Statement {
  readonly subgraph: string;
  readonly sql: string;
}

/** How far every feed, the log and the graph are. */
export interface Heads {
  /** Head of the outbox of every catalog subgraph. */
  readonly outboxes: Readonly<Record<string, number>>;
  /** Newest event of the lineage log. */
  readonly log: number;
  /** Canonical hash of the graph. */
  readonly graph: string;
}

/** The whole system in this process, on a data folder of its own. */
export interface TestInstance {
  readonly instance: Instance;
  readonly config: Config;
  /** Unexpected errors that were masked; a test that leaves some has found a bug. */
  readonly unexpected: readonly unknown[];
  /** Asks the gateway in this process. */
  readonly ask: TestAsker;
  /** Asks over HTTP, with a token of the role; listens at the first question. */
  readonly askOverHttp: TestAsker;
  /** Listens on a free port, once. */
  listen(): Promise<HttpHost>;
  /** Loads the sample catalogue and waits until everybody knows it. */
  seed(progress?: SeedProgress): Promise<SeedReport>;
  /** Runs something and gives the statements that were sent meanwhile, those of the followers' polling left out. */
  statementsOf(work: () => Promise<unknown>): Promise<Statement[]>;
  heads(): Promise<Heads>;
  /** Stops it, the folder stays. */
  stop(): Promise<void>;
  /** Stops it and removes the folder. */
  close(): Promise<void>;
}

/** What the followers of feeds and log ask every now and then, whether or not anybody asks anything. */
const POLLING =
  /"?\b(inbox|outbox|outbox_head)"?|lineage\.(graph_revision|event)\b|^\[query\] (begin|commit|rollback|savepoint)/i;

const read = ({ data, errors = [] }: GatewayAnswer): Answer => ({
  data,
  errors: errors.map(({ message, extensions = {}, ...rest }) => ({
    message,
    code: String(extensions['code']),
    extensions,
    ...('path' in rest ? { path: rest.path as (string | number)[] } : {}),
  })),
});

/** Asks as tests do, whatever is asked. */
export const testAsker =
  (ask: Asker): TestAsker =>
  async (query, variables = {}, as = ARCHITECT) =>
    read(await ask(query, variables, as));

/** Opens an instance on a data folder: a new temporary one unless given. */
export async function testInstance(dataDir?: string, environment: NodeJS.ProcessEnv = {}): Promise<TestInstance> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'nguon-instance-')));
  const config = readConfig({ NGUON_DATA_DIR: folder, NGUON_PORT: '0', ...environment }, folder);
  const unexpected: unknown[] = [];
  const log = pino(
    { level: 'error' },
    new Writable({
      write(line, _encoding, done) {
        unexpected.push(JSON.parse(String(line)));
        done();
      },
    }),
  );
  let statements: Statement[] | undefined;
  const instance = await openInstance(config, log, {
    onStatement: (subgraph, sql) => {
      if (!POLLING.test(sql)) statements?.push({ subgraph, sql });
    },
  });
  let host: Promise<HttpHost> | undefined;
  const listenOnce = (): Promise<HttpHost> => {
    host ??= (async () =>
      listen(
        {
          gateway: instance.gateway,
          issuer: instance.issuer,
          signIn: await createSignIn(folder, instance.issuer),
          playground: createPlayground([]),
          checks: instance.checks,
          intake: instance.lineage.intake,
          logUnexpected: instance.logUnexpected,
        },
        config.host,
        config.port,
      ))();
    return host;
  };
  const stop = async (): Promise<void> => {
    await (await host)?.close();
    await instance[Symbol.asyncDispose]();
  };
  return {
    instance,
    config,
    unexpected,
    ask: testAsker(instance.ask),
    askOverHttp: testAsker(async (query, variables, as) =>
      askOverHttp((await listenOnce()).address, instance.issuer)(query, variables, as),
    ),
    listen: listenOnce,
    async seed(progress = () => undefined) {
      const report = await loadSeed((query, variables) => instance.ask(query, variables, ADMINISTRATOR), progress);
      await instance.settle();
      return report;
    },
    async statementsOf(work) {
      const sent: Statement[] = [];
      statements = sent;
      try {
        await work();
      } finally {
        statements = undefined;
      }
      return sent;
    },
    async heads() {
      await instance.settle();
      const heads = instance.subgraphs.map(
        async ({ definition, feed }) => [definition.name, await feed.head()] as const,
      );
      const { head, storeHash } = await instance.lineage.inspect();
      return { outboxes: Object.fromEntries(await Promise.all(heads)), log: head, graph: storeHash };
    },
    stop,
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

const opened = (prepare: (instance: TestInstance) => Promise<unknown>): (() => TestInstance) => {
  let instance: TestInstance | undefined;
  beforeAll(async () => {
    instance = await testInstance();
    await prepare(instance);
  });
  afterAll(async () => {
    await instance?.close();
    expect(instance?.unexpected ?? []).toEqual([]);
  });
  return () => {
    if (instance === undefined) throw new Error('The instance is there inside tests only');
    return instance;
  };
};

/** An empty instance for the tests of a file; an unexpected error in it fails the file. */
export const emptyInstance = (): (() => TestInstance) => opened(() => Promise.resolve());

/** An instance with the sample catalogue, loaded once for the tests of a file. */
export const seededInstance = (): (() => TestInstance) => opened((instance) => instance.seed());
