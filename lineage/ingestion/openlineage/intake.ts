import { breather } from '../../../kernel/breather.ts';
import { BadInputError, ForbiddenError, UnavailableError } from '../../../kernel/errors/errors.ts';
import type { EventKind, Viewer } from '../../../kernel/identity/viewer.ts';
import type { Note } from '../../domain/openlineage/notes.ts';
import type { Appended } from '../../log/event-log.ts';
import type { GroupCommit } from '../group-commit.ts';
import { isLogDown } from '../log-is-down.ts';
import { checkScope, type PublisherOf } from './check-scope.ts';
import { type PreparedEvent, prepareEvent } from './prepare-event.ts';

/** An event that is in the log, committed. */
export interface TakenEvent {
  /** Whether an equal event was there already; then nothing was added. */
  readonly duplicate: boolean;
  /** What of it was mended or cannot be used. */
  readonly warnings: readonly Note[];
}

/** Most events of one batch. */
export const MOST_BATCHED = 10_000;

/** Takes events of OpenLineage into the log. */
export interface OpenLineageIntake {
  /**
   * Takes one event; resolves when it is committed.
   * @param text the JSON that it was read from. @param sender who sends it.
   * @throws BadInputError with the JSON path for a malformed event, ForbiddenError for one that the sender's key is not
   * for, UnavailableError when the log cannot be written.
   */
  one(event: unknown, text: Buffer, sender: Viewer): Promise<TakenEvent>;
  /**
   * Takes a batch: good events are committed together, those that `one` refuses come back with what is wrong.
   * @throws BadInputError for more than `MOST_BATCHED`, UnavailableError when the log cannot be written: then none is in.
   */
  many(
    events: readonly unknown[],
    text: Buffer,
    sender: Viewer,
  ): Promise<readonly (TakenEvent | { readonly refused: BadInputError | ForbiddenError })[]>;
}

/** An event that its sender may send. */
type CheckedEvent = Pick<PreparedEvent, 'event' | 'notes'>;

const KINDS = { run: 'RUN', job: 'JOB', dataset: 'DATASET' } as const satisfies Record<
  PreparedEvent['about'],
  EventKind
>;

/** The intake into a log by group commit. */
export function openLineageIntake(commits: GroupCommit, publisherOf: PublisherOf): OpenLineageIntake {
  const prepare = (value: unknown, { subject, credential }: Viewer): CheckedEvent => {
    const { about, changes, ...checked } = prepareEvent(value, `openlineage:${subject}`);
    if (credential?.scope !== undefined) checkScope(KINDS[about], changes, credential.scope, publisherOf);
    return checked;
  };
  const commit = async (
    prepared: readonly CheckedEvent[],
    bytes: number,
    sender: Viewer,
  ): Promise<readonly Appended[]> => {
    try {
      return await commits.append(
        prepared.map(({ event }) => event),
        bytes,
        sender,
      );
    } catch (error) {
      if (!isLogDown(error)) throw error;
      throw new UnavailableError('The event log cannot be written now; nothing was taken. Send it again shortly.');
    }
  };
  const taken = ({ notes }: CheckedEvent, appended: Appended | undefined): TakenEvent => ({
    duplicate: appended?.duplicate ?? false,
    warnings: notes,
  });
  return {
    async one(event, text, sender) {
      const prepared = prepare(event, sender);
      const [appended] = await commit([prepared], text.length, sender);
      return taken(prepared, appended);
    },
    async many(events, text, sender) {
      if (events.length > MOST_BATCHED) {
        throw new BadInputError(`$ holds ${events.length} events, expected at most ${MOST_BATCHED}.`, { path: '$' });
      }
      const checked: (CheckedEvent | { readonly refused: BadInputError | ForbiddenError })[] = [];
      const breathe = breather();
      for (const event of events) {
        await breathe();
        try {
          checked.push(prepare(event, sender));
        } catch (error) {
          if (!(error instanceof BadInputError || error instanceof ForbiddenError)) throw error;
          checked.push({ refused: error });
        }
      }
      const good = checked.filter((one): one is CheckedEvent => 'event' in one);
      const appended = good.length === 0 ? [] : await commit(good, text.length, sender);
      const places = new Map(good.map((one, i) => [one, appended[i]]));
      return checked.map((one) => ('refused' in one ? one : taken(one, places.get(one))));
    },
  };
}
