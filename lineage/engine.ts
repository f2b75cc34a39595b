import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../kernel/clock.ts';
import { ConfigurationError } from '../kernel/errors/errors.ts';
import type { Logger } from '../kernel/log.ts';
import { type Consumer, consumer } from '../kernel/outbox/consumer.ts';
import type { OutboxFeed } from '../kernel/outbox/feed.ts';
import type { RunningSubgraph } from '../kernel/subgraph/subgraph.ts';
import { CanonicalHash, canonicalHash } from './domain/canonical-hash.ts';
import { nameOfField } from './domain/node-ref.ts';
import { foldInMemory } from './fold-in-memory.ts';
import { CATALOG_FEEDS, catalogEvents } from './ingestion/catalog-events.ts';
import { postgresDeadLetters } from './log/dead-letters.ts';
import type { Appended, EventLog, NewEvent } from './log/event-log.ts';
import { hashOfLog } from './log/fold-log.ts';
import { mikroSql } from './log/mikro-sql.ts';
import { postgresEventLog } from './log/postgres-event-log.ts';
import { loadProjection } from './projection/load.ts';
import { Projection } from './projection/projection.ts';
import { projector } from './projector.ts';
import type { GraphStore } from './store/graph-store.ts';
import { type Neo4jAddress, neo4jDriver } from './store/neo4j/connection.ts';
import { neo4jGraphStore } from './store/neo4j/neo4j-graph-store.ts';
import { postgresGraphStore } from './store/postgres/postgres-graph-store.ts';
import { type StoreFeeder, storeFeeder } from './store-feeder.ts';

/** What a rebuild did. */
export interface RebuildReport {
  /** Canonical hash of the graph before and after, history included. */
  readonly before: string;
  readonly after: string;
  readonly same: boolean;
  readonly events: number;
  readonly revision: number;
}

/** How far log, store and projection are, and whether they say the same. */
export interface LineageState {
  readonly head: number;
  readonly storeRevision: number;
  readonly projectionRevision: number;
  readonly deadLetters: number;
  /** Canonical hash of the graph that the log says up to the store's revision. */
  readonly logHash: string;
  readonly storeHash: string;
  readonly projectionHash: string;
}

/** How often a process looks for what others wrote. */
const POLL_MS = 500;

/** What answers about lineage are computed from, and how it is kept up to date. */
export class LineageEngine {
  #parts: EngineParts | undefined;

  /** The graph in memory, as it is now. */
  get projection(): Projection {
    return this.#opened.projection;
  }

  get #opened(): EngineParts {
    // A schema can be printed without an engine; answering needs one.
    if (this.#parts === undefined) throw new Error('The lineage engine is not open');
    return this.#parts;
  }

  /**
   * Loads the graph, then follows feeds and log.
   * @param neo4j where the graph is kept; in PostgreSQL beside the log unless given.
   * @throws ConfigurationError when Neo4j answers but does not let us in. One that does not answer is waited for by
   * nobody: it is fed when it is there.
   */
  async open({ running, feeds, clock, logger, neo4j }: EngineSurroundings): Promise<void> {
    const sql = mikroSql(running.orm.em.fork());
    const log = postgresEventLog(sql, clock);
    const driver = neo4j === undefined ? undefined : neo4jDriver(neo4j);
    const apart = driver === undefined ? undefined : neo4jGraphStore(driver);
    const store = apart ?? postgresGraphStore(sql);
    const tick = (): void => {
      parts.run().catch((error: unknown) => logger.warn({ err: error }, 'projector failed; trying again'));
      void parts.feeder?.run();
    };
    const reload = async (): Promise<void> => {
      parts.projection = await loadProjection(store);
    };
    const deadLetters = postgresDeadLetters(sql);
    const projection = (): Projection => parts.projection;
    const warn = (message: string, error?: unknown): void => logger.warn({ err: error }, message);
    const parts: EngineParts = {
      log,
      store,
      deadLetters,
      projection: new Projection(),
      followers: [],
      ...projector(log, apart === undefined ? store : foldInMemory(projection), deadLetters, projection, reload),
      feeder: apart === undefined ? undefined : storeFeeder(log, apart, () => parts.projection.revision, warn),
      closeStore: async () => driver?.close(),
      startPolling: () => {
        parts.poll = setInterval(tick, POLL_MS).unref();
      },
    };
    try {
      if (parts.feeder === undefined) await reload();
      else await openApart(parts, parts.feeder);
    } catch (error) {
      await driver?.close();
      throw error;
    }
    this.#parts = parts;
    parts.startPolling();
    for (const feed of feeds.filter(({ source }) => (CATALOG_FEEDS as readonly string[]).includes(source))) {
      const follower = consumer({
        feed,
        schema: 'lineage',
        fork: () => running.orm.em.fork(),
        async apply(em, facts) {
          await log.append(catalogEvents(facts), mikroSql(em));
        },
        applied: tick,
      });
      follower.follow((error) => logger.warn({ err: error, from: feed.source }, 'feed not read; trying again'));
      parts.followers.push(follower);
    }
  }

  /** Names of the columns that a dataset has now; none for one that is not in the graph. */
  columnsOf(dataset: string): string[] {
    const { nodes } = this.projection;
    const id = nodes.find(dataset);
    if (id === undefined) return [];
    return nodes
      .fieldsOf(id)
      .filter((field) => nodes.fieldFacts(field)?.dropped === null)
      .map((field) => nameOfField(nodes.ref(field)));
  }

  /** Appends events, and resolves when answers know them. */
  async append(events: readonly NewEvent[]): Promise<Appended[]> {
    const appended = await this.#opened.log.append(events);
    await this.#opened.reach(Math.max(0, ...appended.map(({ seq }) => seq)));
    void this.#opened.feeder?.run();
    return appended;
  }

  /** Resolves when everything that the feeds hold now is in the answers; a graph store apart may follow later. */
  async settle(): Promise<void> {
    await Promise.all(this.#opened.followers.map((follower) => follower.reach()));
    await this.#opened.reach(await this.#opened.log.head());
  }

  /** What is wrong, for readiness; null when nothing is. */
  async problem(): Promise<string | null> {
    if (this.#parts === undefined) return 'not open';
    const { log, store, feeder } = this.#parts;
    const head = await log.head();
    if (feeder !== undefined) {
      return head === this.projection.revision ? null : `behind: log ${head}, projection ${this.projection.revision}`;
    }
    const revision = await store.revision();
    return head === revision && this.projection.revision === revision
      ? null
      : `behind: log ${head}, store ${revision}, projection ${this.projection.revision}`;
  }

  /** What is wrong with a graph store that we can do without for a while; null when nothing is, or there is none. */
  storeProblem(): string | null {
    const { feeder } = this.#opened;
    const problem = feeder?.problem() ?? null;
    return problem === null ? null : `${problem} At revision ${feeder?.revision()} of ${this.projection.revision}.`;
  }

  /** Whether a graph store apart is known to lack something of what answers are computed from. */
  get storeIsBehind(): boolean {
    return this.#opened.feeder?.isBehind() ?? false;
  }

  /** Compares log, store and projection. Reads all of log and store. @throws UnavailableError when the store is down. */
  async inspect(): Promise<LineageState> {
    const { log, store, deadLetters, feeder } = this.#opened;
    await feeder?.reach(this.projection.revision);
    const { hash, revision: storeRevision } = await hashOfStore(store);
    return {
      head: await log.head(),
      storeRevision,
      projectionRevision: this.projection.revision,
      deadLetters: await deadLetters.count(),
      logHash: await hashOfLog(log, storeRevision),
      storeHash: hash,
      projectionHash: canonicalHash(this.projection.records()),
    };
  }

  /** Drops the graph and folds it anew from the log; only while nobody asks: until it is done answers come from part of it. */
  async rebuild(): Promise<RebuildReport> {
    await this.settle();
    const { storeHash: before } = await this.inspect();
    const parts = this.#opened;
    // Nobody folds while the graph is dropped, or part of it would be folded into the projection that is thrown away.
    clearInterval(parts.poll);
    await parts.run();
    await parts.feeder?.pause();
    await parts.store.reset();
    parts.projection = new Projection();
    const revision = await parts.run();
    parts.feeder?.resume();
    await parts.feeder?.run();
    await parts.feeder?.reach(revision);
    parts.startPolling();
    const { storeHash: after, head } = await this.inspect();
    return { before, after, same: before === after, events: head, revision };
  }

  /** Stops following; resolves when nothing of it uses the database any more. */
  async close(): Promise<void> {
    clearInterval(this.#parts?.poll);
    await Promise.all((this.#parts?.followers ?? []).map((follower) => follower.stop()));
    await this.#parts?.stop();
    await this.#parts?.feeder?.pause();
    await this.#parts?.closeStore();
  }
}

/** What the engine works with. */
export interface EngineSurroundings {
  readonly running: RunningSubgraph;
  readonly feeds: readonly OutboxFeed[];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly neo4j: Neo4jAddress | undefined;
}

/** How long a start waits to hear of a graph store apart. */
const HEARD_OF_WITHIN_MS = 1_500;

/** The projection is folded from the log, and the store is looked for. */
async function openApart(parts: EngineParts, feeder: StoreFeeder): Promise<void> {
  await parts.run();
  await Promise.race([feeder.run(), sleep(HEARD_OF_WITHIN_MS, undefined, { ref: false })]);
  if (feeder.failure() instanceof ConfigurationError) throw feeder.failure();
}

/** Tries to read all of a store at one revision. */
const UNDISTURBED_TRIES = 5;

/** Canonical hash of all that a store holds, and the revision; a scan that a batch came into is done again. */
async function hashOfStore(store: GraphStore): Promise<{ hash: string; revision: number }> {
  for (let tries = 1; ; tries++) {
    const hash = new CanonicalHash();
    const revision = await store.scan((records) => {
      for (const record of records) hash.add(record);
    });
    const undisturbed = store.capabilities.scansOneRevision || (await store.revision()) === revision;
    if (undisturbed || tries === UNDISTURBED_TRIES) return { hash: hash.digest(), revision };
  }
}

interface EngineParts {
  readonly log: EventLog;
  readonly store: GraphStore;
  readonly deadLetters: ReturnType<typeof postgresDeadLetters>;
  readonly followers: Consumer[];
  /** What feeds a store apart from the log; undefined when the store is beside it. */
  readonly feeder: StoreFeeder | undefined;
  closeStore(): Promise<void>;
  /** Looks for what other processes wrote, every half second. */
  startPolling(): void;
  poll?: NodeJS.Timeout;
  projection: Projection;
  run(): Promise<number>;
  reach(revision: number): Promise<void>;
  stop(): Promise<void>;
}
