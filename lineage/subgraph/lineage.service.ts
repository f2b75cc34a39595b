import { BadInputError, NguonError, NotFoundError } from '../../kernel/errors/errors.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { type CursorKey, decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import type { Answered, ImpactQuestion, LineageQuestion } from '../answers/answerer.ts';
import { askedNode } from '../answers/asked-node.ts';
import { type Reason, reason } from '../domain/completeness.ts';
import { type Instant, instantOfDate } from '../domain/instant.ts';
import { datasetOfField, kindOfRef } from '../domain/node-ref.ts';
import type { LineageEngine } from '../engine.ts';
import type { AnswerHead, Asked, UnknownNode } from '../projection/answers.ts';
import type { Projection } from '../projection/projection.ts';
import { type DescribedNode, datasetRefs, describe } from '../projection/queries/describe.ts';
import { endsOfJob } from '../projection/queries/ends-of-job.ts';
import type { ImpactedDataset, ImpactedDatasets, ImpactedField } from '../projection/queries/impacted-datasets.ts';
import { catalogTotals } from '../projection/queries/totals.ts';
import type { Direction } from '../store/graph-store.ts';
import { reach, ToldStates } from './min-revision.ts';
import { type Step, Veil } from './veil.ts';
import { veiledGraph, withPermission } from './veiled-graph.ts';
import { visibilityOf } from './visibility-of.ts';

/** When a question is about; now unless given. */
export interface When {
  readonly asOf?: Date | null | undefined;
  readonly asRecorded?: Date | null | undefined;
  /** The state that the answer must know: that one or a later one. Any unless given. */
  readonly minRevision?: string | null | undefined;
}

/** An affected dataset as this viewer is told of it. */
export type VeiledDataset = Veiled<Omit<ImpactedDataset, 'fields'>> & { fields(): Veiled<ImpactedField>[] };

type Veiled<T> = Omit<T, 'path'> & { path(): Step[] };

/** What every question needs: for whom and when it is asked, of which node, and what is said when there is none. */
export interface Asking {
  readonly projection: Projection;
  asked(when: When): Asked;
  /** What is asked about: a name that is a dataset of the catalog stands for it, for whoever sees both. */
  nodeOf(ref: string): string;
  /** @throws NotFoundError */
  known<T extends { readonly outcome: 'OK' }>(answer: T | UnknownNode): T;
  veil(): Veil;
}

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

  constructor(scope: RequestScope, engine: LineageEngine) {
    this.#scope = scope;
    this.#engine = engine;
  }

  /** For services of other questions. */
  get asking(): Asking {
    return {
      projection: this.#engine.projection,
      asked: (when) => this.#asked(when),
      nodeOf: (ref) => this.#nodeOf(ref),
      known: (answer) => this.#known(answer),
      veil: () => this.#veil(),
    };
  }

  /** What is reached downstream. @throws NotFoundError */
  async impact({ of, transformations = null }: ImpactQuestion, when: When) {
    await this.#reached(when);
    const question = { of: nodeOfGraph(of), transformations: given(transformations, 'transformations') };
    const { answer, veil } = this.#answer(await this.#engine.answers.impact(question, this.#asked(when)));
    return { ...answer, hidden: veil.count(answer.datasets.hidden), veil };
  }

  /**
   * The state that an answer was computed at, as this viewer is told it: for those from whom something is hidden without
   * a trace a name of what they see, else a number of the log. Called before anything else happens.
   */
  revisionOf({ revision }: AnswerHead): string {
    const visibility = visibilityOf(this.#scope.viewer);
    return visibility?.hidden === 'ABSENT'
      ? TOLD.tell(this.#engine.projection.visibleRevision(visibility))
      : String(revision);
  }

  /** A page of what an impact reached, nearest first, then by reference. */
  impactPage(
    datasets: ImpactedDatasets,
    veil: Veil,
    of: string,
    when: When,
    first: number,
    after: string | null | undefined,
  ): Page<VeiledDataset> {
    const most = checkFirst(first);
    const fingerprint = listFingerprint('impact.datasets', of, when.asOf ?? null, when.asRecorded ?? null);
    let offset = 0;
    if (after !== null && after !== undefined) {
      const [distance, ref] = decodeCursor(fingerprint, 2, after);
      offset = datasets.countUpTo(Number(distance), String(ref));
    }
    const rows = datasets.slice(offset, most);
    return {
      edges: rows.map((node) => ({
        cursor: encodeCursor(fingerprint, [node.distance, node.ref]),
        node: {
          ...node,
          path: () => veil.steps(node.path()),
          fields: () => node.fields().map((field) => ({ ...field, path: () => veil.steps(field.path()) })),
        },
      })),
      hasNextPage: offset + rows.length < datasets.length,
      hasPreviousPage: offset > 0,
      count: () => Promise.resolve(datasets.length),
    };
  }

  /**
   * A page of the graph around a node.
   * @throws NotFoundError, BadInputError for a depth out of bounds or a filter that lets nothing through, NguonError
   * BAD_CURSOR for a cursor of another question.
   */
  async lineage(question: Omit<LineageQuestion, 'from'>, when: When, after: string | null | undefined) {
    const { of, direction, depth, level = null, kinds = null, transformations = null } = question;
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
        {
          argument: 'level',
          given: of,
        },
      );
    }
    const asked = {
      of: nodeOfGraph(of),
      direction,
      depth,
      level,
      kinds: given(kinds, 'kinds'),
      transformations: given(transformations, 'transformations'),
    };
    await this.#reached(when);
    const fingerprint = listFingerprint('lineage', asked, when.asOf ?? null, when.asRecorded ?? null);
    const [portions, nodesBefore, edgesBefore] =
      after === null || after === undefined ? [1, 0, 0] : placeIn(decodeCursor(fingerprint, 3, after));
    const { answer, veil } = this.#answer(
      await this.#engine.answers.lineage(
        { ...asked, from: { nodes: nodesBefore, edges: edgesBefore } },
        { ...this.#asked(when), portions },
      ),
    );
    const { nodes, edges, hasHidden } = veiledGraph(veil, answer.nodes, answer.edges);
    const { next } = answer;
    const endCursor =
      next === null ? null : encodeCursor(fingerprint, [next.portions, next.from.nodes, next.from.edges]);
    return { ...withPermission(answer, hasHidden), truncated: answer.truncated, endCursor, nodes, edges };
  }

  /** The way from one node to another. @throws NotFoundError */
  async paths(from: string, to: string, when: When) {
    await this.#reached(when);
    const { answer, veil } = this.#answer(
      await this.#engine.answers.paths(nodeOfGraph(from), nodeOfGraph(to), this.#asked(when)),
    );
    const shortest = veil.steps(answer.shortest);
    const hidden = shortest.some((step) => step.hidden);
    return { ...withPermission(answer, hidden), distance: answer.distance, shortest };
  }

  /** A page of the datasets one hop away. @throws NotFoundError */
  async neighbours(
    of: string,
    direction: Direction,
    when: When,
    first: number,
    after: string | null | undefined,
  ): Promise<Page<string>> {
    const most = checkFirst(first);
    const fingerprint = listFingerprint('dataset.neighbours', of, direction, when.asOf ?? null);
    const start = after === null || after === undefined ? '' : String(decodeCursor(fingerprint, 1, after)[0]);
    const answered = await this.#engine.answers.neighbours(of, direction, this.#asked(when));
    const all = this.#answer(answered).answer.neighbours;
    const rest = all.filter((ref) => ref > start);
    return {
      edges: rest.slice(0, most).map((ref) => ({ cursor: encodeCursor(fingerprint, [ref]), node: ref })),
      hasNextPage: rest.length > most,
      hasPreviousPage: start !== '',
      count: () => Promise.resolve(all.length),
    };
  }

  /** A flow with its ends, at a time when it flows. @throws NotFoundError, BadInputError for what is no flow. */
  job(ref: string) {
    if (kindOfRef(ref) !== 'JOB') {
      throw new BadInputError(`job takes the reference of a flow, such as job:F26; given: ${ref}.`, {
        argument: 'ref',
        given: ref,
      });
    }
    const found = this.find(ref, 'JOB');
    const now = instantOfDate(this.#scope.clock.now());
    const { validFrom = null, validTo = null } = found?.facts ?? {};
    const asOf =
      validFrom !== null && now < validFrom ? validFrom : validTo !== null && now >= validTo ? validTo - 1 : now;
    const ends = this.#known(endsOfJob(this.#engine.projection, ref, { ...this.#asked({}), asOf }));
    if (found === undefined || found.facts === null)
      throw this.#notFound({ outcome: 'UNKNOWN_NODE', ref, columns: [] });
    return { ref, facts: found.facts, inputs: ends.inputs, outputs: ends.outputs };
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
    await reach(this.#engine, TOLD, visibilityOf(this.#scope.viewer), minRevision);
  }

  #veil(): Veil {
    return new Veil(this.#engine.projection, visibilityOf(this.#scope.viewer));
  }

  /** No walk begins after nobody waits any more, and all walks of one request end by the same time. */
  #asked({ asOf, asRecorded }: When): Asked & { readonly asOf: Instant } {
    this.#scope.signal?.throwIfAborted();
    return {
      isLate: this.#isLate,
      asOf: instantOfDate(asOf ?? this.#scope.clock.now()),
      asRecorded: asRecorded ? instantOfDate(asRecorded) : null,
      visibility: visibilityOf(this.#scope.viewer),
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

/** @throws BadInputError for a reference that parses but names nothing in the graph: an element, a code list, a standard. */
function nodeOfGraph(ref: string): string {
  const kind = kindOfRef(ref);
  if (kind === 'DATASET' || kind === 'FIELD' || kind === 'JOB') return ref;
  throw new BadInputError(
    `Lineage starts at a dataset, a column or a flow; given: ${ref}. Use N01, N01.ngay_sinh or job:F26.`,
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

/** Most times its budget that a question may spend on going on where it was cut. */
const MOST_PORTIONS = 100;

/** @throws NguonError BAD_CURSOR for numbers that no cursor of ours holds. */
function placeIn(key: CursorKey): readonly [portions: number, nodes: number, edges: number] {
  const [portions = 0, nodes = -1, edges = -1] = key.map(Number);
  const isOurs =
    [portions, nodes, edges].every(Number.isSafeInteger) &&
    portions >= 1 &&
    portions <= MOST_PORTIONS &&
    nodes >= 0 &&
    edges >= 0;
  if (!isOurs)
    throw new NguonError(
      'BAD_CURSOR',
      `The cursor in "after" is not one of ours. Use endCursor of the same question.`,
      {
        argument: 'after',
      },
    );
  return [portions, nodes, edges];
}
