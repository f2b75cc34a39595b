import { BadInputError, NguonError } from '../../kernel/errors/errors.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { instantOfDate } from '../domain/instant.ts';
import type { LineageEngine } from '../engine.ts';
import { answerHead } from '../projection/answers.ts';
import type { GraphChange } from '../projection/change-journal.ts';
import { journalGraph } from '../projection/journal-graph.ts';
import { NAME, NUMBER, REACHED_WITHIN_MS } from './min-revision.ts';
import { Veil } from './veil.ts';
import { type VeiledEdge, veiler } from './veiled-graph.ts';
import { visibilityOf } from './visibility-of.ts';

/** A change as a viewer is told of it. */
export type VeiledChange =
  | { readonly kind: 'DATASET' | 'FIELD' | 'JOB'; readonly ref: string; readonly edge: null }
  | { readonly kind: 'EDGE'; readonly ref: null; readonly edge: VeiledEdge };

const KINDS = { dataset: 'DATASET', field: 'FIELD', job: 'JOB' } as const;

/** The feed of changes, for caches and user interfaces. */
export class ChangesService {
  readonly #scope: RequestScope;
  readonly #engine: LineageEngine;

  constructor(scope: RequestScope, engine: LineageEngine) {
    this.#scope = scope;
    this.#engine = engine;
  }

  /**
   * What changed since a revision, a page of it. All pages are about the same two states.
   * @throws BadInputError for what is no revision; NguonError READ_ANEW for one that is not known here: too old, told
   * before a restart or by another process, of another log, of the future; or since which other datasets are visible.
   */
  async since(since: string, first: number, after: string | null | undefined) {
    const most = checkFirst(first);
    const visibility = visibilityOf(this.#scope.viewer);
    const isNamed = visibility?.hidden === 'ABSENT';
    if (!(isNamed ? NAME : NUMBER).test(since)) {
      throw new BadInputError(
        `since takes a revision as an answer of the same role told it; given: "${since.slice(0, 80)}".`,
        { argument: 'since', given: since.slice(0, 80) },
      );
    }
    const fingerprint = listFingerprint('lineageChanges', since, visibility?.key ?? null);
    const place = after === null || after === undefined ? null : decodeCursor(fingerprint, 2, after);
    // Another process may have told a number that this one has not reached yet.
    if (!isNamed && (await this.#engine.reached(Number(since), REACHED_WITHIN_MS, this.#scope.signal)) !== 'REACHED') {
      throw readAnew(since);
    }
    const { projection } = this.#engine;
    const graph = journalGraph(projection);
    const now = isNamed ? projection.visibleRevision(visibility) : String(projection.revision);
    const until = place === null ? now : String(place[1]);
    if (isNamed) projection.journal.tell(visibility, now);
    else if (!NUMBER.test(until) || Number(until) > projection.revision) throw readAnew(until);
    const all = isNamed
      ? projection.journal.betweenNames(visibility, since, until, graph)
      : projection.journal.betweenRevisions(visibility, Number(since), Number(until), graph);
    if (all === null) throw readAnew(since);
    const offset = place === null ? 0 : Math.max(0, Math.trunc(Number(place[0])) || 0);
    const { changes, hasHidden } = this.#told(all.slice(offset, offset + most));
    const end = offset + changes.length;
    const endCursor = end < all.length ? encodeCursor(fingerprint, [end, until]) : null;
    const head = answerHead(
      projection,
      { asOf: instantOfDate(this.#scope.clock.now()) },
      this.#engine.mirrorIsBehind ? 'STORE_BEHIND' : null,
      hasHidden ? 'PERMISSION' : null,
    );
    return { head, since, revision: until, changes, totalCount: all.length, endCursor };
  }

  #told(changes: readonly GraphChange[]): { readonly changes: VeiledChange[]; readonly hasHidden: boolean } {
    const veil = new Veil(this.#engine.projection, visibilityOf(this.#scope.viewer));
    const ends = new Set(changes.flatMap((change) => (change.record === 'edge' ? [change.from, change.to] : [])));
    const by = veiler(
      veil,
      [...ends].map((ref) => ({ ref, distance: 0 })),
    );
    const told = changes.map(
      (change): VeiledChange =>
        change.record === 'edge'
          ? { kind: 'EDGE', ref: null, edge: by.edge(change) }
          : { kind: KINDS[change.record], ref: change.ref, edge: null },
    );
    return { changes: told, hasHidden: [...ends].some((ref) => veil.hides(ref)) };
  }
}

const readAnew = (given: string): NguonError =>
  new NguonError(
    'READ_ANEW',
    `What changed since the revision ${given} is not known here: it is too old, of another instance or log, or not yet. Read anew what you keep, and go on from the revision of that answer.`,
    { argument: 'since', given },
  );
