import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../kernel/clock.ts';
import { directPool } from '../kernel/database/direct-reads.ts';
import { NotFoundError } from '../kernel/errors/errors.ts';
import type { Viewer } from '../kernel/identity/viewer.ts';
import { seesDataset } from '../kernel/identity/visibility.ts';
import type { Logger } from '../kernel/log.ts';
import { outageLog } from '../kernel/outage-log.ts';
import { type Consumer, consumer } from '../kernel/outbox/consumer.ts';
import type { NewFact } from '../kernel/outbox/fact.ts';
import type { OutboxFeed } from '../kernel/outbox/feed.ts';
import { feedOutageLog } from '../kernel/outbox/feed-outage-log.ts';
import type { RequestScope } from '../kernel/subgraph/request-scope.ts';
import type { RunningSubgraph } from '../kernel/subgraph/subgraph.ts';
import type { Answerer } from './answers/answerer.ts';
import { answersFromProjection } from './answers/from-projection.ts';
import { answersFromStore } from './answers/from-store.ts';
import { HeldAnswers } from './answers/held-answers.ts';
import { CanonicalHash } from './domain/canonical-hash.ts';
import { isMemory } from './domain/graph-record.ts';
import { datasetOfField, kindOfRef, nameOfField } from './domain/node-ref.ts';
import { type GraphCompactor, graphCompactor } from './graph-compactor.ts';
import { type GraphSnapshots, graphSnapshots } from './graph-snapshots.ts';
import {
  CATALOG_FEEDS,
  catalogEvents,
  DICTIONARY_FEEDS,
  dictionaryEvents,
  POLICY_FEEDS,
  policyEvents,
} from './ingestion/catalog-events.ts';
import { type GroupCommit, groupCommit } from './ingestion/group-commit.ts';
import { type OpenLineageIntake, openLineageIntake } from './ingestion/openlineage/intake.ts';
import { qualityFacts } from './ingestion/openlineage/quality-facts.ts';
import { type Leadership, LOOKING_ON } from './leadership.ts';
import { type DeadLetters, postgresDeadLetters } from './log/dead-letters.ts';
import type { Appended, EventLog, NewEvent, StoredEvent } from './log/event-log.ts';
import { countAbout, eventsAbout } from './log/events-about.ts';
import { hashOfLog } from './log/fold-log.ts';
import { type IngestionState, ingestionState } from './log/ingestion-state.ts';
import { logNamer } from './log/log-name.ts';
import { mikroSql } from './log/mikro-sql.ts';
import { pgSql } from './log/pg-sql.ts';
import { postgresEventLog } from './log/postgres-event-log.ts';
import type { Sql } from './log/sql.ts';
import { type Mirror, type MirrorState, mirrorState, openMirror } from './mirror.ts';
import { FindingHistory, type Seen } from './policy/finding-history.ts';
import type { AnswerHead } from './projection/answers.ts';
import { loadProjection } from './projection/load.ts';
import { type QueryThread, queryThread } from './projection/long-questions/query-thread.ts';
import { Projection } from './projection/projection.ts';
import { projector } from './projector.ts';
import { appendRecorded, appendSent } from './recorded-append.ts';
import { type Replay, replayLetter } from './replay.ts';
import type { RetentionReport } from './retention/report.ts';
import { type RetentionRequest, retain } from './retention/retain.ts';
import type { GraphStore } from './store/graph-store.ts';
import type { Neo4jAddress } from './store/neo4j/connection.ts';
import { postgresGraphStore } from './store/postgres/postgres-graph-store.ts';

/** What a rebuild did. */
export interface RebuildReport {
  /** Canonical hash of the graph before and after, history included. */
  readonly before: string;
  readonly after: string;
  /** Whether it is what it was, and the mirror, if there is one, holds it too. */
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
  /** What the second store holds; null when there is none. */
  readonly mirror: MirrorState | null;
}

/** How the taking in of events goes. */
export interface IngestionProgress extends IngestionState {
  /** Events that could not be read. */
  readonly deadLetters: number;
  /** Names that the catalog does not know. */
  readonly unresolvedNames: number;
}

/** Letters that are looked for at once. */
const REPLAY_PAGE = 200;
/** Whoever may run commands on the data folder. */
const OPERATOR: Viewer = { subject: 'system', role: 'administrator', agencies: [], system: true };

/** Whoever sees what is not restricted. */
const A_DEVELOPER: Viewer = { subject: 'developer', role: 'developer', agencies: [] };

/** The code of the dataset that a reference is, or that its column is of; null for flows and names from outside. */
function codeOfDataset(ref: string): string | null {
  const kind = kindOfRef(ref);
  if (kind === 'JOB' || ref.includes('|')) return null;
  return kind === 'FIELD' ? datasetOfField(ref) : ref;
}

/** The same feed under another name, so that whoever follows it has a place of its own in it. */
const apartFrom = (feed: OutboxFeed, name: string): OutboxFeed => ({
  source: `${feed.source}/${name}`,
  read: (after, limit) => feed.read(after, limit),
  head: () => feed.head(),
  onNews: (listener) => feed.onNews(listener),
});

/** How often a process looks for what others wrote. */
const POLL_MS = 500;
/** How long a writer waits for a mirror that answers are taken from. */
const MIRRORED_WITHIN_MS = 1_500;

/** What answers about lineage are computed from, and how it is kept up to date. */
export class LineageEngine {
  #parts: EngineParts | undefined;

  /** Answers that were told, for whoever turns their pages. */
  readonly held = new HeldAnswers<AnswerHead>();

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
   * @throws ConfigurationError when Neo4j answers but does not let us in.
   */
  async open({
    running,
    feeds,
    clock,
    logger,
    elect,
    neo4j,
    answersFrom,
    snapshots,
  }: EngineSurroundings): Promise<void> {
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
      intake: openLineageIntake(commits, (name) => this.#publisherOf(name)),
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
    this.#parts = parts;
    parts.startPolling();
    const follow = (sources: readonly string[], eventsOf: typeof catalogEvents, apart = ''): void => {
      for (const feed of feeds.filter(({ source }) => sources.includes(source))) {
        const follower = consumer({
          feed: apart === '' ? feed : apartFrom(feed, apart),
          schema: 'lineage',
          fork: () => running.orm.em.fork(),
          async apply(em, facts) {
            await log.append(eventsOf(facts), mikroSql(em));
          },
          applied: appended,
        });
        follower.follow(feedOutageLog(logger, { from: feed.source }));
        parts.followers.push(follower);
      }
    };
    follow(CATALOG_FEEDS, catalogEvents);
    follow(POLICY_FEEDS, policyEvents, 'policy');
    follow(DICTIONARY_FEEDS, dictionaryEvents, 'dictionary');
  }

  /** What computes answers about lineage. */
  get answers(): Answerer {
    return this.#opened.answers;
  }

  /** Answers questions that take long. */
  get longQuestions(): QueryThread {
    return this.#opened.longQuestions;
  }

  /** Codes of those datasets among some references that developers do not see; columns count as their dataset. */
  restrictedAmong(refs: readonly string[]): string[] {
    const { nodes } = this.projection;
    const datasets = new Set(refs.flatMap((ref) => codeOfDataset(ref) ?? []));
    return [...datasets].filter((code) => {
      const id = nodes.find(code);
      const facts = id === undefined ? null : nodes.datasetFacts(id);
      return facts !== null && !seesDataset(A_DEVELOPER, facts);
    });
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

  /** Columns that a dataset or name has now, in order; none for one that is not in the graph. */
  typedColumnsOf(dataset: string): { readonly name: string; readonly type: string }[] {
    const { nodes } = this.projection;
    const id = nodes.find(dataset);
    if (id === undefined) return [];
    return nodes
      .fieldsOf(id)
      .flatMap((field) => {
        const facts = nodes.fieldFacts(field);
        return facts === null || facts.dropped !== null ? [] : [{ name: nameOfField(nodes.ref(field)), facts }];
      })
      .sort((a, b) => a.facts.position - b.facts.position || (a.name < b.name ? -1 : 1))
      .map(({ name, facts }) => ({ name, type: facts.type }));
  }

  /** Who publishes the dataset that a name is linked to. */
  #publisherOf(name: string): string | null | undefined {
    const { names, nodes } = this.projection;
    const dataset = names.datasetOf(name);
    if (dataset === null) return null;
    const id = nodes.find(dataset);
    return id === undefined ? undefined : nodes.datasetFacts(id)?.publisher;
  }

  /** Takes events of OpenLineage into the log; answers know them a moment later. */
  get intake(): OpenLineageIntake {
    return this.#opened.intake;
  }

  /** Appends what somebody says, with the record of it, and resolves when answers know it. */
  async append(events: readonly NewEvent[], scope: RequestScope): Promise<Appended[]> {
    const { log, running } = this.#opened;
    const appended = await appendRecorded(() => running.orm.em.fork(), log, events, scope);
    running.recorded();
    this.#opened.leadership.tell();
    await this.#inAnswers(Math.max(0, ...appended.map(({ seq }) => seq)));
    return appended;
  }

  /** Resolves when everything that the feeds hold now is in the answers. */
  async catchUp(): Promise<void> {
    await Promise.all(this.#opened.followers.map((follower) => follower.reach()));
    await this.#inAnswers(await this.#opened.log.head());
  }

  /** Likewise, and the history of findings is what it is to be. */
  async settle(): Promise<void> {
    await this.catchUp();
    await this.#opened.history.run();
  }

  /** When findings were seen, by `findingKey`. */
  findingsSeen(
    findings: readonly { readonly rule: string; readonly target: string }[],
  ): Promise<ReadonlyMap<string, Seen>> {
    return this.#opened.history.seen(findings);
  }

  /** What was said of some subjects, the newest first; see `eventsAbout`. */
  eventsAbout(subjects: readonly string[], before: number | string | null, limit: number): Promise<StoredEvent[]> {
    return eventsAbout(this.#opened.sql, subjects, before, limit);
  }

  /** How often something was said of them. */
  countAbout(subjects: readonly string[]): Promise<number> {
    return countAbout(this.#opened.sql, subjects);
  }

  /** Resolves when answers know a revision. A mirror that answers are taken from is waited for a moment only. */
  async #inAnswers(revision: number): Promise<void> {
    const { reach, mirror, answersFrom } = this.#opened;
    await reach(revision);
    if (mirror === undefined) return;
    if (answersFrom === 'projection') return void mirror.feeder.run();
    // A failure of it shows in answers, readiness and log; what was written is written.
    const mirrored = mirror.feeder.reach(revision).catch(() => undefined);
    await Promise.race([mirrored, sleep(MIRRORED_WITHIN_MS, undefined, { ref: false })]);
  }

  /**
   * Waits until answers know a revision, or all of the log as it is now, but not longer than so many milliseconds.
   * @param signal ends the wait; its reason is thrown.
   * @returns REACHED, LATE when time was up before, FUTURE for a revision that the log does not have.
   */
  async reached(
    asked: number | 'HEAD',
    withinMs: number,
    signal?: AbortSignal,
  ): Promise<'REACHED' | 'LATE' | 'FUTURE'> {
    const { log, reach } = this.#opened;
    if (asked !== 'HEAD' && this.projection.revision >= asked) return 'REACHED';
    const head = await log.head();
    const revision = asked === 'HEAD' ? head : asked;
    if (revision > head) return 'FUTURE';
    const reaching = reach(revision).then(
      () => true,
      () => false,
    );
    const settled = new AbortController();
    const until = signal === undefined ? settled.signal : AbortSignal.any([settled.signal, signal]);
    const late = sleep(withinMs, false, { ref: false, signal: until });
    try {
      return (await Promise.race([reaching, late])) ? 'REACHED' : 'LATE';
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      late.catch(() => undefined);
      settled.abort();
    }
  }

  /** Whether this process folds the log into the store, as far as it knows. */
  get leads(): boolean {
    return this.#opened.leadership.leads();
  }

  /** What is wrong, for readiness; null when nothing is. */
  async problem(): Promise<string | null> {
    if (this.#parts === undefined) return 'not open';
    const { log, store } = this.#parts;
    const head = await log.head();
    const revision = await store.revision();
    return head === revision && this.projection.revision === revision
      ? null
      : // Told to anybody, without numbers: they count what may be hidden.
        `behind: ${[head > revision ? 'store' : '', revision > this.projection.revision ? 'projection' : ''].filter((part) => part !== '').join(' and ')}`;
  }

  /** What is wrong with the mirror, which can be done without for a while; null when nothing is, or there is none. */
  mirrorProblem(): string | null {
    const feeder = this.#opened.mirror?.feeder;
    const problem = feeder?.problem() ?? null;
    return problem === null ? null : `${problem} At revision ${feeder?.revision()} of ${this.projection.revision}.`;
  }

  /** Whether the mirror is known to lack something of what answers are computed from. */
  get mirrorIsBehind(): boolean {
    return this.#opened.mirror?.feeder.isBehind() ?? false;
  }

  /** Compares log, store, projection and mirror. Reads all of log and stores. */
  async inspect(): Promise<LineageState> {
    const { log, store, deadLetters, mirror } = this.#opened;
    const stored = new CanonicalHash();
    const projected = new CanonicalHash();
    const revision = await store.scan((records) => {
      for (const record of records) {
        stored.add(record);
        // The projection holds no memory of the fold; the rest is what is compared.
        if (isMemory(record)) projected.add(record);
      }
    });
    for (const record of this.projection.records()) projected.add(record);
    const logHash = await hashOfLog(log, revision);
    return {
      head: await log.head(),
      storeRevision: revision,
      projectionRevision: this.projection.revision,
      deadLetters: await deadLetters.count(),
      logHash,
      storeHash: stored.digest(),
      projectionHash: projected.digest(),
      mirror: mirror === undefined ? null : await mirrorState(mirror, log, { revision, hash: logHash }),
    };
  }

  /**
   * Drops the graph, in the mirror too, and folds it anew from the log; only while nobody asks: until it is done answers
   * come from part of it.
   * @throws UnavailableError when there is a mirror that is down; then nothing is dropped.
   */
  async rebuild(progress: (done: number, of: number) => void = () => undefined): Promise<RebuildReport> {
    await this.settle();
    const parts = this.#opened;
    const { mirror } = parts;
    await mirror?.feeder.reach(this.projection.revision);
    const { storeHash: before } = await this.inspect();
    // Nobody folds while the graph is dropped, or part of it would be folded into the projection that is thrown away.
    clearInterval(parts.poll);
    await parts.run();
    await mirror?.feeder.pause();
    try {
      await mirror?.store.reset();
      await parts.snapshots?.forget();
      await parts.store.reset();
      parts.projection = new Projection();
      const of = await parts.log.head();
      parts.progress = (done) => progress(done, of);
      await parts.run();
    } finally {
      parts.progress = undefined;
      mirror?.feeder.resume();
      parts.startPolling();
    }
    const { revision } = this.projection;
    await mirror?.feeder.reach(revision);
    const { storeHash: after, head, mirror: mirrored } = await this.inspect();
    const mirrorSame = mirrored === null || (mirrored.problem === null && mirrored.hash === mirrored.logHash);
    return { before, after, same: before === after && mirrorSame, events: head, revision };
  }

  /** Events that could not be read. */
  get deadLetters(): DeadLetters {
    return this.#opened.deadLetters;
  }

  /** How the taking in of events goes. */
  async ingestion(): Promise<IngestionProgress> {
    const { sql, clock, deadLetters, projection } = this.#opened;
    const [state, letters] = await Promise.all([ingestionState(sql, clock), deadLetters.count()]);
    let unresolved = 0;
    for (const _ of projection.names.unresolved()) unresolved++;
    return { ...state, deadLetters: letters, unresolvedNames: unresolved };
  }

  /** Replays dead letters, by number; all that are open for null. What follows from them is in answers afterwards. */
  async replay(seqs: readonly number[] | null): Promise<Replay[]> {
    const { running, log, deadLetters, clock } = this.#opened;
    const done: Replay[] = [];
    const one = async (seq: number): Promise<void> => {
      const letter = await deadLetters.open(seq);
      if (letter === undefined) throw new NotFoundError('dead letter', String(seq));
      const scope = { viewer: OPERATOR, clock };
      done.push(await replayLetter(() => running.orm.em.fork(), log, deadLetters, letter, scope));
    };
    if (seqs !== null) for (const seq of seqs) await one(seq);
    // A page at a time: what stays unreadable stays open.
    for (let after = 0; seqs === null; ) {
      const page = await deadLetters.list(after, REPLAY_PAGE, false);
      for (const { seq } of page) await one(seq);
      if (page.length < REPLAY_PAGE) break;
      after = page.at(-1)?.seq ?? after;
    }
    running.recorded();
    this.#opened.leadership.tell();
    void this.#opened.run().catch(() => undefined);
    return done;
  }

  /**
   * Folds the events of old runs, or says what it would fold; the graph stays as it is (ADR 27).
   * @param progress told after every piece which place of how many of the log is reached.
   * @throws BadInputError for a request that is out of bounds.
   */
  async retain(
    request: RetentionRequest,
    progress: (done: number, of: number) => void = () => undefined,
  ): Promise<RetentionReport> {
    const { running, sql, clock } = this.#opened;
    const fork = (): EntityManager => running.orm.em.fork();
    const report = await retain({ sql, fork, scope: { viewer: OPERATOR, clock }, progress }, request);
    if (request.apply) running.recorded();
    return report;
  }

  /** Stops following; resolves when nothing of it uses the database any more. */
  async close(): Promise<void> {
    clearInterval(this.#parts?.poll);
    await this.#parts?.commits.close();
    await Promise.all((this.#parts?.followers ?? []).map((follower) => follower.stop()));
    await this.#parts?.stop();
    await this.#parts?.history.stop();
    await this.#parts?.mirror?.close();
    await this.#parts?.leadership.close();
    await this.#parts?.compactor?.close();
    await this.#parts?.longQuestions.close();
    await this.#parts?.snapshots?.close(this.#parts.projection);
  }
}

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

interface EngineParts {
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
  readonly followers: Consumer[];
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
