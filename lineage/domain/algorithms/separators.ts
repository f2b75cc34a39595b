import type { Meter } from './allowance.ts';
import type { Cut } from './closure.ts';
import { type Digraph, digraphBetween, numbersIn } from './digraph.ts';
import type { PairSearch } from './shortest-ways.ts';

/** Which nodes keep two sets of nodes apart. */
export interface Separation {
  /**
   * The smallest set of other nodes without which nothing leads from one set to the other; empty when nothing does
   * anyway. Null when there is no such set, because an edge leads directly or the sets share a node, or when it was cut.
   */
  readonly nodes: readonly number[] | null;
  readonly cut: Cut;
}

/**
 * The smallest set of nodes that separates some nodes from others, and of the smallest ones the nearest to the first:
 * the one that leaves least on that side. It is unique, so no order is needed.
 *
 * Minimum vertex cut by maximum flow (Menger 1927): every node but the ends is split into a way in and a way out with an
 * arc of capacity 1 between, all other arcs have room for everything. Dinic 1970; with such capacities
 * O(edges × √nodes) (Even and Tarjan 1975), of what is between. Preconditions as for `closure`.
 */
export function separators(search: PairSearch, from: readonly number[], to: readonly number[]): Separation {
  const laidOut = digraphBetween(search, from, to);
  if (laidOut.cut !== null) return { nodes: null, cut: laidOut.cut };
  const network = networkOf(laidOut.graph, numbersIn(laidOut, from), numbersIn(laidOut, to));
  if (network === null) return { nodes: null, cut: null };
  while (findLevels(network, laidOut.meter)) fill(network, laidOut.meter);
  if (laidOut.meter.isOver) return { nodes: null, cut: 'BUDGET' };
  // What can still be reached lies on the near side; a node that can be entered but not left is full.
  const nodes: number[] = [];
  for (let node = 0; node < laidOut.graph.count; node++) {
    if ((network.levels[wayIn(node)] as number) > 0 && network.levels[wayOut(node)] === 0) {
      nodes.push(laidOut.nodes[node] as number);
    }
  }
  return { nodes, cut: null };
}

const wayIn = (node: number): number => 2 * node + 2;
const wayOut = (node: number): number => 2 * node + 3;
const START = 0;
const GOAL = 1;
const NONE = -1;

/** A flow network. The arc back of an arc a is a ^ 1. */
interface Network {
  /** By arc: where it leads, and what more can flow. */
  readonly ends: Int32Array;
  readonly room: Int32Array;
  /** By place: its latest arc; by arc: the one before it of the same place. */
  readonly heads: Int32Array;
  readonly next: Int32Array;
  /** By place: steps from the start through arcs with room, + 1; 0 for out of reach. */
  readonly levels: Int32Array;
  readonly queue: Int32Array;
}

/** Null when a direct edge or a shared node makes a separation impossible. */
function networkOf(graph: Digraph, sources: readonly number[], targets: readonly number[]): Network | null {
  const { count, offsets, ends } = graph;
  const places = 2 * count + 2;
  const arcs = 2 * (count + ends.length);
  const network: Network = {
    ends: new Int32Array(arcs),
    room: new Int32Array(arcs),
    heads: new Int32Array(places).fill(NONE),
    next: new Int32Array(arcs),
    levels: new Int32Array(places),
    queue: new Int32Array(places),
  };
  const side = new Int8Array(count);
  for (const source of sources) side[source] = START + 1;
  for (const target of targets) {
    if (side[target] !== 0) return null;
    side[target] = GOAL + 1;
  }
  let arc = 0;
  const addHalf = (start: number, end: number, room: number): void => {
    network.ends[arc] = end;
    network.room[arc] = room;
    network.next[arc] = network.heads[start] as number;
    network.heads[start] = arc++;
  };
  const addArc = (start: number, end: number, room: number): void => {
    addHalf(start, end, room);
    addHalf(end, start, 0);
  };
  for (let u = 0; u < count; u++) {
    if (side[u] === 0) addArc(wayIn(u), wayOut(u), 1);
    // What lies behind a target does not matter, nor what leads to a source.
    if (side[u] === GOAL + 1) continue;
    for (let position = offsets[u] as number; position < (offsets[u + 1] as number); position++) {
      const v = ends[position] as number;
      if (v === u || side[v] === START + 1) continue;
      if (side[u] === START + 1 && side[v] === GOAL + 1) return null;
      addArc(side[u] === 0 ? wayOut(u) : START, side[v] === 0 ? wayIn(v) : GOAL, count + 1);
    }
  }
  return network;
}

/** Breadth-first levels through arcs with room. @returns whether the goal has one and the allowance is not used up. */
function findLevels({ ends, room, heads, next, levels, queue }: Network, meter: Meter): boolean {
  levels.fill(0);
  levels[START] = 1;
  queue[0] = START;
  let tail = 1;
  for (let head = 0; head < tail; head++) {
    const place = queue[head] as number;
    let looked = 1;
    for (let arc = heads[place] as number; arc !== NONE; arc = next[arc] as number) {
      looked += 1;
      const end = ends[arc] as number;
      if (room[arc] === 0 || levels[end] !== 0) continue;
      levels[end] = (levels[place] as number) + 1;
      queue[tail++] = end;
    }
    if (!meter.spend(looked)) return false;
  }
  return levels[GOAL] !== 0;
}

/** Sends as much as goes through arcs that lead one level on: a blocking flow, one unit at a time. */
function fill({ ends, room, heads, next, levels }: Network, meter: Meter): void {
  const arcs = heads.slice();
  const path: number[] = [];
  let place = START;
  for (;;) {
    if (place === GOAL) {
      for (const arc of path) {
        room[arc] = (room[arc] as number) - 1;
        room[arc ^ 1] = (room[arc ^ 1] as number) + 1;
      }
      if (!meter.spend(path.length)) return;
      path.length = 0;
      place = START;
      continue;
    }
    let arc = arcs[place] as number;
    let looked = 1;
    while (arc !== NONE && !(room[arc] !== 0 && levels[ends[arc] as number] === (levels[place] as number) + 1)) {
      arc = next[arc] as number;
      looked += 1;
    }
    arcs[place] = arc;
    if (!meter.spend(looked)) return;
    if (arc !== NONE) {
      path.push(arc);
      place = ends[arc] as number;
      continue;
    }
    // A dead end: go back, and do not come here again.
    const back = path.pop();
    if (back === undefined) return;
    place = ends[back ^ 1] as number;
    arcs[place] = next[back] as number;
  }
}
