import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect } from 'vitest';
import { type AskedAs, type Asker, askOverHttp, type GatewayAnswer } from '../../cli/asker.ts';
import { openIdentity } from '../../cli/identity.ts';
import { type Instance, openInstance } from '../../cli/instance.ts';
import { type HttpHost, listen } from '../../gateway/http/server.ts';
import { type LocalIssuer, localIssuer } from '../../gateway/identity/local-issuer.ts';
import { createPlayground } from '../../gateway/playground/playground.ts';
import { savedQuestions } from '../../gateway/playground/questions.ts';
import { type Clock, systemClock } from '../../kernel/clock.ts';
import { type Config, readConfig } from '../../kernel/config/config.ts';
import { loadSeedCatalogue, type SeedCatalogue } from '../../seed/data/index.ts';
import { loadSeed, type SeedProgress, type SeedReport } from '../../seed/load.ts';
import { stopNeo4j, withNeo4j } from './instances-on-neo4j.ts';
import { seededFolder } from './seeded-folder.ts';

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
  /** Makes tokens of the instance. */
  readonly issuer: LocalIssuer;
  /** Unexpected errors that were masked; a test that leaves some has found a bug. */
  readonly unexpected: readonly unknown[];
  /** Asks the gateway in this process. */
  readonly ask: TestAsker;
  /** Asks over HTTP, with a token of the role; listens at the first question. */
  readonly askOverHttp: TestAsker;
  /** Listens on a free port, once. */
  listen(): Promise<HttpHost>;
  /** Loads the sample catalogue, or another, and waits until everybody knows it. */
  seed(progress?: SeedProgress, catalogue?: SeedCatalogue): Promise<SeedReport>;
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
  /"?\b(inbox|outbox|outbox_head|audit_trail|audit_trail_head|audit_append)"?|insert into audit\.record|lineage\.(graph_revision|event)\b|^\[query\] (begin|commit|rollback|savepoint)/i;

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

/** Longest wait for a graph store of its own that takes in what was just loaded. */
const MIRRORED_MS = 60_000;
const LOOK_MS = 250;

/** Waits until the graph store that answers are taken from, if there is one, holds all of the log. */
async function mirrored({ lineage }: Instance): Promise<void> {
  for (const until = Date.now() + MIRRORED_MS; ; await sleep(LOOK_MS)) {
    const { head, mirror } = await lineage.inspect();
    if (mirror === null || ('revision' in mirror && mirror.revision === head)) return;
    if (Date.now() > until) throw new Error(`The log is at ${head}, but its mirror: ${JSON.stringify(mirror)}`);
  }
}

/** Opens an instance on a data folder: a new temporary one unless given; the machine's time unless a clock is given; with all limits unless they are off. */
export async function testInstance(
  dataDir?: string,
  environment: NodeJS.ProcessEnv = {},
  clock: Clock = systemClock,
  limits?: 'off',
): Promise<TestInstance> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'nguon-instance-')));
  const settings = await withNeo4j(folder, environment);
  const config = readConfig({ NGUON_DATA_DIR: folder, NGUON_PORT: '0', ...settings }, folder);
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
    ...(limits === undefined ? {} : { limits }),
    clock,
    onStatement: (subgraph, sql) => {
      if (!POLLING.test(sql)) statements?.push({ subgraph, sql });
    },
  });
  const issuer = await localIssuer(folder);
  const stack = new AsyncDisposableStack();
  let host: Promise<HttpHost> | undefined;
  const listenOnce = (): Promise<HttpHost> => {
    host ??= (async () => {
      const { identity, signIn } = stack.use(await openIdentity(config, instance.askAccess, log));
      return listen(
        {
          gateway: instance.gateway,
          identity,
          ...(signIn === undefined ? {} : { signIn }),
          playground: createPlayground(savedQuestions()),
          checks: instance.checks,
          intake: instance.lineage.intake,
          logUnexpected: instance.logUnexpected,
        },
        config.host,
        config.port,
      );
    })();
    return host;
  };
  const stop = async (): Promise<void> => {
    await (await host)?.close();
    await stack.disposeAsync();
    await instance[Symbol.asyncDispose]();
  };
  return {
    instance,
    config,
    issuer,
    unexpected,
    ask: testAsker(instance.ask),
    askOverHttp: testAsker(async (query, variables, as) =>
      askOverHttp((await listenOnce()).address, ({ role, agencies }) => issuer.issue(role, agencies))(
        query,
        variables,
        as,
      ),
    ),
    listen: listenOnce,
    async seed(progress = () => undefined, catalogue = loadSeedCatalogue()) {
      const ask = (query: string, variables: Readonly<Record<string, unknown>>) =>
        instance.ask(query, variables, ADMINISTRATOR);
      const report = await loadSeed(ask, progress, catalogue);
      await instance.settle();
      await mirrored(instance);
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
      await stopNeo4j(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

const opened = (open: () => Promise<TestInstance>): (() => TestInstance) => {
  let instance: TestInstance | undefined;
  beforeAll(async () => {
    instance = await open();
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

async function loadInto(folder: string): Promise<void> {
  const instance = await testInstance(folder, { NEO4J_URI: undefined });
  await instance.seed();
  await instance.stop();
}

/** An empty instance for the tests of a file; an unexpected error in it fails the file. */
export const emptyInstance = (clock: Clock = systemClock): (() => TestInstance) =>
  opened(() => testInstance(undefined, {}, clock));

/** An instance with the sample catalogue for the tests of a file or of the block that it stands in; with all limits unless they are off. */
export const seededInstance = (settings: NodeJS.ProcessEnv = {}, limits?: 'off'): (() => TestInstance) =>
  opened(async () => {
    if (settings['NEO4J_URI'] === undefined) {
      const copied = await testInstance(await seededFolder(loadInto), settings, systemClock, limits);
      await mirrored(copied.instance);
      return copied;
    }
    // A graph store of its own is loaded with it.
    const instance = await testInstance(undefined, settings, systemClock, limits);
    await instance.seed();
    return instance;
  });
