import { forEachEdge } from './adjacency.ts';
import { Meter } from './allowance.ts';
import { between } from './between.ts';
import type { Cut } from './closure.ts';
import { type Following, follows } from './expand.ts';
import type { PairSearch } from './shortest-ways.ts';

/**
 * Some nodes and what flows between them, laid out for algorithms that look at all of it: neither time nor mask nor
 * filter is left to be tested, parallel edges are one. Nodes are 0 to `count - 1`.
 */
export interface Digraph {
  readonly count: number;
  /** `count + 1` positions: what node u leads to stands at `offsets[u]` up to `offsets[u + 1]`. */
  readonly offsets: Int32Array;
  /** By position: the node at the other end. An edge from a node to itself is kept. */
  readonly ends: Int32Array;
}

/** A digraph, and which nodes of the graph it was laid out from. */
export interface LaidOut {
  readonly graph: Digraph;
  /** By node of the digraph: the node of the graph. */
  readonly nodes: Int32Array;
  /** BUDGET: nodes or edges are missing. */
  readonly cut: Cut;
  /** Counts on, for what is done next under the same allowance. */
  readonly meter: Meter;
}

/**
 * Lays out what a search follows between some nodes. Cost: O(nodes + their edges), and a number for every node of the
 * graph.
 * @param nodes distinct, let through by the mask; numbered in this order.
 */
export function digraphOf(
  search: Following & Pick<PairSearch, 'forward'>,
  nodes: Int32Array,
  meter = new Meter(search),
): LaidOut {
  const { forward } = search;
  const isFollowed = follows(search, forward.times);
  const numbers = numbersOf(nodes, forward.overlayHead.length);
  const offsets = new Int32Array(nodes.length + 1);
  const seen = new Int32Array(nodes.length);
  let ends = new Int32Array(Math.max(16, nodes.length * 2));
  let tail = 0;
  let cut: Cut = null;
  for (let u = 0; u < nodes.length && cut === null; u++) {
    let looked = 1;
    forEachEdge(forward, nodes[u] as number, (end, slot) => {
      looked += 1;
      const v = (numbers[end] as number) - 1;
      if (v < 0 || seen[v] === u + 1 || !isFollowed(slot)) return;
      seen[v] = u + 1;
      if (tail === ends.length) ends = longer(ends);
      ends[tail++] = v;
    });
    offsets[u + 1] = tail;
    if (!meter.spend(looked)) cut = 'BUDGET';
  }
  return { graph: { count: nodes.length, offsets, ends: ends.subarray(0, tail) }, nodes, cut, meter };
}

/**
 * Lays out all that is between two sets of nodes (`between`).
 * @param sort puts the nodes into the order in which they are numbered; absent where it does not matter.
 */
export function digraphBetween(
  search: PairSearch,
  from: readonly number[],
  to: readonly number[],
  sort?: (nodes: Int32Array) => void,
): LaidOut {
  const found = between(search, from, to);
  const meter = new Meter(search);
  meter.spend(found.looked);
  if (found.cut !== null) return { ...digraphOf(search, new Int32Array(0), meter), cut: found.cut };
  sort?.(found.nodes);
  return digraphOf(search, found.nodes, meter);
}

/** The numbers in a digraph of those of some nodes of the graph that it holds. */
export function numbersIn({ nodes }: LaidOut, some: readonly number[]): number[] {
  const wanted = new Set(some);
  const numbers: number[] = [];
  for (let u = 0; u < nodes.length; u++) if (wanted.has(nodes[u] as number)) numbers.push(u);
  return numbers;
}

/** The digraph with every edge turned round; what leads to a node stands in rising order. Cost: O(nodes + edges). */
export function turned({ count, offsets, ends }: Digraph): Digraph {
  const back = new Int32Array(count + 1);
  for (const end of ends) back[end + 1] = (back[end + 1] as number) + 1;
  for (let u = 0; u < count; u++) back[u + 1] = (back[u + 1] as number) + (back[u] as number);
  const next = back.slice();
  const starts = new Int32Array(ends.length);
  for (let u = 0; u < count; u++) {
    for (let position = offsets[u] as number; position < (offsets[u + 1] as number); position++) {
      const end = ends[position] as number;
      const place = next[end] as number;
      starts[place] = u;
      next[end] = place + 1;
    }
  }
  return { count, offsets: back, ends: starts };
}

/** By node of the graph: its number + 1, 0 for none. */
function numbersOf(nodes: Int32Array, count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let u = 0; u < nodes.length; u++) numbers[nodes[u] as number] = u + 1;
  return numbers;
}

function longer(ints: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(ints.length * 2);
  more.set(ints);
  return more;
}
