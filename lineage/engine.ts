import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';
import { type Consumer, consumer } from '../kernel/outbox/consumer.ts';
import type { OutboxFeed } from '../kernel/outbox/feed.ts';
import type { RunningSubgraph } from '../kernel/subgraph/subgraph.ts';
import { CanonicalHash } from './domain/canonical-hash.ts';
import { isMemory } from './domain/graph-record.ts';
import { nameOfField } from './domain/node-ref.ts';
import { CATALOG_FEEDS, catalogEvents } from './ingestion/catalog-events.ts';
import { type GroupCommit, groupCommit } from './ingestion/group-commit.ts';
import { type OpenLineageIntake, openLineageIntake } from './ingestion/openlineage/intake.ts';
import { postgresDeadLetters } from './log/dead-letters.ts';
import type { Appended, EventLog, NewEvent } from './log/event-log.ts';
import { hashOfLog } from './log/fold-log.ts';
import { mikroSql } from './log/mikro-sql.ts';
import { postgresEventLog } from './log/postgres-event-log.ts';
import { loadProjection } from './projection/load.ts';
import { Projection } from './projection/projection.ts';
import { projector } from './projector.ts';
import type { GraphStore } from './store/graph-store.ts';
import { postgresGraphStore } from './store/postgres/postgres-graph-store.ts';

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

  /** Loads the graph, then follows feeds and log. */
  async open(running: RunningSubgraph, feeds: readonly OutboxFeed[], clock: Clock, logger: Logger): Promise<void> {
    const sql = mikroSql(running.orm.em.fork());
    const log = postgresEventLog(sql, clock);
    const store = postgresGraphStore(sql);
    const runSoon = (): void =>
      void parts.run().catch((error: unknown) => logger.warn({ err: error }, 'projector failed; trying again'));
    const commits = groupCommit(log, runSoon);
    const parts: EngineParts = {
      log,
      commits,
      intake: openLineageIntake(commits),
      store,
      deadLetters: postgresDeadLetters(sql),
      projection: new Projection(),
      followers: [],
      run: () => Promise.resolve(0),
      reach: () => Promise.resolve(),
      stop: () => Promise.resolve(),
      startPolling: () => {
        parts.poll = setInterval(runSoon, POLL_MS).unref();
      },
    };
    const reload = async (): Promise<void> => {
      parts.projection = await loadProjection(store);
    };
    Object.assign(
      parts,
      projector(log, store, parts.deadLetters, () => parts.projection, reload),
    );
    await reload();
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
        applied: runSoon,
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

  /** Takes events of OpenLineage into the log; answers know them a moment later. */
  get intake(): OpenLineageIntake {
    return this.#opened.intake;
  }

  /** Appends events, and resolves when answers know them. */
  async append(events: readonly NewEvent[]): Promise<Appended[]> {
    const appended = await this.#opened.log.append(events);
    await this.#opened.reach(Math.max(0, ...appended.map(({ seq }) => seq)));
    return appended;
  }

  /** Resolves when everything that the feeds hold now is in the answers. */
  async settle(): Promise<void> {
    await Promise.all(this.#opened.followers.map((follower) => follower.reach()));
    await this.#opened.reach(await this.#opened.log.head());
  }

  /** What is wrong, for readiness; null when nothing is. */
  async problem(): Promise<string | null> {
    if (this.#parts === undefined) return 'not open';
    const [head, revision] = await Promise.all([this.#parts.log.head(), this.#parts.store.revision()]);
    return head === revision && this.projection.revision === revision
      ? null
      : // Told to anybody, without numbers: they count what may be hidden.
        `behind: ${[head > revision ? 'store' : '', revision > this.projection.revision ? 'projection' : ''].filter((part) => part !== '').join(' and ')}`;
  }

  /** Compares log, store and projection. Reads all of log and store. */
  async inspect(): Promise<LineageState> {
    const { log, store, deadLetters } = this.#opened;
    const hash = new CanonicalHash();
    const projected = new CanonicalHash();
    const storeRevision = await store.scan((records) => {
      for (const record of records) {
        hash.add(record);
        // The projection holds no memory of the fold; the rest is what is compared.
        if (isMemory(record)) projected.add(record);
      }
    });
    for (const record of this.projection.records()) projected.add(record);
    return {
      head: await log.head(),
      storeRevision,
      projectionRevision: this.projection.revision,
      deadLetters: await deadLetters.count(),
      logHash: await hashOfLog(log, storeRevision),
      storeHash: hash.digest(),
      projectionHash: projected.digest(),
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
    await parts.store.reset();
    parts.projection = new Projection();
    const revision = await parts.run();
    parts.startPolling();
    const { storeHash: after, head } = await this.inspect();
    return { before, after, same: before === after, events: head, revision };
  }

  /** Stops following; resolves when nothing of it uses the database any more. */
  async close(): Promise<void> {
    clearInterval(this.#parts?.poll);
    await this.#parts?.commits.close();
    await Promise.all((this.#parts?.followers ?? []).map((follower) => follower.stop()));
    await this.#parts?.stop();
  }
}

interface EngineParts {
  readonly log: EventLog;
  readonly commits: GroupCommit;
  readonly intake: OpenLineageIntake;
  readonly store: GraphStore;
  readonly deadLetters: ReturnType<typeof postgresDeadLetters>;
  readonly followers: Consumer[];
  /** Looks for what other processes wrote, every half second. */
  startPolling(): void;
  poll?: NodeJS.Timeout;
  projection: Projection;
  run(): Promise<number>;
  reach(revision: number): Promise<void>;
  stop(): Promise<void>;
}
