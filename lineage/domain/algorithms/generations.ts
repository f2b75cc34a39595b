import { type Components, inOrder } from './components.ts';
import type { Digraph } from './digraph.ts';

/** How many steps of processing lie behind each node. */
export interface Generations {
  readonly count: number;
  /** By node: 0 for what nothing flows into but from its own cycle. */
  readonly generationOf: Int32Array;
}

/**
 * Topological generations of a digraph whose cycles are taken as one node each (its condensation): a node is one later
 * than the latest of those that lead to it; the nodes of a cycle are of one generation (Kahn 1962, by layers).
 *
 * Cost: O(nodes + edges).
 */
export function generations(graph: Digraph, components: Components): Generations {
  const { componentOf } = components;
  const ofComponent = new Int32Array(components.count);
  let latest = -1;
  for (const node of inOrder(components)) {
    const own = componentOf[node] as number;
    const generation = ofComponent[own] as number;
    if (generation > latest) latest = generation;
    const to = graph.offsets[node + 1] as number;
    for (let position = graph.offsets[node] as number; position < to; position++) {
      const other = componentOf[graph.ends[position] as number] as number;
      if (other !== own && (ofComponent[other] as number) <= generation) ofComponent[other] = generation + 1;
    }
  }
  return { count: latest + 1, generationOf: componentOf.map((component) => ofComponent[component] as number) };
}
