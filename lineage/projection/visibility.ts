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

/** A mask, and the version of the nodes that it is of. */
interface KeptMask {
  readonly version: number;
  readonly mask: Uint8Array;
  readonly visibility: Visibility;
}

/**
 * The decisions of visibilities as masks over nodes: 1 is visible. A column is visible when its dataset is; jobs are
 * never walked through, and whether one shows depends on its ends. A mask that was given is not changed any more.
 *
 * Cost: O(nodes) for a visibility that was not asked about before; then what changed of the nodes, and a copy.
 */
export class VisibilityMasks {
  readonly #kept = new Map<string, KeptMask>();
  /** Masks of the same nodes in another order; one that is asked for is taken over then. */
  readonly #before: ReadonlyMap<string, KeptMask>;
  readonly #order: Int32Array;

  /** @param before the masks of a table of the same version with its nodes in another order: see `RenumberedNodes`. */
  constructor(before?: { readonly masks: VisibilityMasks; readonly order: Int32Array }) {
    this.#before = before === undefined ? new Map() : before.masks.#kept;
    this.#order = before?.order ?? new Int32Array(0);
  }

  /** Masks of nodes of which one is known already. */
  static knowing(nodes: NodeTable, visibility: Visibility, mask: Uint8Array): VisibilityMasks {
    const masks = new VisibilityMasks();
    masks.#kept.set(visibility.key, { version: nodes.version, mask, visibility });
    return masks;
  }

  /** The mask of a visibility, null for all. */
  mask(nodes: NodeTable, visibility: Visibility | null): Uint8Array | null {
    if (visibility === null) return null;
    const { key } = visibility;
    const kept = this.#kept.get(key) ?? this.#takenOver(key);
    this.#kept.delete(key);
    const fresh = upToDate(nodes, kept, visibility);
    this.#kept.set(key, fresh);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > MOST_KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return fresh.mask;
  }

  /** Brings all masks that are kept up to date, so that they can be taken over. */
  bringUpToDate(nodes: NodeTable): void {
    for (const { visibility } of [...this.#kept.values()]) this.mask(nodes, visibility);
  }

  #takenOver(key: string): KeptMask | undefined {
    const old = this.#before.get(key);
    if (old === undefined) return undefined;
    const mask = old.mask.slice();
    for (let id = 0; id < this.#order.length; id++) mask[id] = old.mask[this.#order[id] as number] as number;
    return { ...old, mask };
  }
}

function upToDate(nodes: NodeTable, kept: KeptMask | undefined, visibility: Visibility): KeptMask {
  const { version, kinds, datasets } = nodes;
  if (kept?.version === version) return kept;
  const changed = kept === undefined ? null : nodes.changedSince(kept.version);
  if (kept === undefined || changed === null) return { version, visibility, mask: decide(nodes, visibility) };
  const mask = new Uint8Array(nodes.count);
  mask.set(kept.mask);
  for (const id of changed) {
    if (kinds[id] !== DATASET) continue;
    const sees = visibility.sees({ ref: nodes.ref(id), facts: nodes.datasetFacts(id) }) ? 1 : 0;
    if (mask[id] === sees) continue;
    mask[id] = sees;
    for (const field of nodes.fieldsOf(id)) mask[field] = sees;
  }
  for (const id of changed) {
    if (kinds[id] !== DATASET && kinds[id] !== JOB) mask[id] = mask[datasets[id] as number] as number;
  }
  return { version, visibility, mask };
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
