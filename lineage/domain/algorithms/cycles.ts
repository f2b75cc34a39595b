import type { Components } from './components.ts';
import type { Digraph } from './digraph.ts';

/**
 * The groups of nodes that data goes round in: components of two nodes or more, and single nodes that feed themselves.
 * The largest first, then by the first of their nodes; nodes in rising order. Cost: O(nodes + edges), sorting.
 */
export function cycles(graph: Digraph, { count, componentOf }: Components): number[][] {
  const sizes = new Int32Array(count);
  for (const component of componentOf) sizes[component] = (sizes[component] as number) + 1;
  const groups = new Map<number, number[]>();
  for (let node = 0; node < graph.count; node++) {
    const component = componentOf[node] as number;
    if ((sizes[component] as number) === 1 && !feedsItself(graph, node)) continue;
    const group = groups.get(component);
    if (group === undefined) groups.set(component, [node]);
    else group.push(node);
  }
  // A group is made when its first node is met, and sorting keeps the order of equals.
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

/** Whether any cycle is in a digraph, one node that feeds itself included. Cost: O(nodes + edges). */
export function hasCycle(graph: Digraph, { count }: Components): boolean {
  if (count < graph.count) return true;
  for (let node = 0; node < graph.count; node++) if (feedsItself(graph, node)) return true;
  return false;
}

function feedsItself({ offsets, ends }: Digraph, node: number): boolean {
  const to = offsets[node + 1] as number;
  for (let position = offsets[node] as number; position < to; position++) if (ends[position] === node) return true;
  return false;
}
