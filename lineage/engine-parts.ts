import type { Clock } from '../kernel/clock.ts';
import { directPool } from '../kernel/database/direct-reads.ts';
import type { Logger } from '../kernel/log.ts';
import { outageLog } from '../kernel/outage-log.ts';
import type { Consumer } from '../kernel/outbox/consumer.ts';
import type { NewFact } from '../kernel/outbox/fact.ts';
import type { OutboxFeed } from '../kernel/outbox/feed.ts';
import type { RunningSubgraph } from '../kernel/subgraph/subgraph.ts';
import type { Answerer } from './answers/answerer.ts';
import { answersFromProjection } from './answers/from-projection.ts';
import { answersFromStore } from './answers/from-store.ts';
import { followFeeds } from './follow-feeds.ts';
import { type GraphCompactor, graphCompactor } from './graph-compactor.ts';
import { type GraphSnapshots, graphSnapshots } from './graph-snapshots.ts';
import { type GroupCommit, groupCommit } from './ingestion/group-commit.ts';
import { type OpenLineageIntake, openLineageIntake } from './ingestion/openlineage/intake.ts';
import { qualityFacts } from './ingestion/openlineage/quality-facts.ts';
import { type Leadership, LOOKING_ON } from './leadership.ts';
import { type DeadLetters, postgresDeadLetters } from './log/dead-letters.ts';
import type { EventLog, NewEvent } from './log/event-log.ts';
import { logNamer } from './log/log-name.ts';
import { mikroSql } from './log/mikro-sql.ts';
import { pgSql } from './log/pg-sql.ts';
import { postgresEventLog } from './log/postgres-event-log.ts';
import type { Sql } from './log/sql.ts';
import { type Mirror, openMirror } from './mirror.ts';
import { FindingHistory } from './policy/finding-history.ts';
import { loadProjection } from './projection/load.ts';
import { type QueryThread, queryThread } from './projection/long-questions/query-thread.ts';
import { Projection } from './projection/projection.ts';
import { publisherOf } from './projection/queries/publisher-of.ts';
import { projector } from './projector.ts';
import { appendSent } from './recorded-append.ts';
import type { GraphStore } from './store/graph-store.ts';
import type { Neo4jAddress } from './store/neo4j/connection.ts';
import { postgresGraphStore } from './store/postgres/postgres-graph-store.ts';

/** How often a process looks for what others wrote. */
const POLL_MS = 500;

/** What answers are computed from: the graph in memory, or the store itself (the mirror, when there is one). */
export type AnswersFrom = 'projection' | 'store';

/** What the engine works with. */
export interface EngineSurroundings {
  readonly running: RunningSubgraph;
  readonly feeds: readonly OutboxFeed[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Takes part in the election of the process that folds; given what to do when there is news. */
  elect(news: () => void): Promise<Leadership>;
  /** Where the graph is kept a second time; nowhere when undefined. */
  readonly neo4j: Neo4jAddress | undefined;
  readonly answersFrom: AnswersFrom;
  /** Folder of the snapshot of the graph; undefined where none is kept. */
  readonly snapshots: string | undefined;
}

/** What an engine that is open is made of. */
export interface EngineParts {
  readonly running: RunningSubgraph;
  readonly log: EventLog;
  readonly commits: GroupCommit;
  readonly intake: OpenLineageIntake;
  readonly store: GraphStore;
  readonly deadLetters: DeadLetters;
  readonly sql: Sql;
  readonly clock: Clock;
  /** Told of every batch that is folded; while a rebuild goes on. */
  progress?: ((done: number) => void) | undefined;
  followers: readonly Consumer[];
  leadership: Leadership;
  /** Looks for what other processes wrote, every half second. */
  startPolling(): void;
  poll?: NodeJS.Timeout;
  projection: Projection;
  readonly history: FindingHistory;
  readonly snapshots: GraphSnapshots | undefined;
  compactor: GraphCompactor | undefined;
  readonly longQuestions: QueryThread;
  mirror: Mirror | undefined;
  readonly answersFrom: AnswersFrom;
  answers: Answerer;
  run(): Promise<number>;
  reach(revision: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Loads the graph and begins to keep it up to date with log and with feeds.
 * @throws ConfigurationError when Neo4j answers but does not let us in.
 */
export async function openParts({
  running,
  feeds,
  clock,
  logger,
  elect,
  neo4j,
  answersFrom,
  snapshots,
}: EngineSurroundings): Promise<EngineParts> {
  const sql = pgSql(directPool(running.orm.em.getDriver()));
  const log = postgresEventLog(sql, clock);
  const store = postgresGraphStore(sql);
  const deadLetters = postgresDeadLetters(sql);
  const warn = (message: string, error?: unknown): void => logger.warn({ err: error }, message);
  const outage = outageLog(
    (error) => warn('the lineage graph is not kept up to date; trying again', error),
    () => warn('the lineage graph is kept up to date again'),
  );
  let followed: Promise<number> | undefined;
  const runSoon = (): void => {
    const run = parts.run();
    void parts.mirror?.feeder.run();
    // Whoever began the run that goes on does what comes after it, once for all who were told meanwhile.
    if (run === followed) return;
    followed = run;
    run
      .then(() => {
        parts.snapshots?.keep(parts.projection);
        parts.compactor?.keep();
        return parts.history.run();
      })
      .then(outage.worked, outage.failed);
  };
  const appended = (): void => {
    runSoon();
    running.recorded();
    parts.leadership.tell();
  };
  const reload = async (): Promise<void> => {
    parts.projection = await loadProjection(store);
  };
  const projection = (): Projection => parts.projection;
  const leads = (): boolean => parts.leadership.leads();
  const folded = (): void => {
    parts.leadership.tell();
    parts.progress?.(parts.projection.revision);
  };
  const facts = (event: NewEvent): NewFact[] => qualityFacts(event, (name) => projection().names.datasetOf(name));
  const commits = groupCommit((calls) => appendSent(sql, calls, clock, facts), appended);
  const parts: EngineParts = {
    running,
    log,
    commits,
    intake: openLineageIntake(commits, (name) => publisherOf(projection(), name)),
    store,
    mirror: undefined,
    answersFrom,
    answers: answersFromProjection(projection, () => parts.mirror?.feeder.isBehind() ?? false),
    deadLetters,
    sql,
    clock,
    projection: new Projection(),
    history: new FindingHistory({ sql: () => mikroSql(running.orm.em.fork()), clock, projection, leads }),
    snapshots: snapshots === undefined ? undefined : graphSnapshots(snapshots, log, logger),
    compactor: undefined,
    longQuestions: queryThread(),
    followers: [],
    leadership: LOOKING_ON,
    ...projector({
      ...{ log, store, deadLetters, projection, reload, leads, folded },
      busy: () => commits.isBusy(),
      makeRoom: async (records) => parts.compactor?.makeRoom(records),
    }),
    startPolling: () => {
      parts.poll = setInterval(runSoon, POLL_MS).unref();
    },
  };
  if (parts.snapshots === undefined) await reload();
  else parts.projection = await parts.snapshots.load(store);
  parts.compactor = graphCompactor({
    projection,
    replace: (next) => {
      parts.projection = next;
    },
    snapshots: parts.snapshots,
    logger,
  });
  parts.leadership = await elect(runSoon);
  try {
    if (neo4j !== undefined) parts.mirror = await openMirror(neo4j, log, () => projection().revision, leads, warn);
  } catch (error) {
    await parts.leadership.close();
    throw error;
  }
  if (answersFrom === 'store') {
    const asked = parts.mirror?.store ?? store;
    parts.answers = answersFromStore(asked, () => projection().revision, parts.mirror && logNamer(log));
  }
  parts.startPolling();
  parts.followers = followFeeds(feeds, { fork: () => running.orm.em.fork(), log, logger, appended });
  return parts;
}
