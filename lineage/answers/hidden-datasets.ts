import type { Visibility } from '../projection/visibility.ts';
import type { GraphSnapshot, Revision } from '../store/graph-store.ts';

/** Most visibilities whose decisions are kept. */
const MOST_KEPT = 64;

/**
 * Which datasets a visibility hides, of a graph at a revision: a store is told what it must not enter. Kept while the
 * revision stays. Cost of the first question: reading all datasets.
 */
export class HiddenDatasets {
  readonly #kept = new Map<string, readonly string[]>();
  #revision: Revision = -1;

  /** References of the hidden datasets; none for null. */
  async at(snapshot: GraphSnapshot, visibility: Visibility | null): Promise<readonly string[]> {
    if (visibility === null) return [];
    if (snapshot.revision !== this.#revision || this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#revision = snapshot.revision;
    const kept = this.#kept.get(visibility.key);
    if (kept !== undefined) return kept;
    const datasets = await snapshot.datasets();
    const hidden = datasets.flatMap((record) =>
      record.record === 'dataset' && !visibility.sees(record) ? [record.ref] : [],
    );
    // Another question may have moved on meanwhile.
    if (this.#revision === snapshot.revision) this.#kept.set(visibility.key, hidden);
    return hidden;
  }
}
