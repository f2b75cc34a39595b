import type { GeneratedGraph } from './generate.ts';
import { OPEN_DAY } from './generate.ts';
import type { Seeded } from './seeded.ts';

/** What a closure comes to: enough that two that differ hardly ever have the same. */
export interface Reached {
  /** Nodes, the source among them. */
  readonly nodes: number;
  /** Sum of their numbers. */
  readonly sum: number;
  /** Sum of their distances. */
  readonly distances: number;
}

/** The edges in force by source, laid out in the plainest way: what the answers of all engines are compared with. */
export class Reference {
  readonly #offsets: Int32Array;
  readonly #ends: Int32Array;

  constructor({ nodes, edges, from, to, validTo }: GeneratedGraph) {
    this.#offsets = new Int32Array(nodes + 1);
    for (let e = 0; e < edges; e++) if (validTo[e] === OPEN_DAY) at(this.#offsets, (from[e] as number) + 1, 1);
    for (let u = 0; u < nodes; u++) at(this.#offsets, u + 1, this.#offsets[u] as number);
    const next = this.#offsets.slice();
    this.#ends = new Int32Array(this.#offsets[nodes] as number);
    for (let e = 0; e < edges; e++) {
      if (validTo[e] !== OPEN_DAY) continue;
      const source = from[e] as number;
      this.#ends[next[source] as number] = to[e] as number;
      at(next, source, 1);
    }
  }

  /** Edges that lead from a node. */
  degree(node: number): number {
    return (this.#offsets[node + 1] as number) - (this.#offsets[node] as number);
  }

  /** Distances of all that a column reaches, itself included, by a map that is the queue as well. */
  distances(source: number): ReadonlyMap<number, number> {
    const distance = new Map([[source, 0]]);
    // A map is gone over in the order of insertion, what is inserted meanwhile included.
    for (const [node, far] of distance) {
      for (let i = this.#offsets[node] as number; i < (this.#offsets[node + 1] as number); i++) {
        const end = this.#ends[i] as number;
        if (!distance.has(end)) distance.set(end, far + 1);
      }
    }
    return distance;
  }

  /** A closure; with its greatest distance, and how many edges leave what it reached. */
  closure(source: number): Reached & { readonly farthest: number; readonly edges: number } {
    const distance = this.distances(source);
    let [sum, distances, farthest, edges] = [0, 0, 0, 0];
    for (const [node, far] of distance) {
      sum += node;
      distances += far;
      farthest = far;
      edges += this.degree(node);
    }
    return { nodes: distance.size, sum, distances, farthest, edges };
  }

  /**
   * Distinct columns that lead anywhere, drawn one by one: every other one of the three rawest layers, whose closures are
   * the large ones. Ends when drawing has become a search.
   */
  *sources({ nodes, layer }: GeneratedGraph, random: Seeded): IterableIterator<number> {
    const drawn = new Set<number>();
    for (let tries = 0; tries < nodes; tries++) {
      const node = random.below(nodes);
      if (drawn.has(node) || this.degree(node) === 0) continue;
      if (drawn.size % 2 === 0 && (layer[node] as number) >= 3) continue;
      drawn.add(node);
      yield node;
    }
  }
}

const at = (ints: Int32Array, index: number, more: number): void => {
  ints[index] = (ints[index] as number) + more;
};
