import { BadInputError } from '../../kernel/errors/errors.ts';

/** Where a task stands and since when; null is not known, or not yet. */
export interface TaskDates {
  readonly state: string;
  readonly startedOn: Date | null;
  readonly doneOn: Date | null;
}

/** What is said of it; what is left out stays, or is now where the state changes. */
export interface SaidDates {
  readonly state?: string | null | undefined;
  readonly startedOn?: Date | null | undefined;
  readonly doneOn?: Date | null | undefined;
}

const refuse = (argument: string, what: string): never => {
  throw new BadInputError(what, { argument });
};

/**
 * State and dates after a change. A task that was not begun has no dates, one that is not done has no end.
 * @param now stands for a date that is not said when the state changes; null leaves it unknown.
 * @throws BadInputError for a date that does not go with the state, lies in the future, or an end before the beginning.
 */
export function datesAfter(before: TaskDates, said: SaidDates, now: Date | null): TaskDates {
  const state = said.state ?? before.state;
  const unsaid = state === before.state ? null : now;
  if (state === 'PLANNED' && said.startedOn)
    refuse('startedOn', 'A task that is PLANNED was not begun: leave startedOn out, or give the state IN_PROGRESS.');
  if (state !== 'DONE' && said.doneOn)
    refuse('doneOn', `doneOn goes with the state DONE; the task is ${state}. Leave it out, or give the state DONE.`);
  const doneOn = state === 'DONE' ? (said.doneOn ?? before.doneOn ?? unsaid) : null;
  const begun = said.startedOn ?? before.startedOn ?? unsaid;
  // Begun and done at once, or done before anybody said that it was begun.
  const startedOn =
    state === 'PLANNED'
      ? null
      : !said.startedOn && doneOn !== null && begun !== null && begun > doneOn
        ? doneOn
        : begun;
  if (startedOn !== null && doneOn !== null && startedOn > doneOn) {
    refuse(
      'doneOn',
      `doneOn must not lie before startedOn; given ${doneOn.toISOString()} and ${startedOn.toISOString()}.`,
    );
  }
  return { state, startedOn, doneOn };
}

/** @throws BadInputError for a date in the future. */
export function checkPast(said: SaidDates, now: Date): void {
  for (const argument of ['startedOn', 'doneOn'] as const) {
    const at = said[argument];
    if (at && at > now) refuse(argument, `${argument} must not lie in the future; given: ${at.toISOString()}.`);
  }
}
