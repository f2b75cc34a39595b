import type { Digraph } from './digraph.ts';

/** The strongly connected components of a digraph. */
export interface Components {
  readonly count: number;
  /** By node: its component. Edges lead to the same component or to one with a lesser number. */
  readonly componentOf: Int32Array;
}

/**
 * Strongly connected components: nodes from each of which data may flow to each other (Tarjan 1972), numbered against
 * the flow. Without recursion, so that a cycle may be as long as the graph.
 *
 * Cost: O(nodes + edges), 20 bytes a node.
 */
export function components({ count, offsets, ends }: Digraph): Components {
  const componentOf = new Int32Array(count).fill(-1);
  // Order of discovery from 1, 0 for undiscovered; and the least that a node is known to lead back to.
  const [found, low] = [new Int32Array(count), new Int32Array(count)];
  // Nodes without a component yet; nodes whose edges are being followed; by node, the edge that is next.
  const [open, path, next] = [new Int32Array(count), new Int32Array(count), offsets.slice(0, count)];
  let [discovered, opened, depth, number] = [0, 0, 0, 0];
  const discover = (node: number): void => {
    discovered += 1;
    found[node] = discovered;
    low[node] = discovered;
    open[opened++] = node;
    path[depth++] = node;
  };
  for (let root = 0; root < count; root++) {
    if (found[root] === 0) discover(root);
    while (depth > 0) {
      const node = path[depth - 1] as number;
      const position = next[node] as number;
      if (position < (offsets[node + 1] as number)) {
        next[node] = position + 1;
        const end = ends[position] as number;
        if (found[end] === 0) discover(end);
        else if (componentOf[end] === -1) low[node] = Math.min(low[node] as number, found[end] as number);
        continue;
      }
      depth -= 1;
      if (low[node] === found[node]) {
        let member: number;
        do {
          member = open[--opened] as number;
          componentOf[member] = number;
        } while (member !== node);
        number += 1;
      } else {
        // A node that leads back has the one before it on the path.
        const before = path[depth - 1] as number;
        low[before] = Math.min(low[before] as number, low[node] as number);
      }
    }
  }
  return { count: number, componentOf };
}

/** Nodes with the flow: every edge leads to a later node, or stays in a component. Cost: O(nodes). */
export function inOrder({ count, componentOf }: Components): Int32Array {
  const places = new Int32Array(count + 1);
  for (const component of componentOf) places[component] = (places[component] as number) + 1;
  // The component with the greatest number comes first.
  let before = 0;
  for (let component = count - 1; component >= 0; component--) {
    const size = places[component] as number;
    places[component] = before;
    before += size;
  }
  const nodes = new Int32Array(componentOf.length);
  for (let node = 0; node < componentOf.length; node++) {
    const component = componentOf[node] as number;
    const place = places[component] as number;
    nodes[place] = node;
    places[component] = place + 1;
  }
  return nodes;
}
