import { type Instant, InstantError, parseInstant } from './instant.ts';

/** A body is not what its kind demands. Such an event is poison: it is put aside and never blocks the others. */
export class NormaliseError extends Error {
  override readonly name = 'NormaliseError';

  readonly kind: string;
  /** JSON path of what is wrong, such as `$.columns[3].transformation`. */
  readonly path: string;
  readonly problem: string;

  constructor(kind: string, path: string, problem: string) {
    super(`Event ${JSON.stringify(kind)}: ${path} ${problem}.`);
    this.kind = kind;
    this.path = path;
    this.problem = problem;
  }
}

/** Reads members of an object by type, and says where it stood when one is wrong. */
export class BodyReader {
  readonly #kind: string;
  readonly #path: string;
  readonly #members: Readonly<Record<string, unknown>>;

  /** @throws NormaliseError when the value is not an object. */
  constructor(kind: string, value: unknown, path = '$') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new NormaliseError(kind, path, `is ${describe(value)}, expected an object`);
    }
    this.#kind = kind;
    this.#path = path;
    this.#members = value as Readonly<Record<string, unknown>>;
  }

  /** The object that is read. */
  get members(): Readonly<Record<string, unknown>> {
    return this.#members;
  }

  /** A non-empty text. */
  text(name: string): string {
    const value = this.#member(name);
    return typeof value === 'string' && value !== '' ? value : this.#refuse(name, value, 'a text');
  }

  /** A non-empty text or null; absent is null. */
  textOrNull(name: string): string | null {
    return this.isNull(name) ? null : this.text(name);
  }

  /** True or false. */
  flag(name: string): boolean {
    const value = this.#member(name);
    return typeof value === 'boolean' ? value : this.#refuse(name, value, 'true or false');
  }

  /** True, false or null; absent is null. */
  flagOrNull(name: string): boolean | null {
    return this.isNull(name) ? null : this.flag(name);
  }

  /** A whole number from 0, or null; absent is null. */
  countOrNull(name: string): number | null {
    if (this.isNull(name)) return null;
    const value = this.#member(name);
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
      ? value
      : this.#refuse(name, value, 'a whole number from 0');
  }

  /** One of the texts of a list. */
  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const given = this.#member(name);
    return values.find((value) => value === given) ?? this.#refuse(name, given, `one of ${values.join(', ')}`);
  }

  /** One of the texts of a list, or null; absent is null. */
  oneOfOrNull<T extends string>(name: string, values: readonly T[]): T | null {
    return this.isNull(name) ? null : this.oneOf(name, values);
  }

  /** An ISO 8601 instant with a zone. */
  instant(name: string): Instant {
    return this.parsed(name, parseInstant, InstantError);
  }

  /** An instant, or null; absent is null. */
  instantOrNull(name: string): Instant | null {
    return this.isNull(name) ? null : this.instant(name);
  }

  /** A text that a parser accepts; what the parser throws becomes the problem. */
  parsed<T>(name: string, parse: (text: string) => T, failure: new (...args: never[]) => Error): T {
    const text = this.text(name);
    return this.made(name, () => parse(text), failure);
  }

  /** A list of objects. */
  list(name: string, most: number): BodyReader[] {
    const value = this.#member(name);
    if (!Array.isArray(value)) return this.#refuse(name, value, 'a list');
    if (value.length > most) return this.#refuse(name, `${value.length} items`, `at most ${most}`);
    return value.map((item, i) => new BodyReader(this.#kind, item, `${this.#at(name)}[${i}]`));
  }

  /** A list of non-empty texts. */
  texts(name: string, most: number): string[] {
    const value = this.#member(name);
    if (!Array.isArray(value)) return this.#refuse(name, value, 'a list');
    if (value.length > most) return this.#refuse(name, `${value.length} items`, `at most ${most}`);
    return value.map((item: unknown) =>
      typeof item === 'string' && item !== '' ? item : this.#refuse(name, item, 'texts'),
    );
  }

  /** What is made of a member by something that may refuse it; what it throws becomes the problem. */
  made<T>(name: string, make: () => T, failure: new (...args: never[]) => Error): T {
    try {
      return make();
    } catch (error) {
      if (error instanceof failure)
        throw new NormaliseError(this.#kind, this.#at(name), `is refused: ${error.message}`);
      throw error;
    }
  }

  /** An object, or null; absent is null. */
  objectOrNull(name: string): BodyReader | null {
    return this.isNull(name) ? null : new BodyReader(this.#kind, this.#member(name), this.#at(name));
  }

  /** Refuses the body for a reason that one member alone does not show. */
  fail(name: string, problem: string): never {
    throw new NormaliseError(this.#kind, this.#at(name), problem);
  }

  #at(name: string): string {
    return `${this.#path}.${name}`;
  }

  #member(name: string): unknown {
    return Object.hasOwn(this.#members, name) ? this.#members[name] : undefined;
  }

  /** Whether a member is absent or null. */
  isNull(name: string): boolean {
    return (this.#member(name) ?? null) === null;
  }

  #refuse(name: string, value: unknown, expected: string): never {
    return this.fail(name, `is ${describe(value)}, expected ${expected}`);
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return JSON.stringify(value)?.slice(0, 80) ?? typeof value;
}
