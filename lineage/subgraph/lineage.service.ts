import { BadInputError, NotFoundError } from '../../kernel/errors/errors.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import { type Reason, reason } from '../domain/completeness.ts';
import { type Instant, instantOfDate } from '../domain/instant.ts';
import { datasetOfField, kindOfRef } from '../domain/node-ref.ts';
import type { LineageEngine } from '../engine.ts';
import type { Asked, UnknownNode } from '../projection/answers.ts';
import { type DescribedNode, datasetRefs, describe } from '../projection/queries/describe.ts';
import { endsOfJob } from '../projection/queries/ends-of-job.ts';
import { impact } from '../projection/queries/impact.ts';
import type { ImpactedDataset, ImpactedDatasets } from '../projection/queries/impacted-datasets.ts';
import { lineage } from '../projection/queries/lineage.ts';
import { neighbours } from '../projection/queries/neighbours.ts';
import { paths } from '../projection/queries/paths.ts';
import { catalogTotals } from '../projection/queries/totals.ts';
import type { Direction } from '../store/graph-store.ts';
import { visibilityOf } from './visibility-of.ts';

/** When a question is about; now unless given. */
export interface When {
  readonly asOf?: Date | null | undefined;
  readonly asRecorded?: Date | null | undefined;
}

/** A node that is in the graph and that the viewer sees. */
type Known<K extends DescribedNode['kind']> = Extract<DescribedNode, { kind: K }>;

/** The questions about lineage: for whom and when, and what is said when there is no such node. */
export class LineageService {
  readonly #scope: RequestScope;
  readonly #engine: LineageEngine;
  /** Edges and nodes that the walks of this request have looked at; how many all had when the last one began. */
  #spent = 0;
  #lookedBefore = 0;

  constructor(scope: RequestScope, engine: LineageEngine) {
    this.#scope = scope;
    this.#engine = engine;
  }

  /** What is reached downstream. @throws NotFoundError */
  impact(of: string, when: When) {
    return this.#known(impact(this.#engine.projection, { of: this.#nodeOf(of), ...this.#asked(when) }));
  }

  /** A page of what an impact reached, nearest first, then by reference. */
  impactPage(
    datasets: ImpactedDatasets,
    of: string,
    when: When,
    first: number,
    after: string | null | undefined,
  ): Page<ImpactedDataset> {
    const most = checkFirst(first);
    const fingerprint = listFingerprint('impact.datasets', of, when.asOf ?? null, when.asRecorded ?? null);
    let offset = 0;
    if (after !== null && after !== undefined) {
      const [distance, ref] = decodeCursor(fingerprint, 2, after);
      offset = datasets.countUpTo(Number(distance), String(ref));
    }
    const rows = datasets.slice(offset, most);
    return {
      edges: rows.map((node) => ({ cursor: encodeCursor(fingerprint, [node.distance, node.ref]), node })),
      hasNextPage: offset + rows.length < datasets.length,
      hasPreviousPage: offset > 0,
      count: () => Promise.resolve(datasets.length),
    };
  }

  /** The graph around a node. @throws NotFoundError, BadInputError for a depth out of bounds. */
  lineage(of: string, direction: Direction | 'BOTH', depth: number, when: When) {
    if (!Number.isInteger(depth) || depth < 1 || depth > LIMITS.lineageDepth) {
      throw new BadInputError(`depth takes a whole number from 1 to ${LIMITS.lineageDepth}; given: ${depth}.`, {
        argument: 'depth',
        least: 1,
        most: LIMITS.lineageDepth,
      });
    }
    return this.#known(
      lineage(this.#engine.projection, { of: this.#nodeOf(of), direction, depth, ...this.#asked(when) }),
    );
  }

  /** The way from one node to another. @throws NotFoundError */
  paths(from: string, to: string, when: When) {
    return this.#known(
      paths(this.#engine.projection, { from: this.#nodeOf(from), to: this.#nodeOf(to), ...this.#asked(when) }),
    );
  }

  /** A page of the datasets one hop away. @throws NotFoundError */
  neighbours(
    of: string,
    direction: Direction,
    when: When,
    first: number,
    after: string | null | undefined,
  ): Page<string> {
    const most = checkFirst(first);
    const fingerprint = listFingerprint('dataset.neighbours', of, direction, when.asOf ?? null);
    const start = after === null || after === undefined ? '' : String(decodeCursor(fingerprint, 1, after)[0]);
    const all = this.#known(neighbours(this.#engine.projection, of, direction, this.#asked(when))).neighbours;
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

  /** Walks of one request share what they may look at, and none begins after nobody waits any more. */
  #asked({ asOf, asRecorded }: When): Asked & { readonly asOf: Instant; readonly budget: number } {
    this.#scope.signal?.throwIfAborted();
    this.#lookedBefore = this.#engine.projection.looked;
    return {
      budget: Math.max(0, LIMITS.walkedEdges - this.#spent),
      asOf: instantOfDate(asOf ?? this.#scope.clock.now()),
      asRecorded: asRecorded ? instantOfDate(asRecorded) : null,
      visibility: visibilityOf(this.#scope.viewer),
    };
  }

  /** What is asked about: a name that is a dataset of the catalog stands for it, for whoever sees both. */
  #nodeOf(ref: string): string {
    const resolved = this.#engine.projection.names.resolve(ref);
    const visible = (node: string): boolean =>
      describe(this.#engine.projection, node, visibilityOf(this.#scope.viewer)) !== undefined;
    return nodeOfGraph(resolved !== ref && visible(ref) && visible(resolved) ? resolved : ref);
  }

  #known<T extends { readonly outcome: 'OK' }>(answer: T | UnknownNode): T {
    this.#spent += this.#engine.projection.looked - this.#lookedBefore;
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
