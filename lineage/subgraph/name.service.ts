import { BadInputError, ForbiddenError, NotFoundError } from '../../kernel/errors/errors.ts';
import { requireStewardOf, requireStewardship } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import { datasetRef, kindOfRef } from '../domain/node-ref.ts';
import type { LineageEngine } from '../engine.ts';
import { MOST_SUGGESTIONS, type NameSuggestion, nameSuggestions } from '../projection/queries/name-suggestions.ts';
import { type UnresolvedName, unresolvedNames } from '../projection/queries/unresolved-names.ts';
import { LineageService } from './lineage.service.ts';
import { visibilityOf } from './visibility-of.ts';

/** What a name is. */
export interface NamedDataset {
  readonly name: string;
  /** Code of the dataset; null while it is none. */
  readonly dataset: string | null;
}

/**
 * The verbs of names from outside. Who answers for a dataset says which names are it: a link brings all that is known
 * of the name into the dataset's lineage, and taking it back takes that away again. Links are events of the log.
 */
export class NameService {
  readonly #scope: RequestScope;
  readonly #engine: LineageEngine;
  readonly #lineage: LineageService;

  constructor(scope: RequestScope, engine: LineageEngine) {
    this.#scope = scope;
    this.#engine = engine;
    this.#lineage = new LineageService(scope, engine);
  }

  /** A page of the names that are no dataset, by reference. Stewards, architects and administrators. */
  unresolved(first: number, after: string | null | undefined, ignored = false): Page<UnresolvedName> {
    requireStewardship(this.#scope.viewer, 'see unresolved names');
    const most = checkFirst(first);
    const fingerprint = listFingerprint('unresolvedNames', ignored ? 'ignored' : 'open');
    const start = after === null || after === undefined ? '' : String(decodeCursor(fingerprint, 1, after)[0]);
    const { page, total, more } = unresolvedNames(this.#engine.projection, start, most, ignored);
    return {
      edges: page.map((node) => ({ cursor: encodeCursor(fingerprint, [node.name]), node })),
      hasNextPage: more,
      hasPreviousPage: start !== '',
      count: () => Promise.resolve(total),
    };
  }

  /** Datasets that the viewer sees and that a name may be, the likeliest first. Stewards, architects, administrators. */
  suggestions(name: string, first: number): readonly NameSuggestion[] {
    requireStewardship(this.#scope.viewer, 'see unresolved names');
    if (!Number.isInteger(first) || first < 0 || first > MOST_SUGGESTIONS)
      throw new BadInputError(`first takes a whole number from 0 to ${MOST_SUGGESTIONS}; given: ${first}.`, {
        argument: 'first',
        given: first,
        least: 0,
        most: MOST_SUGGESTIONS,
      });
    const { projection } = this.#engine;
    return nameSuggestions(projection, name, projection.mask(visibilityOf(this.#scope.viewer))).slice(0, first);
  }

  /**
   * Links a name, seen or not yet, to a dataset; linked elsewhere before, it moves. Resolves when answers know it.
   * @throws BadInputError for a reference that is no name, NotFoundError for a dataset that the viewer does not see,
   * ForbiddenError unless the viewer writes for its publisher, and for that of the dataset that the name leaves.
   */
  async link(name: string, code: string): Promise<NamedDataset> {
    requireName(name);
    requireStewardship(this.#scope.viewer, 'link a name');
    await this.#engine.catchUp();
    const dataset = datasetRef(code);
    this.#requireWriter(dataset, 'link a name to a dataset');
    const before = this.#engine.projection.names.datasetOf(name);
    if (before !== null && before !== dataset) {
      // The other dataset is not named to somebody who does not see it.
      if (this.#lineage.find(before, 'DATASET') === undefined)
        throw new ForbiddenError(
          'The name is linked to a dataset of another publisher. Ask an administrator to move it.',
        );
      this.#requireWriter(before, 'take a name from a dataset');
    }
    return this.#write({ name, dataset });
  }

  /**
   * Takes a link back. Resolves when answers know it.
   * @throws NotFoundError for a name that is not linked to a dataset that the viewer sees; otherwise as `link`.
   */
  async unlink(name: string): Promise<NamedDataset> {
    requireName(name);
    requireStewardship(this.#scope.viewer, 'unlink a name');
    await this.#engine.catchUp();
    const before = this.#engine.projection.names.datasetOf(name);
    if (before === null || this.#lineage.find(before, 'DATASET') === undefined) {
      const linked = [...this.#engine.projection.names.linked()].filter(
        ({ dataset }) => dataset !== null && this.#lineage.find(dataset, 'DATASET') !== undefined,
      );
      throw new NotFoundError(
        'linked name',
        name,
        didYouMean(
          name,
          linked.map((link) => link.name),
        ),
      );
    }
    this.#requireWriter(before, 'take a name from a dataset');
    return this.#write({ name, dataset: null });
  }

  #requireWriter(dataset: string, what: string): void {
    const facts = this.#lineage.find(dataset, 'DATASET')?.facts ?? null;
    if (facts === null) throw this.#lineage.notFound(dataset);
    requireStewardOf(this.#scope.viewer, facts.publisher, what);
  }

  async #write(body: NamedDataset): Promise<NamedDataset> {
    const source = body.dataset === null ? 'unlinkName' : 'linkName';
    await this.#engine.append([{ kind: 'name.linked', source, body: { ...body } }], this.#scope);
    return body;
  }
}

/** @throws BadInputError for a reference that is no name from outside. */
export function requireName(ref: string): void {
  if (kindOfRef(ref) === 'DATASET' && ref.includes('|')) return;
  throw new BadInputError(
    `A name from outside the catalog is <namespace>|<name>; given: ${ref.slice(0, 120)}. Names to link are listed by unresolvedNames.`,
    { argument: 'name', given: ref },
  );
}
