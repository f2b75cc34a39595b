import type { DatasetFacts } from '../domain/facts.ts';
import { DATASET, JOB, type NodeTable } from './node-table.ts';

/** What decides whether a dataset exists for whoever asks. */
export interface VisibleDataset {
  /** Canonical reference; a code of the catalog, unless it holds "|". */
  readonly ref: string;
  /** Null for a name that the catalog does not know. */
  readonly facts: DatasetFacts | null;
}

/**
 * Which datasets exist for whoever asks. Equal keys must decide alike: decisions are kept by key.
 * Null, wherever one is taken, hides nothing.
 */
export interface Visibility {
  readonly key: string;
  /**
   * How what is hidden shows. ABSENT: not at all, answers are those of a graph without it. OPAQUE: walks pass through it,
   * and it stands in answers as steps that are counted and have no name.
   */
  readonly hidden: 'ABSENT' | 'OPAQUE';
  sees(dataset: VisibleDataset): boolean;
}

/** Where walks may go: nowhere that is hidden without a trace, everywhere when what is hidden shows as opaque steps. */
export const walkable = (visibility: Visibility | null | undefined): Visibility | null =>
  visibility === null || visibility === undefined || visibility.hidden === 'OPAQUE' ? null : visibility;

/** Most visibilities whose decisions are kept. */
const MOST_KEPT = 64;

/**
 * The decisions of visibilities as masks over nodes: 1 is visible. A column is visible when its dataset is; jobs are
 * never walked through, and whether one shows depends on its ends.
 *
 * Cost: O(nodes) for a visibility not seen since the nodes last changed, constant otherwise.
 */
export class VisibilityMasks {
  readonly #kept = new Map<string, { readonly version: number; readonly mask: Uint8Array }>();

  /** The mask of a visibility, null for all. */
  mask(nodes: NodeTable, visibility: Visibility | null): Uint8Array | null {
    if (visibility === null) return null;
    const kept = this.#kept.get(visibility.key);
    this.#kept.delete(visibility.key);
    const fresh = kept?.version === nodes.version ? kept : { version: nodes.version, mask: decide(nodes, visibility) };
    this.#kept.set(visibility.key, fresh);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > MOST_KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return fresh.mask;
  }
}

function decide(nodes: NodeTable, visibility: Visibility): Uint8Array {
  const mask = new Uint8Array(nodes.count);
  const { kinds, datasets } = nodes;
  for (let id = 0; id < nodes.count; id++) {
    if (kinds[id] === DATASET)
      mask[id] = visibility.sees({ ref: nodes.ref(id), facts: nodes.datasetFacts(id) }) ? 1 : 0;
  }
  for (let id = 0; id < nodes.count; id++) {
    if (kinds[id] !== DATASET && kinds[id] !== JOB) mask[id] = mask[datasets[id] as number] as number;
  }
  return mask;
}
