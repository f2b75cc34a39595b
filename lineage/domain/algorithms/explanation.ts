import { type Adjacency, forEachEdge } from './adjacency.ts';

/** A path: `nodes[i]` is followed over the edge `slots[i]` to `nodes[i + 1]`. */
export interface Path {
  readonly nodes: readonly number[];
  readonly slots: readonly number[];
}

/** What an explanation is made from. */
export interface Explained {
  /** The direction against the walk: backward for what lies downstream. */
  readonly against: Adjacency;
  /** Exact distance of a node from the sources of the walk, -1 when the walk did not reach it. */
  readonly distanceOf: (node: number) => number;
  /** Whether the walk followed an edge. */
  readonly isLive: (slot: number) => boolean;
  /** Whether the step from node a over edge p comes before the step from node b over edge q. A total order. */
  readonly comesBefore: (a: number, p: number, b: number, q: number) => boolean;
}

/**
 * One shortest path from the sources of a walk to a node that it reached, always the same one: read backward from the
 * target, each step is the least in the given order among those that lie one nearer to the sources. The choice depends
 * on the graph alone, not on ids, on the order of edges in memory or on the engine that computed the distances.
 *
 * Cost: the in-degrees along the path.
 * @throws Error when the distances are not those of the graph.
 */
export function explain({ against, distanceOf, isLive, comesBefore }: Explained, target: number): Path {
  const nodes = [target];
  const slots: number[] = [];
  for (let distance = distanceOf(target); distance > 0; distance--) {
    const node = nodes[0] as number;
    let [bestNode, bestSlot] = [-1, -1];
    forEachEdge(against, node, (end, slot) => {
      if (distanceOf(end) !== distance - 1 || !isLive(slot)) return;
      if (bestNode < 0 || comesBefore(end, slot, bestNode, bestSlot)) [bestNode, bestSlot] = [end, slot];
    });
    if (bestNode < 0) throw new Error(`No live edge leads to node ${node} from distance ${distance - 1}.`);
    nodes.unshift(bestNode);
    slots.unshift(bestSlot);
  }
  return { nodes, slots };
}
