import { createHmac, randomBytes } from 'node:crypto';
import { datasetOfField, kindOfRef } from '../domain/node-ref.ts';
import type { Projection } from '../projection/projection.ts';
import type { Visibility } from '../projection/visibility.ts';

/** A step as a viewer is told it: its reference, or whom to ask. */
export type Step =
  | { readonly ref: string; readonly hidden: false; readonly agency: null }
  | { readonly ref: null; readonly hidden: true; readonly agency: string | null };

/** Hidden datasets of one agency. */
export interface HiddenDatasets {
  readonly agency: string;
  readonly datasets: number;
}

/** Orders hidden nodes by nothing that could be known of them. */
const SALT = randomBytes(32);
const shuffled = (ref: string): string => createHmac('sha256', SALT).update(ref).digest('hex');

/**
 * What stands between the graph and an answer for somebody from whom part of it is hidden and who is told that it is
 * there: a hidden dataset, its columns and the flows at them lose their names and keep the agency to ask. References of
 * hidden nodes end here; nothing that is published is made from one.
 */
export class Veil {
  readonly #projection: Projection;
  readonly #mask: Uint8Array | null;

  constructor(projection: Projection, visibility: Visibility | null) {
    this.#projection = projection;
    this.#mask = visibility?.hidden === 'OPAQUE' ? projection.mask(visibility) : null;
  }

  /** Whether a dataset or column is hidden and told of. A flow is hidden where it stands, see `steps`. */
  hides(ref: string): boolean {
    if (this.#mask === null || kindOfRef(ref) === 'JOB') return false;
    const node = this.#projection.nodes.find(ref);
    return node !== undefined && this.#mask[node] !== 1;
  }

  /** The agency to ask about a hidden dataset or column. */
  agencyOf(ref: string): string | null {
    const { nodes } = this.#projection;
    const dataset = nodes.find(kindOfRef(ref) === 'FIELD' ? datasetOfField(ref) : ref);
    return dataset === undefined ? null : (nodes.datasetFacts(dataset)?.publisher ?? null);
  }

  /** A path of node, flow, node …: a flow beside a hidden node is hidden too, and so is whose it is. */
  steps(path: readonly string[]): Step[] {
    const hiddenAt = (place: number): string | undefined => {
      const ref = path[place];
      return ref !== undefined && this.hides(ref) ? ref : undefined;
    };
    return path.map((ref, place): Step => {
      const hidden =
        kindOfRef(ref) === 'JOB' ? (hiddenAt(place + 1) ?? hiddenAt(place - 1)) : this.hides(ref) ? ref : undefined;
      return hidden === undefined
        ? { ref, hidden: false, agency: null }
        : { ref: null, hidden: true, agency: this.agencyOf(hidden) };
    });
  }

  /** Hidden datasets by agency, by its code. */
  count(datasets: Iterable<string>): HiddenDatasets[] {
    const counts = new Map<string, number>();
    for (const ref of datasets) {
      const agency = this.agencyOf(ref);
      if (agency !== null) counts.set(agency, (counts.get(agency) ?? 0) + 1);
    }
    return [...counts]
      .map(([agency, count]) => ({ agency, datasets: count }))
      .sort((a, b) => (a.agency < b.agency ? -1 : 1));
  }

  /**
   * Names for nodes within one answer: a visible one's is its reference, hidden ones are `hidden:1` and on, numbered by
   * distance and agency and beyond that in an order that another process gives differently.
   */
  keys(nodes: readonly { readonly ref: string; readonly distance: number }[]): ReadonlyMap<string, string> {
    const hidden = nodes
      .filter(({ ref }) => this.hides(ref))
      .map(({ ref, distance }) => ({ ref, distance, order: `${this.agencyOf(ref)} ${shuffled(ref)}` }))
      .sort((a, b) => a.distance - b.distance || (a.order < b.order ? -1 : 1));
    const numbers = new Map(hidden.map(({ ref }, place) => [ref, `hidden:${place + 1}`]));
    return new Map(nodes.map(({ ref }) => [ref, numbers.get(ref) ?? ref]));
  }
}
