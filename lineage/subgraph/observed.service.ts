import { BadInputError, ForbiddenError, NotFoundError } from '../../kernel/errors/errors.ts';
import { requireStewardship } from '../../kernel/identity/permissions.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { JobFacts } from '../domain/facts.ts';
import { instantOfDate } from '../domain/instant.ts';
import type { FacetsFacts, RunFacts } from '../domain/memory.ts';
import { runSubject } from '../domain/openlineage/kept-facets.ts';
import { type SchemaVersion, schemaVersions } from '../domain/schema-history/schema-versions.ts';
import type { LineageEngine } from '../engine.ts';
import { type FoldedOfJob, MOST_COUNTED, type StoredLineageEvent } from '../observed/observations.ts';
import { type AnswerHead, answerHead } from '../projection/answers.ts';
import { columnsInForce } from '../projection/queries/columns-in-force.ts';
import { jobIsWhollyVisible } from '../projection/queries/job-ends.ts';
import {
  hidesJobs,
  listedNames,
  type Namespace,
  type NamesQuestion,
  namespaces,
  tellsOf,
} from '../projection/queries/named-nodes.ts';
import type { Visibility } from '../projection/visibility.ts';
import { type ObservedLoaders, observedLoaders } from './observed.loaders.ts';
import { visibilityOf } from './visibility-of.ts';
import { checkInstant } from './when.ts';

/** Most names of one dataset whose schemas are told: the first by reference. */
export const MOST_SCHEMA_NAMES = 20;

/** A version of the schema of a name. */
export interface NamedSchemaVersion extends SchemaVersion {
  readonly name: string;
}

/** Most elements that are passed over before a page. */
export const MOST_SKIPPED = 100_000;

/**
 * What producers of lineage say, as a viewer is told it. Names outside the catalog are the stewards' to resolve, so what
 * is said of them is for stewards; of jobs and runs stewards are told where they see all that these read and write. Free
 * text of producers (SQL, error messages, facets that nobody knows) can name anything, hidden datasets included: it is
 * for whoever sees all. Developers and anonymous are told which jobs and datasets there are, of what they see, and
 * nothing of what was said.
 */
export class ObservedService {
  readonly #scope: RequestScope;
  readonly #engine: LineageEngine;
  readonly #visibility: Visibility | null;
  #loaders: ObservedLoaders | undefined;

  constructor(scope: RequestScope, engine: LineageEngine) {
    this.#scope = scope;
    this.#engine = engine;
    this.#visibility = visibilityOf(scope.viewer);
  }

  get loaders(): ObservedLoaders {
    this.#loaders ??= observedLoaders(this.#scope);
    return this.#loaders;
  }

  /** Whether free text of producers is told. */
  get tellsText(): boolean {
    return this.#visibility === null;
  }

  /** The time, to tell runs that go on from those that nobody has heard of. */
  get now(): number {
    return instantOfDate(this.#scope.clock.now());
  }

  /** Namespaces with anything in them, by name. */
  namespaces(first: number, after: string | null | undefined, skip: number): Page<Namespace> {
    const all = namespaces(this.#engine.projection, this.#visibility);
    return pageOf('namespaces', [], all, ({ name }) => name, first, after, skip);
  }

  /** References of jobs or dataset names, in their order. @throws BadInputError for a text that is too long */
  names(question: NamesQuestion, first: number, after: string | null | undefined, skip: number): Page<string> {
    for (const [argument, text] of Object.entries({ namespace: question.namespace, text: question.text })) {
      if (text === null || text.length <= LIMITS.nameCharacters) continue;
      throw new BadInputError(
        `${argument} has ${text.length} characters, expected at most ${LIMITS.nameCharacters}. Give part of it.`,
        { argument },
      );
    }
    const all = listedNames(this.#engine.projection, question, this.#visibility);
    return pageOf('names', [question], all, (ref) => ref, first, after, skip);
  }

  /**
   * What a list of jobs says of itself. That jobs are hidden is told to stewards whatever they ask for: what a filter finds
   * among them would say more of them than that they are there.
   */
  headOfJobs(): AnswerHead {
    const { projection, mirrorIsBehind } = this.#engine;
    const isOpaque = this.#visibility?.hidden === 'OPAQUE';
    const hasHidden = isOpaque && hidesJobs(projection, projection.mask(this.#visibility));
    return answerHead(
      projection,
      { asOf: this.now },
      mirrorIsBehind ? 'STORE_BEHIND' : null,
      hasHidden ? 'PERMISSION' : null,
    );
  }

  /** Whether there is such a dataset, name or job for whoever asks. */
  tells(ref: string): boolean {
    return tellsOf(this.#engine.projection, this.#visibility)(ref);
  }

  /** What was declared of a job that is told; null for one that was only observed. */
  factsOfJob(job: string): JobFacts | null {
    const { nodes } = this.#engine.projection;
    const id = nodes.find(job);
    return id === undefined ? null : nodes.jobFacts(id);
  }

  /** The dataset of the catalog that a name is; null while it is none. */
  datasetOf(name: string): string | null {
    return name.includes('|') ? this.#engine.projection.names.datasetOf(name) : name;
  }

  /** Names that are a dataset of the catalog, of those that whoever asks is told of. */
  namesOf(dataset: string): string[] {
    if (this.#visibility?.hidden === 'ABSENT') return [];
    return [...this.#engine.projection.names.linked()]
      .filter((link) => link.dataset === dataset && this.tells(link.name))
      .map(({ name }) => name)
      .sort();
  }

  /** When a name was seen; undefined for one that never was, or for whoever is told nothing of it. */
  seen(name: string) {
    return this.#tellsSaid ? this.#engine.projection.names.seen(name) : undefined;
  }

  /** Names and types of the columns of a dataset, in order. */
  columnsOf(dataset: string): { readonly name: string; readonly type: string }[] {
    return columnsInForce(this.#engine.projection, dataset);
  }

  /** What is said of a name; undefined when nothing is, or nothing for whoever asks. */
  async saidOfName(name: string): Promise<FacetsFacts | undefined> {
    return this.#tellsSaid && this.tells(name) ? this.#facets(name) : undefined;
  }

  /**
   * The schemas that a name had, newest first: of a dataset of the catalog, those of the names that are it. None for
   * whoever is not told what producers say, or does not see the dataset.
   * @param asOf those that were told until then; all unless given.
   * @returns also whether there were more: earlier ones, or of more names.
   * @throws BadInputError for an instant that no event can have
   */
  async schemaVersionsOf(
    ref: string,
    first: number,
    after: string | null | undefined,
    asOf: Date | null | undefined,
  ): Promise<{ readonly page: Page<NamedSchemaVersion>; readonly truncated: boolean }> {
    if (asOf) checkInstant('asOf', asOf);
    const names = this.#tellsSaid && this.tells(ref) ? this.#namesAt(ref) : [];
    const asked = names.slice(0, MOST_SCHEMA_NAMES);
    const histories = await Promise.all(asked.map((name) => this.loaders.schemaHistories.load(name)));
    const told = histories.flatMap((history) =>
      history === null ? [] : [{ name: history.name, ...schemaVersions(history.tellings, history.schemas) }],
    );
    const until = asOf ? instantOfDate(asOf) : Number.POSITIVE_INFINITY;
    const all = told
      .flatMap(({ name, versions }) => versions.map((version): NamedSchemaVersion => ({ name, ...version })))
      .filter(({ since }) => since <= until)
      .sort((a, b) => b.since - a.since || (a.name < b.name ? -1 : 1));
    const most = checkFirst(first);
    const fingerprint = listFingerprint('schemaVersions', ref, asOf?.toISOString() ?? null);
    const place = after === null || after === undefined ? null : decodeCursor(fingerprint, 2, after);
    const isBehind = ({ since, name }: NamedSchemaVersion): boolean =>
      place === null || since < Number(place[0]) || (since === Number(place[0]) && name > String(place[1]));
    const rest = all.filter(isBehind);
    return {
      page: {
        edges: rest.slice(0, most).map((node) => ({
          cursor: encodeCursor(fingerprint, [node.since, node.name]),
          node,
        })),
        hasNextPage: rest.length > most,
        hasPreviousPage: place !== null,
        count: () => Promise.resolve(all.length),
      },
      truncated: names.length > asked.length || told.some(({ truncated }) => truncated),
    };
  }

  /** What is said of a job; undefined when nothing is, or nothing for whoever asks. */
  async saidOfJob(job: string): Promise<FacetsFacts | undefined> {
    return this.#tellsWhole(job) ? this.#facets(job) : undefined;
  }

  /** What is said of a run that is told. */
  saidOfRun({ runId, job }: RunFacts): Promise<FacetsFacts | undefined> {
    return this.#facets(runSubject(runId, job));
  }

  /**
   * The run with an id; of several jobs the one last seen.
   * @throws NotFoundError when there is none, or none for whoever asks.
   */
  async run(id: string): Promise<RunFacts> {
    const found = this.#tellsSaid ? await this.loaders.runs.load(id.toLowerCase()) : [];
    const newest = found.filter((run) => this.#tellsRun(run)).sort((a, b) => b.lastSeen - a.lastSeen)[0];
    if (newest === undefined) throw new NotFoundError('run', id);
    return newest;
  }

  /** The run of a job last seen; null when there is none, or none for whoever asks. */
  async latestRun(job: string): Promise<RunFacts | null> {
    if (!this.#tellsWhole(job)) return null;
    const run = await this.loaders.latestRun.load(job);
    return run !== null && this.#tellsRun(run) ? run : null;
  }

  /** The runs of a job, last seen first; none for whoever is not told of them. */
  async runsOf(job: string, first: number, after: string | null | undefined, skip: number): Promise<Page<RunFacts>> {
    const most = checkFirst(first);
    checkSkip('skip', skip);
    const fingerprint = listFingerprint('job.runs', job);
    const key = after === null || after === undefined ? null : decodeCursor(fingerprint, 2, after);
    const place = key === null ? null : { lastSeen: Number(key[0]), code: String(key[1]) };
    const { runsOf, runCount } = this.loaders;
    const rows = this.#tellsWhole(job) ? await runsOf(job, { after: place, skip, most: most + 1 }) : [];
    const shown = rows.slice(0, most).filter(({ facts }) => this.#tellsRun(facts));
    return {
      edges: shown.map(({ code, facts }) => ({
        cursor: encodeCursor(fingerprint, [facts.lastSeen, code]),
        node: facts,
      })),
      hasNextPage: rows.length > most,
      hasPreviousPage: place !== null || skip > 0,
      count: async () => (this.#tellsWhole(job) ? ((await runCount.load(job))?.[1] ?? 0) : 0),
    };
  }

  /** What retention has folded of a job; null where it has nothing, or for whoever is not told of its runs. */
  async foldedOf(job: string): Promise<FoldedOfJob | null> {
    return this.#tellsWhole(job) ? this.loaders.folded.load(job) : null;
  }

  /** Runs that a run started, by their codes. */
  async childrenOf(runId: string): Promise<RunFacts[]> {
    return (await this.loaders.children(runId, null)).filter((run) => this.#tellsWhole(run.job) && this.#tellsRun(run));
  }

  /**
   * Events as they were taken, by their own time. Architects and administrators: an event can name what is hidden.
   * @throws ForbiddenError for others, BadInputError for bounds out of order and a piece that begins too far.
   */
  async events(
    time: { readonly after: Date | null; readonly before: Date | null },
    newestFirst: boolean,
    first: number,
    skip: number,
  ): Promise<{ events: readonly StoredLineageEvent[]; total: number; folded: number; truncated: boolean }> {
    const { viewer } = this.#scope;
    if (this.#visibility !== null) {
      requireStewardship(viewer, 'read lineage events');
      throw new ForbiddenError(
        `Your role (${viewer.role}) may not read lineage events; architects and administrators may. Ask for the jobs and names instead.`,
        { role: viewer.role },
      );
    }
    const most = checkFirst(first);
    checkSkip('skip', skip);
    const bounds = {
      after: time.after && instantOfDate(time.after),
      before: time.before && instantOfDate(time.before),
    };
    const { observations } = this.loaders;
    const rows = await observations.events({ ...bounds, newestFirst, skip, most: most + 1 });
    const total = Math.min(await observations.countEvents(bounds), MOST_COUNTED + 1);
    const folded = Math.min(await observations.countFolded(bounds), MOST_COUNTED + 1);
    return { events: rows.slice(0, most), total, folded, truncated: rows.length > most };
  }

  /** The name itself; of a dataset of the catalog the names that are it and that are told. */
  #namesAt(ref: string): string[] {
    if (ref.includes('|')) return [ref];
    return this.#engine.projection.names.standingAt(ref).filter((name) => name.includes('|') && this.tells(name));
  }

  get #tellsSaid(): boolean {
    return this.#visibility?.hidden !== 'ABSENT';
  }

  /** Whether all that a job touches is seen, by somebody who is told what producers say. */
  #tellsWhole(job: string): boolean {
    if (!this.#tellsSaid) return false;
    const { projection } = this.#engine;
    const id = projection.nodes.find(job);
    const mask = projection.mask(this.#visibility);
    return id !== undefined && (mask === null || jobIsWhollyVisible(projection, id, mask));
  }

  /** Whether all that a run read and wrote is seen. */
  #tellsRun({ job, inputs, outputs }: RunFacts): boolean {
    if (this.#visibility === null) return true;
    return this.#tellsWhole(job) && [...inputs, ...outputs].every(([ref]) => this.tells(ref));
  }

  async #facets(subject: string): Promise<FacetsFacts | undefined> {
    return (await this.loaders.facets.load(subject)) ?? undefined;
  }
}

/** @throws BadInputError for a number that is out of bounds */
function checkSkip(argument: string, skip: number): void {
  if (Number.isInteger(skip) && skip >= 0 && skip <= MOST_SKIPPED) return;
  throw new BadInputError(
    `${argument} takes a whole number from 0 to ${MOST_SKIPPED}; given: ${skip}. Go on with a cursor (after), or ask for less.`,
    { argument, least: 0, most: MOST_SKIPPED },
  );
}

/** A page of a list that is in memory, sorted by a key. */
function pageOf<T>(
  list: string,
  about: readonly unknown[],
  all: readonly T[],
  keyOf: (one: T) => string,
  first: number,
  after: string | null | undefined,
  skip: number,
): Page<T> {
  const most = checkFirst(first);
  checkSkip('skip', skip);
  const fingerprint = listFingerprint(list, ...about);
  const start = after === null || after === undefined ? null : String(decodeCursor(fingerprint, 1, after)[0]);
  const rest = (start === null ? all : all.filter((one) => keyOf(one) > start)).slice(skip);
  return {
    edges: rest.slice(0, most).map((node) => ({ cursor: encodeCursor(fingerprint, [keyOf(node)]), node })),
    hasNextPage: rest.length > most,
    hasPreviousPage: start !== null || skip > 0,
    count: () => Promise.resolve(all.length),
  };
}
