import type { Cut } from './closure.ts';
import { expand, type Walk } from './expand.ts';
import type { PairSearch } from './shortest-ways.ts';

/** The nodes between two sets of nodes. */
export interface Between {
  /** Each once, the ends included, in no particular order; empty when nothing leads from one end to the other. */
  readonly nodes: Int32Array;
  /** BUDGET: there may be more. */
  readonly cut: Cut;
  /** Edges and nodes looked at. */
  readonly looked: number;
}

/** Edges looked at before it is decided which side goes on. */
const SLICE = 1_024;

/**
 * All nodes on any way from some nodes to others, the ends included: what lies downstream of the one and upstream of the
 * other. A way may pass a node twice, so of a cycle that is reached and left all nodes are between.
 *
 * Both sides are walked in turns, always the one that has looked at less, until one has nothing more; the other is then
 * walked anew within that one's marks. So the lesser side decides the cost: at most three times its edges. Preconditions
 * as for `closure`.
 */
export function between(search: PairSearch, from: readonly number[], to: readonly number[]): Between {
  const { budget, isLate, scratch } = search;
  const down = openSide({ ...search, adjacency: search.forward, scratch: scratch[0] }, from);
  const up = openSide({ ...search, adjacency: search.backward, scratch: scratch[1] }, to);
  let spent = 0;
  const mayGoOn = (): boolean => spent <= budget && isLate?.() !== true;

  let side = down;
  while (!isDone(down) && !isDone(up) && mayGoOn()) {
    side = scratch[0].looked <= scratch[1].looked ? down : up;
    spent += walkOn(side);
  }
  const whole = isDone(down) ? down : up;
  const other = whole === down ? up : down;
  close(other);
  if (!isDone(whole)) {
    close(whole);
    return { nodes: new Int32Array(0), cut: 'BUDGET', looked: spent };
  }
  // The whole side's marks are a mask: what it reached was let through by the mask of the search.
  const mask = whole.walk.scratch.visited;
  const ends = (whole === down ? to : from).filter((node) => mask[node] === 1);
  const within = openSide({ ...other.walk, mask }, ends);
  while (!isDone(within) && mayGoOn()) spent += walkOn(within);
  const nodes = within.walk.scratch.queue.slice(0, within.tail);
  const cut = isDone(within) ? null : 'BUDGET';
  close(within);
  close(whole);
  return { nodes, cut, looked: spent };
}

interface Side {
  readonly walk: Walk;
  tail: number;
}

function openSide(walk: Walk, sources: readonly number[]): Side {
  walk.scratch.start(sources);
  return { walk, tail: sources.length };
}

/** Expands some of what was found and not expanded yet. @returns how much was looked at. */
function walkOn(side: Side): number {
  const { scratch } = side.walk;
  const before = scratch.looked;
  side.tail = expand(side.walk, scratch.head, side.tail, side.tail, before + SLICE);
  return scratch.looked - before;
}

/** Whether all that was found was expanded. */
const isDone = ({ walk, tail }: Side): boolean => walk.scratch.head === tail;

const close = ({ walk, tail }: Side): void => walk.scratch.forget(0, tail);
