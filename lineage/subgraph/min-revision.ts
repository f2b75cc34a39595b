import { BadInputError, UnavailableError } from '../../kernel/errors/errors.ts';
import type { LineageEngine } from '../engine.ts';
import type { Visibility } from '../projection/visibility.ts';

/** How long a question waits for the state that it asks for. */
export const REACHED_WITHIN_MS = 2_000;
/** Most names of states that are remembered as told. */
const MOST_TOLD = 10_000;

/** The form of a revision that is a number of the log. */
export const NUMBER = /^\d{1,15}$/;
/** The form of a revision that is a name, as `visible-state.ts` makes them. */
export const NAME = /^[\w-]{22}$/;

const late = (given: string): UnavailableError =>
  new UnavailableError(
    `This instance has not reached the revision ${given} within ${REACHED_WITHIN_MS} ms. Ask again, or without minRevision.`,
    { argument: 'minRevision', given },
  );

const malformed = (given: string): BadInputError =>
  new BadInputError(
    `minRevision takes a revision as an answer of the same role told it; given: "${given.slice(0, 80)}".`,
    { argument: 'minRevision', given: given.slice(0, 80) },
  );

/**
 * States that were told to roles who are given a name instead of a number (ADR 9): whoever shows such a name again asks
 * for that state or a later one, and states come in order.
 */
export class ToldStates {
  readonly #told = new Set<string>();

  /** Notes a name that an answer tells. */
  tell(name: string): string {
    this.#told.delete(name);
    this.#told.add(name);
    const [oldest] = this.#told;
    if (this.#told.size > MOST_TOLD && oldest !== undefined) this.#told.delete(oldest);
    return name;
  }

  /** Whether an answer told it. */
  has(name: string): boolean {
    return this.#told.has(name);
  }
}

/**
 * Waits, at most two seconds, until this instance knows a state that was told before, so that a writer reads what was
 * written on any instance.
 * @throws BadInputError for what is no revision, and for a number that the log does not have: nothing is waited for;
 * UnavailableError when the state is not reached in time; the reason of the signal when nobody waits any more.
 */
export async function reach(
  engine: LineageEngine,
  told: ToldStates,
  visibility: Visibility | null,
  given: string,
  signal?: AbortSignal,
): Promise<void> {
  if (visibility?.hidden === 'ABSENT') return reachName(engine, told, visibility, given, signal);
  if (!NUMBER.test(given)) throw malformed(given);
  const found = await engine.reached(Number(given), REACHED_WITHIN_MS, signal);
  if (found === 'LATE') throw late(given);
  if (found === 'FUTURE')
    throw new BadInputError(
      `There is no revision ${given} yet: it is of the future, or of another instance. Use one that an answer told.`,
      { argument: 'minRevision', given },
    );
}

/**
 * A name that this process did not tell was told by another one, or before a restart. Either way its state was in the log
 * by now: once all of the log as it is now is known, so is that state or a later one. A name that was made up passes too.
 */
async function reachName(
  engine: LineageEngine,
  told: ToldStates,
  visibility: Visibility,
  given: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!NAME.test(given)) throw malformed(given);
  if (told.has(given) || engine.projection.visibleRevision(visibility) === given) return;
  if ((await engine.reached('HEAD', REACHED_WITHIN_MS, signal)) !== 'REACHED') throw late(given);
}
