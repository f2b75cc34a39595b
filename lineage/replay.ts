import type { EntityManager } from '@mikro-orm/postgresql';
import { appendRecords, auditHead } from '../kernel/audit/seal.ts';
import type { RequestScope } from '../kernel/subgraph/request-scope.ts';
import { NormaliseError } from './domain/body-reader.ts';
import { normalise } from './domain/normalise.ts';
import { REPLAYED, type ReplayedBody } from './domain/replayed-event.ts';
import type { DeadLetters, OpenedLetter } from './log/dead-letters.ts';
import type { EventLog } from './log/event-log.ts';
import { mikroSql } from './log/mikro-sql.ts';

/** What became of a dead letter that was to be replayed. */
export interface Replay {
  readonly seq: number;
  /** UNREADABLE: the cause is not gone; nothing was done. RESOLVED: it was not open any more. */
  readonly outcome: 'REPLAYED' | 'SUPERSEDED' | 'UNREADABLE' | 'RESOLVED';
  /** Number of the event that took its place or is newer; null where nothing was done. */
  readonly by: number | null;
  /** Why it still cannot be read; null where it can. */
  readonly reason: string | null;
}

/** What replaying is recorded as. */
const REPLAY = 'replayDeadLetter';

/**
 * Replays one dead letter: what it says becomes a new event of the log, in one transaction with the note of it and the
 * record of who did it. One that states the present of something that was stated anew since is set aside: the newer
 * statement stands. Replaying it again does nothing.
 */
export async function replayLetter(
  fork: () => EntityManager,
  log: EventLog,
  letters: DeadLetters,
  letter: OpenedLetter,
  scope: Pick<RequestScope, 'viewer' | 'clock'>,
): Promise<Replay> {
  const { seq, kind, body } = letter;
  if (letter.resolution !== null) return { seq, outcome: 'RESOLVED', by: letter.resolvedBy, reason: null };
  const superseded = letter.newestOfSubject > seq;
  if (!superseded) {
    try {
      normalise(letter);
    } catch (error) {
      if (!(error instanceof NormaliseError)) throw error;
      return { seq, outcome: 'UNREADABLE', by: null, reason: error.message };
    }
  }
  const outcome = superseded ? 'SUPERSEDED' : 'REPLAYED';
  const by = await fork().transactional(async (em) => {
    const sql = mikroSql(em);
    let place = letter.newestOfSubject;
    if (!superseded) {
      const again = { seq, kind, body } satisfies ReplayedBody;
      const [appended] = await log.append([{ kind: REPLAYED, source: REPLAY, subject: null, body: again }], sql);
      place = appended?.seq ?? place;
    }
    await letters.resolve(seq, outcome, place, sql);
    await appendRecords(em, 'lineage', [
      {
        ...auditHead({ ...scope, correlationId: null }, { action: REPLAY, targets: [String(seq)] }),
        kind: 'WRITE',
        outcome: 'DONE',
        changes: [
          {
            entity: 'dead_letter',
            key: String(seq),
            before: { resolution: null, resolved_by: null },
            after: { resolution: outcome, resolved_by: place },
          },
        ],
      },
    ]);
    return place;
  });
  return { seq, outcome, by, reason: null };
}
