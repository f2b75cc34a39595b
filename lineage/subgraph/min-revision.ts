import { setTimeout as sleep } from 'node:timers/promises';
import { BadInputError, UnavailableError } from '../../kernel/errors/errors.ts';
import type { LineageEngine } from '../engine.ts';
import type { Visibility } from '../projection/visibility.ts';

/** How long a question waits for the state that it asks for. */
export const REACHED_WITHIN_MS = 2_000;
/** How often a state with a name is looked for. */
const LOOK_MS = 50;
/** Most names of states that are remembered as told. */
const MOST_TOLD = 10_000;

const NUMBER = /^\d{1,15}$/;
const NAME = /^[\w-]{16,64}$/;

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
 * UnavailableError when the state is not reached in time.
 */
export async function reach(
  engine: LineageEngine,
  told: ToldStates,
  visibility: Visibility | null,
  given: string,
): Promise<void> {
  if (visibility?.hidden === 'ABSENT') return reachName(engine, told, visibility, given);
  if (!NUMBER.test(given)) throw malformed(given);
  const found = await engine.reached(Number(given), REACHED_WITHIN_MS);
  if (found === 'LATE') throw late(given);
  if (found === 'FUTURE')
    throw new BadInputError(
      `There is no revision ${given} yet: it is of the future, or of another instance. Use one that an answer told.`,
      { argument: 'minRevision', given },
    );
}

async function reachName(
  engine: LineageEngine,
  told: ToldStates,
  visibility: Visibility,
  given: string,
): Promise<void> {
  if (!NAME.test(given)) throw malformed(given);
  const until = performance.now() + REACHED_WITHIN_MS;
  while (!told.has(given) && engine.projection.visibleRevision(visibility) !== given) {
    if (performance.now() >= until) throw late(given);
    await sleep(LOOK_MS);
  }
}
