import { requireAdministrator, requireStewardship } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { IngestionProgress, LineageEngine } from '../engine.ts';
import type { DeadLetter } from '../log/dead-letters.ts';

/** What may be asked of the taking in of events. Numbers count what may be hidden: stewards may know them. */
export class IngestionService {
  readonly #scope: RequestScope;
  readonly #engine: LineageEngine;

  constructor(scope: RequestScope, engine: LineageEngine) {
    this.#scope = scope;
    this.#engine = engine;
  }

  /** How it goes. Stewards, architects and administrators. */
  async state(): Promise<IngestionProgress> {
    requireStewardship(this.#scope.viewer, 'see how events are taken in');
    return this.#engine.ingestion();
  }

  /**
   * A page of dead letters, by number. Reasons quote names of whatever agency, so they are for who reads all metadata:
   * architects and administrators.
   */
  async deadLetters(first: number, after: string | null | undefined, resolvedToo: boolean): Promise<Page<DeadLetter>> {
    if (this.#scope.viewer.role !== 'architect') requireAdministrator(this.#scope.viewer, 'see dead letters');
    const most = checkFirst(first);
    const fingerprint = listFingerprint('deadLetters', resolvedToo);
    const start = after === null || after === undefined ? 0 : Number(decodeCursor(fingerprint, 1, after)[0]);
    const { deadLetters } = this.#engine;
    const found = await deadLetters.list(start, most + 1, resolvedToo);
    return {
      edges: found.slice(0, most).map((node) => ({ cursor: encodeCursor(fingerprint, [node.seq]), node })),
      hasNextPage: found.length > most,
      hasPreviousPage: start > 0,
      count: () => deadLetters.total(resolvedToo),
    };
  }
}
