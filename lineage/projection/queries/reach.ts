import type { TimeWindow } from '../../domain/algorithms/adjacency.ts';
import { type Closure, closure, distanceAt, resume } from '../../domain/algorithms/closure.ts';
import { type EdgeFilter, passes } from '../../domain/algorithms/expand.ts';
import { explain } from '../../domain/algorithms/explanation.ts';
import { ofKinds } from '../../domain/algorithms/of-kinds.ts';
import type { Direction } from '../../store/graph-store.ts';
import type { GraphView } from '../graph.ts';
import type { Projection } from '../projection.ts';
import { comesBefore } from './order.ts';
import type { Start } from './start.ts';

/** Most edges that one walk looks at unless the question says otherwise: a graph of ten million, several times over. */
export const EDGE_BUDGET = 50_000_000;

/** With fewer than this part of all nodes reached, their distances are kept by node reached. */
const FEW = 16;

/** How far a walk goes. */
export interface Reaching {
  readonly direction: Direction;
  readonly window: TimeWindow;
  readonly mask: Uint8Array | null;
  /** Null or absent: edges with any transformation. */
  readonly filter?: EdgeFilter | null | undefined;
  /** Which nodes are reported, as in `ofKinds`; null or absent: all. Paths lead through the others too. */
  readonly kinds?: number | null | undefined;
  /** Null or absent: all the way. */
  readonly depth?: number | null | undefined;
  /** Most edges looked at; `EDGE_BUDGET` unless given. */
  readonly budget?: number | undefined;
  /** See `Allowance`. */
  readonly isLate?: (() => boolean) | undefined;
}

/**
 * What lies in one direction of a start, with exact distances, and a path to each on demand. It stays as it was computed
 * while the projection goes on: paths are those of the graph at that moment.
 */
export class Reach {
  readonly #projection: Projection;
  readonly #start: Start;
  readonly #view: GraphView;
  readonly #asked: Reaching;
  readonly #closure: Closure;
  readonly #reported: Omit<Closure, 'next'>;
  #levelOf: ((node: number) => number) | undefined;

  /** @param earlier what was reached before it was cut, of the same question at the same revision. */
  constructor(projection: Projection, start: Start, asked: Reaching, earlier?: Reach) {
    this.#projection = projection;
    this.#start = start;
    this.#asked = asked;
    this.#view = projection.graph.view();
    const { direction, budget = EDGE_BUDGET } = asked;
    const adjacency = direction === 'DOWNSTREAM' ? this.#view.forward : this.#view.backward;
    const walk = { ...asked, adjacency, budget, scratch: projection.scratch[0] };
    // What a job feeds is one hop from it already.
    const depth = (asked.depth ?? Infinity) - start.origin;
    if (depth < 0) this.#closure = nothing(start);
    else if (earlier === undefined) this.#closure = closure(walk, start.sources, depth);
    else this.#closure = resume(walk, earlier.#closure, depth);
    const { kinds = null } = asked;
    this.#reported = kinds === null ? this.#closure : ofKinds(this.#closure, projection.nodes.kinds, kinds);
  }

  /** What cut the walk short. */
  get cut(): Closure['cut'] {
    return this.#closure.cut;
  }

  /** Whether what it started at may not be all; see `Start`. */
  get lacks(): 'BUDGET' | null {
    return this.#start.lacks ?? null;
  }

  /** The nodes reached, nearest first. The start is not among them; what a job feeds or reads is. */
  get nodes(): Int32Array {
    const { nodes, bounds } = this.#reported;
    return this.#start.origin === 1 ? nodes : nodes.subarray(bounds[1]);
  }

  /** Distance of the node at an index of `nodes`, in hops between datasets or columns. */
  distanceAt(index: number): number {
    const [, sources = 0] = this.#reported.bounds;
    return this.#start.origin === 1
      ? distanceAt(this.#reported, index) + 1
      : distanceAt(this.#reported, index + sources);
  }

  /** The nodes at each distance from 1, nearest first. */
  *levels(): IterableIterator<{ readonly distance: number; readonly nodes: Int32Array }> {
    const { nodes, bounds } = this.#reported;
    for (let level = 1 - this.#start.origin; level + 1 < bounds.length; level++) {
      yield { distance: level + this.#start.origin, nodes: nodes.subarray(bounds[level], bounds[level + 1]) };
    }
  }

  /** Distance of a node, -1 when it was not reached; 0 for the start. */
  distanceOf(node: number): number {
    const walked = this.#walked(node);
    return walked < 0 ? -1 : walked + this.#start.origin;
  }

  /**
   * One shortest path from the start to a reached node, in the direction of the walk: references of node, job, node …,
   * 2 × distance + 1 of them. From a job it begins with the job instead: 2 × distance. The same path on every engine:
   * see `explain`. From what of the dictionary a column is bound to, likewise.
   */
  pathTo(node: number): string[] {
    const { nodes } = this.#projection;
    const { columns, forward, backward } = this.#view;
    const { direction, window, filter = null } = this.#asked;
    const path = explain(
      {
        against: direction === 'DOWNSTREAM' ? backward : forward,
        distanceOf: (other) => this.#walked(other),
        isLive: (slot) => this.#view.isLive(slot, window) && passes(filter, slot) === 1,
        comesBefore: comesBefore(nodes, columns),
      },
      node,
    );
    const refs = path.nodes.flatMap((id, i) => {
      const slot = path.slots[i];
      return slot === undefined ? [nodes.ref(id)] : [nodes.ref(id), nodes.ref(columns.job[slot] as number)];
    });
    const { origin, begins, ref } = this.#start;
    return origin === 1 ? [begins?.get(path.nodes[0] as number) ?? ref, ...refs] : refs;
  }

  /** Levels walked to a node; -1 when it was not reached. The table is made when it is first needed. */
  #walked(node: number): number {
    this.#levelOf ??= this.#table();
    return this.#levelOf(node) - 1;
  }

  /** By node: 1 + its level, 0 when it was not reached. Over all nodes only when many were: answers are held for a while. */
  #table(): (node: number) => number {
    const { nodes, bounds } = this.#closure;
    const { count } = this.#projection.nodes;
    const isFew = nodes.length < count / FEW;
    const few = new Map<number, number>();
    const many = new Int32Array(isFew ? 0 : count);
    for (let level = 0; level + 1 < bounds.length; level++) {
      for (let i = bounds[level] as number; i < (bounds[level + 1] as number); i++) {
        const node = nodes[i] as number;
        if (isFew) few.set(node, level + 1);
        else many[node] = level + 1;
      }
    }
    return isFew ? (node) => few.get(node) ?? 0 : (node) => many[node] ?? 0;
  }
}

/** A walk of no hops at all. */
const nothing = ({ sources }: Start): Closure => ({
  nodes: new Int32Array(0),
  bounds: [0, 0],
  next: 0,
  cut: sources.length > 0 ? 'DEPTH' : null,
});
