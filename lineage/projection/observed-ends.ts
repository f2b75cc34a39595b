import { codeOf } from '../domain/code-of.ts';
import { type EndsFacts, type EndsRecord, isOneSided, type SeenEnd } from '../domain/ends.ts';

const NONE: ReadonlySet<never> = new Set();

/** What events say that jobs read and write, by job and by name. Kept as they are. */
export class ObservedEnds {
  readonly #facts = new Map<string, EndsFacts>();
  readonly #jobs = new Map<string, Set<string>>();
  readonly #oneSided = new Set<string>();
  readonly #crowded = new Set<string>();
  #version = 0;

  /** Grows with every fact. */
  get version(): number {
    return this.#version;
  }

  /** Adds or replaces a fact; a name that was once seen stays seen. */
  put({ facts }: EndsRecord): void {
    this.#version++;
    this.#facts.set(facts.job, facts);
    if (isOneSided(facts)) this.#oneSided.add(facts.job);
    else this.#oneSided.delete(facts.job);
    if (facts.crowded) this.#crowded.add(facts.job);
    for (const [ref] of [...facts.inputs, ...facts.outputs]) {
      const jobs = this.#jobs.get(ref);
      if (jobs === undefined) this.#jobs.set(ref, new Set([facts.job]));
      else jobs.add(facts.job);
    }
  }

  /** What a job reads and writes; undefined when no event said. */
  of(job: string): EndsFacts | undefined {
    return this.#facts.get(job);
  }

  /** Jobs that read or write by a name, in no particular order. */
  jobsAt(name: string): ReadonlySet<string> {
    return this.#jobs.get(name) ?? NONE;
  }

  /** Jobs of which events only say that they read, or only that they write, in no particular order. */
  *oneSided(): IterableIterator<EndsFacts> {
    for (const job of this.#oneSided) yield this.#facts.get(job) as EndsFacts;
  }

  /** Jobs with more ends than are kept, in no particular order: these stay so. */
  *crowded(): IterableIterator<EndsFacts> {
    for (const job of this.#crowded) yield this.#facts.get(job) as EndsFacts;
  }

  /**
   * What some jobs read and write, to be handed to a thread.
   * @param resolve the reference under which a name stands in the graph.
   */
  lent(jobs: Iterable<string>, resolve: (ref: string) => string): EndsFacts[] {
    const placed = (ends: readonly SeenEnd[]): SeenEnd[] => ends.map(([ref, ...times]) => [resolve(ref), ...times]);
    return [...jobs].flatMap((job) => {
      const facts = this.#facts.get(job);
      return facts === undefined ? [] : [{ ...facts, inputs: placed(facts.inputs), outputs: placed(facts.outputs) }];
    });
  }

  /** Every fact as a record. */
  *records(): IterableIterator<EndsRecord> {
    for (const [job, facts] of this.#facts) yield { record: 'ends', code: codeOf(job), facts };
  }
}
