import { BadInputError, UnavailableError } from '../../../kernel/errors/errors.ts';
import type { Note } from '../../domain/openlineage/notes.ts';
import type { Appended } from '../../log/event-log.ts';
import type { GroupCommit } from '../group-commit.ts';
import { isLogDown } from '../log-is-down.ts';
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
   * @param text the JSON that it was read from. @param source who sends it.
   * @throws BadInputError with the JSON path for a malformed event, UnavailableError when the log cannot be written.
   */
  one(event: unknown, text: Buffer, source: string): Promise<TakenEvent>;
  /**
   * Takes a batch: good events are committed together, malformed ones come back with what is wrong.
   * @throws BadInputError for more than `MOST_BATCHED`, UnavailableError when the log cannot be written: then none is in.
   */
  many(
    events: readonly unknown[],
    text: Buffer,
    source: string,
  ): Promise<readonly (TakenEvent | { readonly refused: BadInputError })[]>;
}

/** The intake into a log by group commit. */
export function openLineageIntake(commits: GroupCommit): OpenLineageIntake {
  const commit = async (prepared: readonly PreparedEvent[], bytes: number): Promise<readonly Appended[]> => {
    try {
      return await commits.append(
        prepared.map(({ event }) => event),
        bytes,
      );
    } catch (error) {
      if (!isLogDown(error)) throw error;
      throw new UnavailableError('The event log cannot be written now; nothing was taken. Send it again shortly.');
    }
  };
  const taken = ({ notes }: PreparedEvent, appended: Appended | undefined): TakenEvent => ({
    duplicate: appended?.duplicate ?? false,
    warnings: notes,
  });
  return {
    async one(event, text, source) {
      const prepared = prepareEvent(event, source);
      const [appended] = await commit([prepared], text.length);
      return taken(prepared, appended);
    },
    async many(events, text, source) {
      if (events.length > MOST_BATCHED) {
        throw new BadInputError(`$ holds ${events.length} events, expected at most ${MOST_BATCHED}.`, { path: '$' });
      }
      const checked = events.map((event) => {
        try {
          return prepareEvent(event, source);
        } catch (error) {
          if (error instanceof BadInputError) return { refused: error };
          throw error;
        }
      });
      const good = checked.filter((one): one is PreparedEvent => 'event' in one);
      const appended = good.length === 0 ? [] : await commit(good, text.length);
      const places = new Map(good.map((one, i) => [one, appended[i]]));
      return checked.map((one) => ('refused' in one ? one : taken(one, places.get(one))));
    },
  };
}
