import { BadInputError } from '../../kernel/errors/errors.ts';
import { parseInstant } from '../../kernel/graphql/date-time.ts';

/** Most elements of one answer: several pages of GraphQL. */
export const MOST_LISTED = 1_000;

/** Reads what a path was given: parts of the path and parameters, those of Marquez with its defaults. */
export class Parameters {
  readonly #parts: Readonly<Record<string, string>>;
  readonly #query: URLSearchParams;

  constructor(parts: Readonly<Record<string, string>>, query: URLSearchParams) {
    this.#parts = parts;
    this.#query = query;
  }

  /** A part of the path. */
  part(name: string): string {
    return this.#parts[name] ?? '';
  }

  /** A parameter; null where it is missing or empty. */
  text(name: string): string | null {
    const value = this.#query.get(name);
    return value === '' ? null : value;
  }

  /** A parameter that must be there. @throws BadInputError */
  required(name: string, example: string): string {
    const value = this.text(name);
    if (value !== null) return value;
    throw new BadInputError(`${name} is missing. Ask with ${name}=${example}.`, { argument: name });
  }

  /** A whole number. @throws BadInputError for what is none, or out of bounds. */
  number(name: string, usual: number, least: number, most: number): number {
    const given = this.text(name);
    const value = given === null ? usual : Number(given);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new BadInputError(
      `${name} takes a whole number from ${least} to ${most}; given: ${String(given).slice(0, 40)}.`,
      { argument: name, least, most },
    );
  }

  /** `limit`: how many elements; more than are given at once are cut, which the answer says. */
  get limit(): number {
    return Math.min(this.number('limit', 100, 1, 1_000_000), MOST_LISTED);
  }

  /** `offset`: how many elements are passed over. */
  get offset(): number {
    return this.number('offset', 0, 0, 100_000);
  }

  /** An instant, ISO 8601; null where it is missing. @throws BadInputError */
  instant(name: string): string | null {
    const given = this.text(name);
    if (given === null) return null;
    // In a query string a plus that nobody encoded is a blank.
    const text = given.replace(/ (\d{2}:\d{2})$/, '+$1');
    try {
      return parseInstant(text).toISOString();
    } catch (error) {
      throw new BadInputError(error instanceof Error ? `${name}: ${error.message}` : name, { argument: name });
    }
  }

  /** One of some words, in whatever case; the usual one where it is missing. @throws BadInputError */
  word<T extends string>(name: string, words: readonly T[], usual: T): T {
    const given = this.text(name);
    if (given === null) return usual;
    const found = words.find((word) => word.toLowerCase() === given.toLowerCase());
    if (found !== undefined) return found;
    throw new BadInputError(`${name} takes ${words.join(' or ')}; given: ${given.slice(0, 40)}.`, { argument: name });
  }

  /** True or false, in whatever case. @throws BadInputError */
  flag(name: string): boolean {
    return this.word(name, ['true', 'false'], 'false') === 'true';
  }
}
