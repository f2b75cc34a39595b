/** Something of an event that was kept but could not be used, or was mended. */
export interface Note {
  /** JSON path, such as `$.outputs[0].facets.schema.fields`. */
  readonly path: string;
  readonly problem: string;
}

/** Most notes listed for one event. */
export const MOST_NOTES = 100;

/** Collects notes about one event. */
export class Notes {
  readonly #notes: Note[] = [];
  #count = 0;

  /** Adds one; beyond `MOST_NOTES` they are counted only. */
  add(path: string, problem: string): void {
    this.#count += 1;
    if (this.#notes.length < MOST_NOTES) this.#notes.push({ path: path.slice(0, 300), problem: problem.slice(0, 300) });
  }

  /** Adds those that others collected about the same event. */
  addAll(others: Notes): void {
    for (const { path, problem } of others.#notes) this.add(path, problem);
    this.#count += others.#count - others.#notes.length;
  }

  /** The notes, with one at the end that says how many there are besides. */
  list(): readonly Note[] {
    const more = this.#count - this.#notes.length;
    return more === 0 ? this.#notes : [...this.#notes, { path: '$', problem: `has ${more} more notes like these` }];
  }
}
