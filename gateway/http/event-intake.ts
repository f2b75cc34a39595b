import type { NguonError } from '../../kernel/errors/errors.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';

/** What became of an event that was sent. */
export interface TakenEvent {
  /** Whether an equal event was known already. */
  readonly duplicate: boolean;
  /** What of it was kept but cannot be used, by JSON path. */
  readonly warnings: readonly { readonly path: string; readonly problem: string }[];
}

/** Where events of OpenLineage go; whoever composes the system gives one, because the gateway knows no subgraph. */
export interface EventIntake {
  /**
   * Takes an event; resolves when it is committed. `text` is the JSON that it was read from, `sender` who sends it.
   * @throws NguonError for a malformed event, with `path`; ForbiddenError for one that the sender's key is not for;
   * UnavailableError when it cannot be kept now.
   */
  one(event: unknown, text: Buffer, sender: Viewer): Promise<TakenEvent>;
  /** Takes a batch: an answer an event, in order. @throws UnavailableError when none of it can be kept now. */
  many(
    events: readonly unknown[],
    text: Buffer,
    sender: Viewer,
  ): Promise<readonly (TakenEvent | { readonly refused: NguonError })[]>;
}
