import { NormaliseError } from '../domain/body-reader.ts';
import { canonicalHash } from '../domain/canonical-hash.ts';
import { foldChanges } from '../domain/fold.ts';
import { GraphState } from '../domain/graph-state.ts';
import { changesOf } from './changes-of.ts';
import type { EventLog } from './event-log.ts';

/** Events read at once. */
const PAGE = 1_000;

/**
 * Canonical hash of the graph that the log says, up to a revision: folded in memory, without any store. Some hundred
 * bytes a record; for checks, not for answers.
 */
export async function hashOfLog(log: EventLog, upTo: number): Promise<string> {
  const state = new GraphState();
  for (let after = 0; after < upTo; ) {
    const events = (await log.read(after, PAGE)).filter(({ seq }) => seq <= upTo);
    const last = events.at(-1);
    if (last === undefined) break;
    for (const event of events) {
      try {
        foldChanges(state, changesOf(event));
      } catch (error) {
        // A dead letter changes nothing, here as in the projector.
        if (!(error instanceof NormaliseError)) throw error;
      }
    }
    after = last.seq;
  }
  return canonicalHash(state.records());
}
