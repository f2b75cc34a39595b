import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../kernel/identity/viewer.ts';
import type { RequestScope } from '../kernel/subgraph/request-scope.ts';
import { type Turns, turns } from '../kernel/turns.ts';
import type { Answerer } from './answers/answerer.ts';
import { HeldAnswers } from './answers/held-answers.ts';
import { type EngineParts, type EngineSurroundings, openParts } from './engine-parts.ts';
import type { OpenLineageIntake } from './ingestion/openlineage/intake.ts';
import { inspectLineage, type LineageState } from './inspect.ts';
import type { DeadLetters } from './log/dead-letters.ts';
import type { Appended, NewEvent, StoredEvent } from './log/event-log.ts';
import { countAbout, eventsAbout } from './log/events-about.ts';
import { type IngestionState, ingestionState } from './log/ingestion-state.ts';
import type { Seen } from './policy/finding-history.ts';
import type { AnswerHead } from './projection/answers.ts';
import type { QueryThread } from './projection/long-questions/query-thread.ts';
import type { Projection } from './projection/projection.ts';
import { type RebuildReport, rebuildGraph } from './rebuild.ts';
import { appendRecorded } from './recorded-append.ts';
import { type Replay, replayLetters } from './replay.ts';
import type { RetentionReport } from './retention/report.ts';
import { type RetentionRequest, retain } from './retention/retain.ts';

/** How the taking in of events goes. */
export interface IngestionProgress extends IngestionState {
  /** Events that could not be read. */
  readonly deadLetters: number;
  /** Names that the catalog does not know. */
  readonly unresolvedNames: number;
}

/** Whoever may run commands on the data folder. */
const OPERATOR: Viewer = { subject: 'system', role: 'administrator', agencies: [], system: true };

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
  async open(surroundings: EngineSurroundings): Promise<void> {
    this.#parts = await openParts(surroundings);
  }

  /** For what is computed in one go where requests are answered. */
  readonly inTurn: Turns = turns();

  /** Whether answers are of the graph in memory, so that their revision is known before they are made. */
  get answersFromMemory(): boolean {
    return this.#opened.answersFrom === 'projection';
  }

  /** What computes answers about lineage. */
  get answers(): Answerer {
    return this.#opened.answers;
  }

  /** Answers questions that take long. */
  get longQuestions(): QueryThread {
    return this.#opened.longQuestions;
  }

  /** Takes events of OpenLineage into the log; answers know them a moment later. */
  get intake(): OpenLineageIntake {
    return this.#opened.intake;
  }

  /**
   * Appends what somebody says, with the record of it, and resolves when answers know it. Whoever calls looked at the
   * projection as it is: what was decided on must not be decided otherwise before this is in the log.
   * @throws ConflictError when it was; nothing is written then.
   */
  async append(events: readonly NewEvent[], scope: RequestScope): Promise<Appended[]> {
    const { log, running, projection } = this.#opened;
    const appended = await appendRecorded(() => running.orm.em.fork(), log, events, scope, projection.revision);
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
  inspect(): Promise<LineageState> {
    return inspectLineage(this.#opened);
  }

  /** Folds the graph anew from the log, see `rebuildGraph`. */
  async rebuild(progress?: (done: number, of: number) => void): Promise<RebuildReport> {
    await this.settle();
    return rebuildGraph(this.#opened, progress);
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
    const { running, log, deadLetters, clock, leadership, run } = this.#opened;
    const fork = (): EntityManager => running.orm.em.fork();
    const done = await replayLetters({ fork, log, letters: deadLetters, scope: { viewer: OPERATOR, clock } }, seqs);
    running.recorded();
    leadership.tell();
    void run().catch(() => undefined);
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
