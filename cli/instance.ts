import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { committedSupergraph } from '../gateway/compose.ts';
import { createGateway, type Gateway } from '../gateway/runtime.ts';
import { inProcess } from '../gateway/transport.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import type { Config } from '../kernel/config/config.ts';
import { isDatabaseDown } from '../kernel/database/constraint-errors.ts';
import { ConfigurationError } from '../kernel/errors/errors.ts';
import type { UnexpectedErrorLog } from '../kernel/errors/publish-error.ts';
import { Lang } from '../kernel/graphql/language.ts';
import type { HealthCheck } from '../kernel/health.ts';
import { KEYS_PART } from '../kernel/identity/service-key-directory.ts';
import { ANONYMOUS, type Viewer } from '../kernel/identity/viewer.ts';
import type { AskPart } from '../kernel/internal-call/ask-over-http.ts';
import type { Logger } from '../kernel/log.ts';
import { type Consumer, consumer } from '../kernel/outbox/consumer.ts';
import { feedOutageLog } from '../kernel/outbox/feed-outage-log.ts';
import { turns } from '../kernel/outbox/turns.ts';
import { type DatabaseServer, startDatabase } from '../kernel/postgres/server.ts';
import { type RunningSubgraph, startSubgraph } from '../kernel/subgraph/subgraph.ts';
import { type Lineage, openLineage } from '../lineage/index.ts';
import type { AskedAs, Asker, GatewayAnswer } from './asker.ts';
import { CATALOGUE } from './catalogue.ts';
import { takeInstanceLock } from './instance-lock.ts';

/** How often feeds are looked at that nobody rang for: what others wrote into the same database. */
const FEEDS_POLLED_MS = 1_000;
const TRAILS_POLLED_MS = 10_000;
/** Pages that one subgraph applies at once. */
const FEEDS_AT_ONCE = 2;
/** Records are kept in pages: nobody waits for them. */
const TRAILS_REST_MS = 500;

/** The whole system in this process, without a port. */
export interface Instance extends AsyncDisposable {
  readonly database: DatabaseServer;
  readonly subgraphs: readonly RunningSubgraph[];
  readonly lineage: Lineage;
  readonly gateway: Gateway;
  readonly checks: readonly HealthCheck[];
  readonly migrations: readonly { readonly schema: string; readonly ran: readonly string[] }[];
  readonly logUnexpected: UnexpectedErrorLog;
  /** Asks the gateway in this process. */
  readonly ask: Asker;
  /** Asks the part that keeps service keys. */
  readonly askAccess: AskPart;
  /** Resolves when every follower has read every feed, and the graph and the history of its findings are up to date. */
  settle(): Promise<void>;
  /** Resolves when everything that was done until now can be read among the audit records. */
  recorded(): Promise<void>;
  /** Whether the catalog holds nothing yet. */
  isEmpty(): Promise<boolean>;
}

/** How an instance is opened. */
export interface InstanceOptions {
  /** Told what a person at a terminal wants to know. */
  readonly say?: (line: string) => void;
  /** Called with every SQL statement. */
  readonly onStatement?: (subgraph: string, sql: string) => void;
  /** Where the time comes from; the machine unless given. */
  readonly clock?: Clock;
  /** Look on beside a running instance: take no lock, follow no feed, leave the database running. */
  readonly beside?: boolean;
  /** Told when another instance took the place of this one while the database was away: this one must end. */
  readonly onTaken?: (message: string) => void;
  /** Tests switch the limits of operations off where they ask for more at once than a client may. */
  readonly limits?: 'off';
}

/**
 * Starts database, subgraphs, lineage and gateway.
 * @throws ConfigurationError when the folder, the database or the committed schema does not allow it.
 */
export async function openInstance(
  config: Config,
  log: Logger,
  {
    say = () => undefined,
    onStatement,
    clock = systemClock,
    beside = false,
    limits,
    onTaken = (message) => log.error(message),
  }: InstanceOptions = {},
): Promise<Instance> {
  await using starting = new AsyncDisposableStack();
  await mkdir(config.dataDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigurationError(
      `The data folder ${config.dataDir} cannot be made (${error.code}). Choose another with NGUON_DATA_DIR.`,
    );
  });

  const database = await startDatabase({
    dataDir: config.dataDir,
    log: (message) => log.info(message),
    ...(config.databaseUrl === undefined ? {} : { databaseUrl: config.databaseUrl }),
  });
  // A server that another instance uses must not be stopped by us: the lock decides whose it is.
  if (!beside) {
    const lock = await takeInstanceLock(database.url, config.dataDir, onTaken);
    starting.defer(() => database.stop());
    starting.use(lock);
    database.keepRunning();
  }
  if (database.adopted && !beside)
    say('Found the database of an instance that was killed; nothing that was acknowledged is lost.');

  const logUnexpected: UnexpectedErrorLog = (error, correlationId) =>
    log.error({ err: error, correlationId }, 'unexpected error');
  const surroundings = {
    databaseUrl: database.url,
    clock,
    logUnexpected,
    ...(onStatement === undefined ? {} : { onStatement }),
  };
  const subgraphs: RunningSubgraph[] = [];
  for (const definition of CATALOGUE) {
    const running = await startSubgraph(definition, surroundings);
    starting.defer(() => running.close());
    subgraphs.push(running);
  }
  const lineage = starting.use(
    await openLineage({
      ...surroundings,
      feeds: beside ? [] : subgraphs.map(({ feed }) => feed),
      log,
      folding: beside ? 'looking on' : 'alone',
      neo4j: config.neo4j,
      answersFrom: config.lineageEngine,
      snapshots: beside ? undefined : config.dataDir,
    }),
  );

  const followers: Consumer[] = [];
  const recorders: Consumer[] = [];
  const running = [...subgraphs, lineage.subgraph];
  for (const { definition, orm } of beside ? [] : subgraphs) {
    const turn = turns(FEEDS_AT_ONCE);
    for (const { from, of, apply } of definition.consumes) {
      const followed = running.find((other) => other.definition.name === from);
      if (followed === undefined) throw new Error(`${definition.name} follows ${from}, which does not run here`);
      const feed = of === 'audit' ? followed.trail : followed.feed;
      const schema = definition.name;
      const pace = of === 'audit' ? { pollMs: TRAILS_POLLED_MS, restMs: TRAILS_REST_MS } : { pollMs: FEEDS_POLLED_MS };
      const follower = consumer({ feed, schema, fork: () => orm.em.fork(), apply, ...pace, turn });
      follower.follow(feedOutageLog(log, { from: feed.source, to: schema }));
      starting.defer(() => follower.stop());
      (of === 'audit' ? recorders : followers).push(follower);
    }
  }

  const gateway = createGateway({
    supergraph: committedSupergraph(),
    transport: inProcess(running),
    introspection: config.playground,
    ...(limits === undefined ? {} : { limits }),
    logUnexpected,
  });
  starting.defer(() => gateway[Symbol.asyncDispose]());

  const viewerFor = ({ role, agencies, system }: AskedAs): Viewer => {
    if (system === true) return { subject: 'system', role, agencies, system };
    return role === 'anonymous' ? ANONYMOUS : { subject: `local-${role}`, role, agencies };
  };
  const ask: Asker = async (query, variables, as) => {
    const caller = { viewer: viewerFor(as), lang: Lang.VI, correlationId: randomUUID() };
    return JSON.parse(await gateway.answer({ query, variables }, caller)) as GatewayAnswer;
  };

  const access = subgraphs.find(({ definition }) => definition.name === KEYS_PART);
  const askAccess: AskPart = async (name, question) => {
    if (access === undefined) throw new Error('The part that keeps service keys does not run here');
    return access.answer(name, question, {
      viewer: { subject: 'process:gateway', role: 'service', agencies: [] },
      lang: Lang.VI,
      correlationId: randomUUID(),
    });
  };

  const owners = subgraphs[0];
  const followed = async (): Promise<void> => {
    await Promise.all(followers.map((follower) => follower.reach()));
  };
  const settle = async (): Promise<void> => {
    await followed();
    await lineage.settle();
  };
  const recorded = async (): Promise<void> => {
    await Promise.all(running.map(({ audit }) => audit.flush()));
    await Promise.all(recorders.map((follower) => follower.reach()));
  };
  if (!beside) {
    await followed();
    // Nobody waits for the policy, which takes seconds of a large graph.
    await lineage.catchUp();
  }
  const resources = starting.move();
  return {
    database,
    subgraphs,
    lineage,
    gateway,
    logUnexpected,
    ask,
    askAccess,
    settle,
    recorded,
    migrations: running.map(({ definition, migrated }) => ({
      schema: definition.name,
      ran: migrated,
    })),
    checks: [
      {
        name: 'database',
        check: async () => {
          try {
            await owners?.orm.em.fork().execute('select 1');
            return null;
          } catch (error) {
            return isDatabaseDown(error) ? 'does not answer' : 'fails';
          }
        },
      },
      { name: 'lineage', check: () => lineage.problem() },
      { name: 'graph store', dispensable: true, check: async () => lineage.mirrorProblem() },
    ],
    isEmpty: async () => {
      const heads = await Promise.all(subgraphs.map(({ feed }) => feed.head()));
      return heads.every((head) => head === 0);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
