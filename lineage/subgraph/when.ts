import { BadInputError } from '../../kernel/errors/errors.ts';
import type { Projection } from '../projection/projection.ts';
import { firstRecord } from '../projection/queries/first-record.ts';
import type { Visibility } from '../projection/visibility.ts';

/** When a question is about; now unless given. */
export interface When {
  readonly asOf?: Date | null | undefined;
  readonly asRecorded?: Date | null | undefined;
  /** The state that the answer must know: that one or a later one. Any unless given. */
  readonly minRevision?: string | null | undefined;
  /** The revision that an answer to the same question told: that answer, of that state. Any unless given. */
  readonly atRevision?: string | null | undefined;
}

/** Times that events can have (`docs/limits.md`): outside of them the graph says nothing. */
const [EARLIEST, LATEST] = [new Date('1970-01-01T00:00:00Z'), new Date('2100-01-01T00:00:00Z')];

/**
 * @throws BadInputError for an instant that no event can have, and for a recorded time of the future or before anything
 * was recorded: an empty answer would look like a whole one. The message tells nothing of when that was.
 */
export function checkWhen(
  { asOf, asRecorded }: When,
  now: Date,
  projection: Projection,
  visibility: Visibility | null,
): void {
  if (asOf) checkInstant('asOf', asOf);
  if (!asRecorded) return;
  const given = asRecorded.toISOString();
  if (asRecorded > now) {
    throw new BadInputError(
      `asRecorded takes an instant that has been: what will be known is not known yet; given: ${given}. Leave it out for what is known now.`,
      { argument: 'asRecorded', given },
    );
  }
  const first = firstRecord(projection, visibility);
  if (first !== null && asRecorded.getTime() < Math.floor(first / 1_000)) {
    throw new BadInputError(
      `asRecorded lies before the first record: nothing was known then; given: ${given}. Edges tell since when they are known (recordedFrom).`,
      { argument: 'asRecorded', given },
    );
  }
}

/** @throws BadInputError for an instant that no event can have. */
export function checkInstant(argument: string, instant: Date): void {
  if (instant >= EARLIEST && instant < LATEST) return;
  const given = instant.toISOString();
  throw new BadInputError(
    `${argument} takes an instant from 1970 up to 2100, as events have them; given: ${given}. Name another one.`,
    { argument, given },
  );
}

/** @throws BadInputError for the ends of a way that are one node: it would be a way of no steps, whatever the graph. */
export function checkEnds(from: string, to: string): void {
  if (from !== to) return;
  throw new BadInputError(
    `from and to are one node; given: ${from}. Name another end, or ask lineageStatistics for cycles.`,
    { argument: 'to', given: from },
  );
}
