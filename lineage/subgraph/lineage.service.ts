import { createHash } from 'node:crypto';
import { BadInputError, NguonError, NotFoundError, UnavailableError } from '../../kernel/errors/errors.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import type { Answered, ImpactQuestion, LineageDiffQuestion, LineageQuestion } from '../answers/answerer.ts';
import { askedNode } from '../answers/asked-node.ts';
import { diffSchema, type ProposedColumn } from '../domain/change-analysis/schema-diff.ts';
import { type Reason, reason } from '../domain/completeness.ts';
import { type Instant, instantOfDate } from '../domain/instant.ts';
import { datasetOfField, kindOfRef } from '../domain/node-ref.ts';
import type { LineageEngine } from '../engine.ts';
import type { AnswerHead, Asked, UnknownNode } from '../projection/answers.ts';
import { entryOf } from '../projection/dictionary.ts';
import { answerAtOnce, keepAnswer } from '../projection/long-questions/at-once.ts';
import { TooManyWaiting } from '../projection/long-questions/query-thread.ts';
import type { AnswerOf, LongQuestion, QueryOf } from '../projection/long-questions/questions.ts';
import type { Projection } from '../projection/projection.ts';
import { columnsInForce } from '../projection/queries/columns-in-force.ts';
import { type DescribedNode, datasetRefs, describe } from '../projection/queries/describe.ts';
import { endsOfJob } from '../projection/queries/ends-of-job.ts';
import type { ImpactAnswer } from '../projection/queries/impact.ts';
import type { ImpactedDatasets } from '../projection/queries/impacted-datasets.ts';
import type { Differences } from '../projection/queries/lineage-diff.ts';
import { catalogTotals } from '../projection/queries/totals.ts';
import { walkCost } from '../projection/queries/walk-cost.ts';
import type { Direction } from '../store/graph-store.ts';
import { printOffset, printPlace, readOffset, readPlace, requireSameState } from './lineage-cursor.ts';
import { reach, ToldStates } from './min-revision.ts';
import { withCheckedChanges } from './schema-changes.ts';
import { type HiddenDatasets, Veil } from './veil.ts';
import { veiledDiff } from './veiled-diff.ts';
import { veiledGraph, withPermission } from './veiled-graph.ts';
import { visibilityOf } from './visibility-of.ts';
import { checkEnds, checkInstant, checkWhen, type When } from './when.ts';

/** What every question needs: for whom and when it is asked, of which node, and what is said when there is none. */
export interface Asking {
  readonly projection: Projection;
  /** @throws BadInputError as `checkWhen` does. */
  asked(when: When): Asked;
  /** Waits for the state that is asked for. */
  reached(when: When): Promise<void>;
  /** What is asked about: a name that is a dataset of the catalog stands for it, for whoever sees both. */
  nodeOf(ref: string): string;
  /** @throws NotFoundError */
  known<T extends { readonly outcome: 'OK' }>(answer: T | UnknownNode): T;
  veil(): Veil;
  /**
   * The answer to a question that may take long: at once while it looks at little, else from a thread.
   * @throws UnavailableError when too many wait; NotFoundError
   */
  long<Q extends LongQuestion>(question: Q, query: QueryOf<Q>): Promise<Extract<AnswerOf<Q>, AnswerHead>>;
}

/** An impact as a viewer is told it. */
export type ToldImpact = Extract<ImpactAnswer, AnswerHead> & {
  readonly hidden: readonly HiddenDatasets[];
  readonly veil: Veil;
};

/** A node that is in the graph and that the viewer sees. */
type Known<K extends DescribedNode['kind']> = Extract<DescribedNode, { kind: K }>;

/** Names of states that answers of this process told, whoever asked. */
const TOLD = new ToldStates();

/** The questions about lineage: for whom and when, and what is said when there is no such node. */
export class LineageService {
  readonly #scope: RequestScope;
  readonly #engine: LineageEngine;
  readonly #until = performance.now() + LIMITS.walkMs;
  readonly #isLate = (): boolean => performance.now() > this.#until;
  /** What states are called that answers from a thread were computed at, by their revision. */
  readonly #named = new Map<number, string>();

  constructor(scope: RequestScope, engine: LineageEngine) {
    this.#scope = scope;
    this.#engine = engine;
  }

  /** For services of other questions. */
  get asking(): Asking {
    return {
      projection: this.#engine.projection,
      asked: (when) => this.#asked(when),
      reached: (when) => this.#reached(when),
      nodeOf: (ref) => this.#nodeOf(ref),
      known: (answer) => this.#known(answer),
      veil: () => this.#veil(),
      long: (question, query) => this.#long(question, query),
    };
  }

  /**
   * What is reached downstream, and with changes, how it fares.
   * @throws NotFoundError, BadInputError; NguonError READ_ANEW when the answer to go on with is not held any more
   */
  async impact({ of, transformations = null, changes = null }: ImpactQuestion, when: When): Promise<ToldImpact> {
    await this.#reached(when);
    const question = { of, transformations: given(transformations, 'transformations'), changes };
    return this.#held(question, when, (asked) => this.#impactNow(question, asked));
  }

  /**
   * What a proposed schema of a dataset changes, and what that breaks.
   * @throws NotFoundError, BadInputError for what is no schema or changes nothing
   */
  async impactOfSchema(dataset: string, proposed: readonly ProposedColumn[], when: When) {
    await this.#reached(when);
    return this.#held({ dataset, proposed }, when, async (asked) => {
      if (this.find(dataset, 'DATASET') === undefined) throw this.notFound(dataset);
      const diff = await withCheckedChanges(
        (async () => diffSchema(dataset, columnsInForce(this.#engine.projection, dataset), proposed))(),
        'proposedSchema',
      );
      return { ...(await this.#impactNow({ of: dataset, changes: diff.changes }, asked)), diff };
    });
  }

  async #impactNow(question: ImpactQuestion, asked: Asked): Promise<ToldImpact> {
    const { answer, veil } = this.#answer(await withCheckedChanges(this.#engine.answers.impact(question, asked)));
    return { ...answer, hidden: hiddenOf(answer.datasets, veil), veil };
  }

  /** An answer, and it is held; or with `atRevision`, the one that told it. @throws NguonError READ_ANEW; as `make`. */
  async #held<A extends ToldImpact>(question: object, when: When, make: (asked: Asked) => Promise<A>): Promise<A> {
    const asked = this.#asked(when);
    const { asOf, asRecorded = null, visibility = null } = asked;
    const key = sha256(JSON.stringify([question, asOf, asRecorded, visibility?.key ?? null]));
    const { held } = this.#engine;
    const { atRevision = null } = when;
    const known = atRevision === null ? undefined : (held.goOnWith(key, atRevision) as A | undefined);
    if (known !== undefined && atRevision !== null) {
      this.#named.set(known.revision, atRevision);
      return known;
    }
    const { answersFromMemory, projection } = this.#engine;
    // Another process may hold it, and is asked next: nothing is computed here to find out that it is of another state.
    if (atRevision !== null && answersFromMemory && atRevision !== this.#revisionNow(projection.revision))
      throw notHeld(atRevision);
    const answer = await this.#inTurn(() => make(asked));
    const revision = this.revisionOf(answer);
    if (atRevision !== null && revision !== atRevision) throw notHeld(atRevision);
    held.hold(key, revision, answer, answer.totals.fields + answer.datasets.length);
    return answer;
  }

  /**
   * The state that an answer was computed at, as this viewer is told it: for those from whom something is hidden without
   * a trace a name of what they see, else a number of the log. Called before anything else happens.
   */
  revisionOf({ revision }: AnswerHead): string {
    return this.#named.get(revision) ?? this.#revisionNow(revision);
  }

  #revisionNow(revision: number): string {
    const visibility = visibilityOf(this.#scope.viewer);
    if (visibility?.hidden !== 'ABSENT') return String(revision);
    const { projection } = this.#engine;
    const name = TOLD.tell(projection.visibleRevision(visibility));
    projection.journal.tell(visibility, name);
    return name;
  }

  /**
   * A page of the graph around a node.
   * @throws NotFoundError, BadInputError for a depth out of bounds or a filter that lets nothing through, NguonError
   * BAD_CURSOR for a cursor of another question, role or state of the graph.
   */
  async lineage(question: Omit<LineageQuestion, 'from'>, when: When, after: string | null | undefined) {
    const asked = { ...checkAround(question), kinds: given(question.kinds ?? null, 'kinds') };
    await this.#reached(when);
    const viewer = visibilityOf(this.#scope.viewer)?.key ?? null;
    const fingerprint = listFingerprint('lineage', asked, viewer, when.asOf ?? null, when.asRecorded ?? null);
    const place = after === null || after === undefined ? null : readPlace(fingerprint, after);
    const at = this.#asked(when);
    const { answer, veil } = this.#answer(
      await this.#inTurn(() =>
        this.#engine.answers.lineage(
          { ...asked, ...(place === null ? {} : { from: place.from }) },
          place === null ? at : { ...at, asOf: place.asOf, portions: place.portions },
        ),
      ),
    );
    const revision = this.revisionOf(answer);
    requireSameState(place, revision);
    const { nodes, edges, hasHidden } = veiledGraph(veil, answer.nodes, answer.edges);
    const { next } = answer;
    const endCursor = next === null ? null : printPlace(fingerprint, { ...next, asOf: answer.asOf, revision });
    return { ...withPermission(answer, hasHidden), truncated: answer.truncated, endCursor, nodes, edges };
  }

  /**
   * How the graph around a node differs between an instant and the one that `when` is about.
   * @throws NotFoundError, BadInputError as `lineage` does, and for instants that are not in order.
   */
  async lineageDiff(question: Omit<LineageDiffQuestion, 'before'>, from: Date, when: When & { readonly asOf: Date }) {
    const asked = checkAround(question);
    checkInstant('from', from);
    if (from >= when.asOf) {
      throw new BadInputError(
        `from must be before to; given: ${from.toISOString()} and ${when.asOf.toISOString()}. Exchange them, or name two instants.`,
        { argument: 'from', given: from.toISOString() },
      );
    }
    await this.#reached(when);
    const { answer, veil } = this.#answer(
      await this.#inTurn(() =>
        this.#engine.answers.lineageDiff({ ...asked, before: instantOfDate(from) }, this.#asked(when)),
      ),
    );
    const state = this.revisionOf(answer);
    const { nodes, edges, datasets, hasHidden } = veiledDiff(veil, answer);
    const viewer = visibilityOf(this.#scope.viewer)?.key ?? null;
    const fingerprint = listFingerprint('lineageDiff', asked, viewer, from, when.asOf, when.asRecorded ?? null);
    // What was known then does not change any more.
    const standsOn = when.asRecorded ? 'recorded' : state;
    return { ...withPermission(answer, hasHidden), nodes, edges, datasets, state, fingerprint, standsOn };
  }

  /** What the graph around a node comes to, from memory. @throws as `lineage` does. */
  async cost(question: Omit<LineageDiffQuestion, 'before'>, when: When) {
    const asked = checkAround(question);
    await this.#reached(when);
    return this.#known(
      walkCost(this.#engine.projection, { ...this.#asked(when), ...asked, of: this.#nodeOf(asked.of) }),
    );
  }

  /** A page of one list of a difference. @throws NguonError BAD_CURSOR as `lineage` does. */
  diffPage<T>(
    { fingerprint, standsOn }: { readonly fingerprint: string; readonly standsOn: string },
    list: string,
    { added, removed, listed }: Differences<T>,
    first: number,
    after: string | null | undefined,
  ): Page<T> {
    const most = checkFirst(first);
    const mark = listFingerprint(list, fingerprint);
    const offset = readOffset(mark, after, standsOn);
    const rows = listed.slice(offset, offset + most);
    return {
      edges: rows.map((node, i) => ({ cursor: printOffset(mark, offset + i + 1, standsOn), node })),
      hasNextPage: offset + rows.length < listed.length,
      hasPreviousPage: offset > 0,
      count: () => Promise.resolve(added + removed),
    };
  }

  /** The way from one node to another. @throws NotFoundError, BadInputError for one node. */
  async paths(from: string, to: string, when: When) {
    await this.#reached(when);
    checkEnds(this.#nodeOf(from), this.#nodeOf(to));
    const { answer, veil } = this.#answer(
      await this.#inTurn(() => this.#engine.answers.paths(nodeOfGraph(from), nodeOfGraph(to), this.#asked(when))),
    );
    const shortest = veil.steps(answer.shortest);
    const hidden = shortest.some((step) => step.hidden);
    return { ...withPermission(answer, hidden), distance: answer.distance, shortest };
  }

  /** A page of the datasets one hop away, and what the answer says of itself. @throws NotFoundError, BadInputError */
  async neighbours(of: string, direction: Direction, when: When, first: number, after: string | null | undefined) {
    const most = checkFirst(first);
    const fingerprint = listFingerprint(
      'dataset.neighbours',
      of,
      direction,
      when.asOf ?? null,
      when.asRecorded ?? null,
    );
    const start = after === null || after === undefined ? '' : String(decodeCursor(fingerprint, 1, after)[0]);
    await this.#reached(when);
    const { answer, veil } = this.#answer(await this.#engine.answers.neighbours(of, direction, this.#asked(when)));
    const { neighbours: all, hidden } = answer;
    const rest = all.filter((ref) => ref > start);
    const page: Page<string> = {
      edges: rest.slice(0, most).map((ref) => ({ cursor: encodeCursor(fingerprint, [ref]), node: ref })),
      hasNextPage: rest.length > most,
      hasPreviousPage: start !== '',
      count: () => Promise.resolve(all.length),
    };
    return { page, head: withPermission(answer, hidden.length > 0), hidden: veil.count(hidden) };
  }

  /**
   * A flow or an observed job, which has no facts, with its ends: at the instant asked about, or else at a time when it flows.
   * @throws NotFoundError, BadInputError for what is no flow.
   */
  job(ref: string, when: When = {}) {
    if (kindOfRef(ref) !== 'JOB') {
      throw new BadInputError(`job takes the reference of a flow, such as job:F26; given: ${ref}.`, {
        argument: 'ref',
        given: ref,
      });
    }
    const asked = this.#asked(when);
    const found = this.find(ref, 'JOB');
    const now = instantOfDate(this.#scope.clock.now());
    const { validFrom = null, validTo = null } = found?.facts ?? {};
    const nearest =
      validFrom !== null && now < validFrom ? validFrom : validTo !== null && now >= validTo ? validTo - 1 : now;
    const asOf = when.asOf ? asked.asOf : nearest;
    const { inputs, outputs, hidden, ...head } = this.#known(
      endsOfJob(this.#engine.projection, ref, { ...asked, asOf }),
    );
    if (found === undefined) throw this.#notFound({ outcome: 'UNKNOWN_NODE', ref, columns: [] });
    return {
      ...{ ref, facts: found.facts, inputs, outputs },
      hidden: this.#veil().count(hidden),
      head: withPermission(head, hidden.length > 0),
    };
  }

  /** A flow that was declared, with its ends. @throws as `job`; NotFoundError for a job that was only observed. */
  flow(ref: string) {
    const { facts, ...flow } = this.job(ref);
    if (facts === null) throw this.notFound(ref);
    return { ...flow, facts };
  }

  /** How much there is, now. */
  totals() {
    return catalogTotals(this.#engine.projection, this.#asked({}));
  }

  /** A node that the viewer sees, of one kind. */
  find<K extends DescribedNode['kind']>(ref: string, kind: K): Known<K> | undefined {
    const node = describe(this.#engine.projection, ref, visibilityOf(this.#scope.viewer));
    return node?.kind === kind ? (node as Known<K>) : undefined;
  }

  /** The error for a node that is not in the graph, or not for this viewer: the two are not told apart. */
  notFound(ref: string): NotFoundError {
    return this.#notFound({ outcome: 'UNKNOWN_NODE', ref, columns: [] });
  }

  async #reached({ minRevision }: When): Promise<void> {
    if (minRevision === null || minRevision === undefined) return;
    await reach(this.#engine, TOLD, visibilityOf(this.#scope.viewer), minRevision, this.#scope.signal);
  }

  async #long<Q extends LongQuestion>(question: Q, query: QueryOf<Q>) {
    const { projection, longQuestions } = this.#engine;
    const quick = answerAtOnce(projection, question, query);
    const answer =
      quick ??
      (await longQuestions
        .ask(
          () => {
            // What is told of the state must be of the state that is lent, however long the answer takes.
            const lent = this.#engine.projection;
            this.#named.set(lent.revision, this.#revisionNow(lent.revision));
            return lent;
          },
          question,
          query,
        )
        .catch((error: unknown) => {
          if (!(error instanceof TooManyWaiting)) throw error;
          throw new UnavailableError(`${error.message} Ask again in a moment, or for less.`);
        }));
    if (quick === null) keepAnswer(projection, question, query, answer);
    return this.#known(answer as Extract<AnswerOf<Q>, AnswerHead> | UnknownNode);
  }

  /** Nothing is begun when it has become its turn and nobody waits any more. */
  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#engine.inTurn(() => {
      this.#scope.signal?.throwIfAborted();
      return work();
    });
  }

  #veil(): Veil {
    return new Veil(this.#engine.projection, visibilityOf(this.#scope.viewer));
  }

  /** No walk begins after nobody waits any more, and all walks of one request end by the same time. */
  #asked(when: When): Asked & { readonly asOf: Instant } {
    this.#scope.signal?.throwIfAborted();
    const { asOf, asRecorded } = when;
    const now = this.#scope.clock.now();
    const visibility = visibilityOf(this.#scope.viewer);
    checkWhen(when, now, this.#engine.projection, visibility);
    return {
      isLate: this.#isLate,
      until: this.#until,
      signal: this.#scope.signal,
      asOf: instantOfDate(asOf ?? now),
      asRecorded: asRecorded ? instantOfDate(asRecorded) : null,
      visibility,
    };
  }

  #nodeOf(ref: string): string {
    return askedNode(this.#engine.projection, nodeOfGraph(ref), visibilityOf(this.#scope.viewer));
  }

  /** An answer that there is, and what stands between it and the viewer. @throws NotFoundError */
  #answer<T extends AnswerHead>({ answer, graph }: Answered<T>): { readonly answer: T; readonly veil: Veil } {
    if (answer.outcome === 'UNKNOWN_NODE') throw this.#notFound(answer);
    return { answer, veil: new Veil(graph, visibilityOf(this.#scope.viewer)) };
  }

  /** An answer from the projection that there is. @throws NotFoundError */
  #known<T extends { readonly outcome: 'OK' }>(answer: T | UnknownNode): T {
    if (answer.outcome === 'UNKNOWN_NODE') throw this.#notFound(answer);
    if (!this.#engine.mirrorIsBehind || !('reasons' in answer)) return answer;
    const why = [...(answer.reasons as readonly Reason[]), reason('STORE_BEHIND')];
    return { ...answer, complete: false, reasons: why };
  }

  #notFound({ ref, columns }: UnknownNode): NotFoundError {
    const kind = kindOfRef(ref);
    if (kind === 'JOB') return new NotFoundError('flow', ref);
    const entry = entryOf(ref);
    if (entry !== null) {
      const [what, codes] = [NAME_OF[entry.kind], this.#engine.projection.dictionary.codes(entry.kind)];
      return new NotFoundError(what, entry.code, didYouMean(entry.code, codes));
    }
    const visible = (): Iterable<string> => datasetRefs(this.#engine.projection, visibilityOf(this.#scope.viewer));
    if (kind !== 'FIELD') return new NotFoundError('dataset', ref, didYouMean(ref, visible()));
    const dataset = datasetOfField(ref);
    if (this.find(dataset, 'DATASET') === undefined)
      return new NotFoundError('dataset', dataset, didYouMean(dataset, visible()));
    return new NotFoundError(
      'column',
      ref,
      didYouMean(
        ref,
        columns.map((name) => `${dataset}.${name}`),
      ),
    );
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

const notHeld = (revision: string): NguonError =>
  new NguonError(
    'READ_ANEW',
    `The answer at revision ${revision.slice(0, 64)} is not held any more, or was given to another question. Begin again without atRevision.`,
    { argument: 'atRevision' },
  );

/** Hidden datasets by agency, counted once for all pages of an impact. */
const HIDDEN = new WeakMap<ImpactedDatasets, readonly HiddenDatasets[]>();

function hiddenOf(datasets: ImpactedDatasets, veil: Veil): readonly HiddenDatasets[] {
  const known = HIDDEN.get(datasets) ?? veil.count(datasets.hidden);
  HIDDEN.set(datasets, known);
  return known;
}

/** What is said to be missing. */
const NAME_OF = { ELEMENT: 'element', CODELIST: 'code list', STANDARD: 'standard' } as const;

/** @throws BadInputError for a reference that parses but names nothing in the graph: an element, a code list, a standard. */
function nodeOfGraph(ref: string): string {
  const kind = kindOfRef(ref);
  if (kind === 'DATASET' || kind === 'FIELD' || kind === 'JOB') return ref;
  throw new BadInputError(
    `Lineage starts at a dataset, a column or a flow; given: ${ref}. Use N01, N01.ngay_sinh or job:F26; what is bound to an element, a code list or a standard is asked by impact.`,
  );
}

/** @throws BadInputError for a filter that lets nothing through: an empty answer would look like a whole one. */
function given<T>(filter: readonly T[] | null, argument: string): readonly T[] | null {
  if (filter !== null && filter.length === 0)
    throw new BadInputError(`${argument} is an empty list, which lets nothing through. Name some, or leave it out.`, {
      argument,
    });
  return filter;
}

/** What is asked around a node, in order. @throws BadInputError */
function checkAround({
  of,
  direction,
  depth,
  level = null,
  transformations = null,
}: Omit<LineageDiffQuestion, 'before'>) {
  if (!Number.isInteger(depth) || depth < 1 || depth > LIMITS.lineageDepth) {
    throw new BadInputError(`depth takes a whole number from 1 to ${LIMITS.lineageDepth}; given: ${depth}.`, {
      argument: 'depth',
      least: 1,
      most: LIMITS.lineageDepth,
    });
  }
  if (level === 'DATASET' && kindOfRef(of) === 'FIELD') {
    throw new BadInputError(
      `A column has no neighbours at the level of datasets; given: ${of}. Ask about its dataset.`,
      { argument: 'level', given: of },
    );
  }
  return { of: nodeOfGraph(of), direction, depth, level, transformations: given(transformations, 'transformations') };
}
