import type { EntityManager } from '@mikro-orm/postgresql';
import { appendRecords, auditHead } from '../kernel/audit/seal.ts';
import { NotFoundError } from '../kernel/errors/errors.ts';
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

/** Letters that are looked for at once. */
const REPLAY_PAGE = 200;
/** What replaying is recorded as. */
const REPLAY = 'replayDeadLetter';

/** What replaying works with. */
export interface Replaying {
  fork(): EntityManager;
  readonly log: EventLog;
  readonly letters: DeadLetters;
  readonly scope: Pick<RequestScope, 'viewer' | 'clock'>;
}

/**
 * Replays dead letters, by number; all that are open for null.
 * @throws NotFoundError for a number that is no letter's; those before it are replayed.
 */
export async function replayLetters(
  { fork, log, letters, scope }: Replaying,
  seqs: readonly number[] | null,
): Promise<Replay[]> {
  const done: Replay[] = [];
  const one = async (seq: number): Promise<void> => {
    const letter = await letters.open(seq);
    if (letter === undefined) throw new NotFoundError('dead letter', String(seq));
    done.push(await replayLetter(fork, log, letters, letter, scope));
  };
  if (seqs !== null) for (const seq of seqs) await one(seq);
  // A page at a time: what stays unreadable stays open.
  for (let after = 0; seqs === null; ) {
    const page = await letters.list(after, REPLAY_PAGE, false);
    for (const { seq } of page) await one(seq);
    if (page.length < REPLAY_PAGE) break;
    after = page.at(-1)?.seq ?? after;
  }
  return done;
}

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
