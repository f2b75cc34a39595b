import { mkdir } from 'node:fs/promises';
import { addressesInTurn } from '../gateway/addresses.ts';
import { committedSupergraph } from '../gateway/compose.ts';
import { listen } from '../gateway/http/server.ts';
import { eventsOverHttp } from '../gateway/http-intake.ts';
import { overHttp } from '../gateway/http-transport.ts';
import { listedOperations } from '../gateway/operation/operation-list.ts';
import { createPlayground } from '../gateway/playground/playground.ts';
import { savedQuestions } from '../gateway/playground/questions.ts';
import { createGateway } from '../gateway/runtime.ts';
import { systemClock } from '../kernel/clock.ts';
import { type Config, requireIdentity } from '../kernel/config/config.ts';
import { ConfigurationError } from '../kernel/errors/errors.ts';
import type { UnexpectedErrorLog } from '../kernel/errors/publish-error.ts';
import type { HealthCheck } from '../kernel/health.ts';
import { KEYS_PART } from '../kernel/identity/service-key-directory.ts';
import { askOverHttp } from '../kernel/internal-call/ask-over-http.ts';
import { callSigner, callVerifier } from '../kernel/internal-call/internal-call.ts';
import type { Logger } from '../kernel/log.ts';
import { consumer } from '../kernel/outbox/consumer.ts';
import type { OutboxFeed } from '../kernel/outbox/feed.ts';
import { feedOutageLog } from '../kernel/outbox/feed-outage-log.ts';
import { httpFeed } from '../kernel/outbox/http-feed.ts';
import { turns } from '../kernel/outbox/turns.ts';
import { answerRoutes } from '../kernel/subgraph/answer-routes.ts';
import type { SubgraphDefinition } from '../kernel/subgraph/definition.ts';
import { hostSubgraph } from '../kernel/subgraph/http-host.ts';
import { type RunningSubgraph, startSubgraph } from '../kernel/subgraph/subgraph.ts';
import { eventRoutes, openLineage } from '../lineage/index.ts';
import { CATALOGUE, LINEAGE_FOLLOWS } from './catalogue.ts';
import { openIdentity } from './identity.ts';

/** One process of the distributed system. */
export interface Served extends AsyncDisposable {
  readonly address: string;
  /** Path of the one-time sign-in; the gateway's alone, and only without an identity provider. */
  readonly signInPath?: string;
}

/** Names that can be served. */
export const SERVABLE: readonly string[] = [...CATALOGUE.map(({ name }) => name), 'lineage', 'gateway'];

const required = (value: string | undefined, name: string, why: string): string => {
  if (value === undefined)
    throw new ConfigurationError(`${name} is needed ${why}. nguon config lists the settings; nguon keys makes keys.`);
  return value;
};

const answers = (running: RunningSubgraph): HealthCheck => ({
  name: 'database',
  check: async () => {
    await running.orm.em.fork().execute('select 1');
    return null;
  },
});

/** How often feeds of other processes are looked at. */
const FEEDS_POLLED_MS = 500;
const TRAILS_POLLED_MS = 2_000;
/** Pages that one subgraph applies at once. */
const FEEDS_AT_ONCE = 2;
/** Records are kept in pages: nobody waits for them. */
const TRAILS_REST_MS = 500;

/** Feeds of other processes, by name. */
async function feedsOf(config: Config, names: readonly string[], reader: string, of?: 'audit'): Promise<OutboxFeed[]> {
  if (names.length === 0) return [];
  const sign = await callSigner(
    required(config.privateKey, 'NGUON_PRIVATE_KEY', `to read the feeds of ${names.join(', ')}`),
  );
  return names.map((name) => {
    const [first, ...others] = config.subgraphs.get(name) ?? [];
    const needed = required(first, `NGUON_SUBGRAPHS with an address of ${name}`, `by ${reader}`);
    return httpFeed(name, [needed, ...others], sign, reader, of);
  });
}

/** A catalog subgraph in a process of its own. */
async function serveCatalogue(
  definition: SubgraphDefinition,
  config: Config,
  log: Logger,
  logUnexpected: UnexpectedErrorLog,
): Promise<Served> {
  await using starting = new AsyncDisposableStack();
  const verify = await callVerifier(required(config.publicKey, 'NGUON_PUBLIC_KEY', 'to check calls'));
  const databaseUrl = required(config.databaseUrl, 'DATABASE_URL', `by ${definition.name}`);
  const running = await startSubgraph(definition, { databaseUrl, clock: systemClock, logUnexpected });
  starting.defer(() => running.close());
  const turn = turns(FEEDS_AT_ONCE);
  for (const { from, of, apply } of definition.consumes) {
    const own = of === 'audit' ? running.trail : running.feed;
    const [feed] = from === definition.name ? [own] : await feedsOf(config, [from], definition.name, of);
    if (feed === undefined) continue;
    const pace = of === 'audit' ? { pollMs: TRAILS_POLLED_MS, restMs: TRAILS_REST_MS } : { pollMs: FEEDS_POLLED_MS };
    const follower = consumer({
      feed,
      schema: definition.name,
      fork: () => running.orm.em.fork(),
      apply,
      ...pace,
      turn,
    });
    follower.follow(feedOutageLog(log, { from: feed.source }));
    starting.defer(() => follower.stop());
  }
  const host = await hostSubgraph(running, {
    routes: answerRoutes(running),
    verify,
    checks: [answers(running)],
    host: config.host,
    port: config.port,
    logUnexpected,
  });
  starting.defer(() => host.close());
  const resources = starting.move();
  return { address: host.address, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** Lineage in a process of its own; several may follow one log. */
async function serveLineage(config: Config, log: Logger, logUnexpected: UnexpectedErrorLog): Promise<Served> {
  await using starting = new AsyncDisposableStack();
  const verify = await callVerifier(required(config.publicKey, 'NGUON_PUBLIC_KEY', 'to check calls'));
  const databaseUrl = required(config.databaseUrl, 'DATABASE_URL', 'by lineage');
  const feeds = await feedsOf(config, LINEAGE_FOLLOWS, 'lineage');
  const lineage = starting.use(
    await openLineage({
      databaseUrl,
      clock: systemClock,
      logUnexpected,
      feeds,
      log,
      folding: 'elected',
      neo4j: config.neo4j,
      answersFrom: config.lineageEngine,
      snapshots: config.dataDir,
    }),
  );
  const checks = [
    answers(lineage.subgraph),
    { name: 'lineage', check: () => lineage.problem() },
    { name: 'graph store', dispensable: true as const, check: async () => lineage.mirrorProblem() },
  ];
  const host = await hostSubgraph(lineage.subgraph, {
    verify,
    routes: eventRoutes(lineage.intake),
    checks,
    host: config.host,
    port: config.port,
    logUnexpected,
  });
  starting.defer(() => host.close());
  const resources = starting.move();
  return { address: host.address, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** The gateway in a process of its own. */
async function serveGateway(config: Config, log: Logger, logUnexpected: UnexpectedErrorLog): Promise<Served> {
  requireIdentity(config);
  await using starting = new AsyncDisposableStack();
  await mkdir(config.dataDir, { recursive: true });
  const sign = await callSigner(required(config.privateKey, 'NGUON_PRIVATE_KEY', 'to sign calls'));
  const missing = SERVABLE.filter((name) => name !== 'gateway' && !config.subgraphs.has(name));
  if (missing.length > 0)
    throw new ConfigurationError(
      `NGUON_SUBGRAPHS lacks ${missing.join(', ')}. Name an address of each: ${missing[0]}=http://127.0.0.1:4101`,
    );
  const addresses = addressesInTurn(config.subgraphs);
  const tellDown = (part: string, error: unknown): void => log.warn({ err: error, part }, 'part does not answer');
  const gateway = createGateway({
    supergraph: committedSupergraph(),
    transport: overHttp(addresses, sign, tellDown),
    introspection: config.playground,
    logUnexpected,
  });
  starting.defer(() => gateway[Symbol.asyncDispose]());
  const askAccess = askOverHttp(KEYS_PART, config.subgraphs.get(KEYS_PART) ?? [], sign, 'gateway');
  const { identity, signIn } = starting.use(await openIdentity(config, askAccess, log));
  const isReady = async (part: string): Promise<boolean> => {
    const states = await Promise.all(
      (config.subgraphs.get(part) ?? []).map((address) =>
        fetch(new URL('/readyz', address), { signal: AbortSignal.timeout(900) }).then(
          ({ ok }) => ok,
          () => false,
        ),
      ),
    );
    return states.includes(true);
  };
  const parts = [...config.subgraphs.keys()];
  const checks: HealthCheck[] = [
    // Without one of them the others are answered; without all there is nothing to answer.
    ...parts.map((name) => ({
      name,
      dispensable: true as const,
      check: async () => ((await isReady(name)) ? null : 'not ready'),
    })),
    {
      name: 'any part',
      check: async () => ((await Promise.all(parts.map(isReady))).includes(true) ? null : 'none is ready'),
    },
  ];
  const host = await listen(
    {
      gateway,
      identity,
      ...(signIn === undefined ? {} : { signIn }),
      ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
      ...(await listedOperations(config)),
      ...(config.playground ? { playground: createPlayground(savedQuestions()) } : {}),
      checks,
      intake: eventsOverHttp(addresses, sign, tellDown),
      logUnexpected,
    },
    config.host,
    config.port,
  );
  starting.defer(() => host.close());
  const resources = starting.move();
  return {
    address: host.address,
    ...(signIn === undefined ? {} : { signInPath: signIn.path }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Starts one process of the distributed system. @throws ConfigurationError for an unknown name or missing settings. */
export function serve(name: string, config: Config, log: Logger): Promise<Served> {
  const logUnexpected: UnexpectedErrorLog = (error, correlationId) =>
    log.error({ err: error, correlationId }, 'unexpected error');
  if (name === 'gateway') return serveGateway(config, log, logUnexpected);
  if (name === 'lineage') return serveLineage(config, log, logUnexpected);
  const definition = CATALOGUE.find((candidate) => candidate.name === name);
  if (definition === undefined)
    throw new ConfigurationError(`There is no part "${name}". Parts are ${SERVABLE.join(', ')}.`);
  return serveCatalogue(definition, config, log, logUnexpected);
}
