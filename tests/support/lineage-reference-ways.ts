import { type LiveEdge, turned } from './lineage-reference.ts';

/*
 * A second opinion on what lies between two nodes of a graph too large to try everything: maps, sets and strings, other
 * algorithms than those that it judges where there are others.
 */

/** What every node leads to, without repetition. */
export function successors(edges: readonly LiveEdge[]): Map<string, Set<string>> {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) next.set(from, (next.get(from) ?? new Set()).add(to));
  return next;
}

/** How many sequences of nodes lead to a node in as few steps as its distance. */
export function countByDistance(
  edges: readonly LiveEdge[],
  distances: ReadonlyMap<string, number>,
  target: string,
): bigint {
  const before = successors(turned(edges));
  const known = new Map<string, bigint>();
  const count = (node: string): bigint => {
    const distance = distances.get(node);
    if (distance === undefined) return 0n;
    if (distance === 0) return 1n;
    let sum = known.get(node);
    if (sum !== undefined) return sum;
    sum = 0n;
    for (const other of before.get(node) ?? []) if (distances.get(other) === distance - 1) sum += count(other);
    known.set(node, sum);
    return sum;
  };
  return count(target);
}

/** How many ways lead from one node to another; undefined when one of the nodes between is on a cycle. */
export function countAll(
  edges: readonly LiveEdge[],
  between: ReadonlySet<string>,
  from: string,
  to: string,
): bigint | undefined {
  const next = successors(edges.filter((edge) => between.has(edge.from) && between.has(edge.to)));
  const known = new Map<string, bigint>();
  const open = new Set<string>();
  const count = (node: string): bigint | undefined => {
    if (open.has(node)) return undefined;
    const before = known.get(node);
    if (before !== undefined) return before;
    open.add(node);
    let sum = node === to ? 1n : 0n;
    for (const other of next.get(node) ?? []) {
      const rest = count(other);
      if (rest === undefined) return undefined;
      sum += rest;
    }
    open.delete(node);
    known.set(node, sum);
    return sum;
  };
  return between.size === 0 ? 0n : count(from);
}

/**
 * The fewest other nodes that separate two nodes, the nearest to the first of such sets; undefined when none does. Nodes
 * disjoint ways are found one at a time, by any way on which earlier ones may be taken back (Ford and Fulkerson 1956).
 */
export function nearestCut(edges: readonly LiveEdge[], from: string, to: string): string[] | undefined {
  if (from === to || edges.some((edge) => edge.from === from && edge.to === to)) return undefined;
  const next = successors(edges);
  const room = new Map<string, Map<string, number>>();
  const open = (a: string, b: string, most: number): void => {
    room.set(a, (room.get(a) ?? new Map()).set(b, most));
    const back = room.get(b) ?? new Map<string, number>();
    room.set(b, back.has(a) ? back : back.set(a, 0));
  };
  for (const node of new Set(edges.flatMap((edge) => [edge.from, edge.to]))) open(`${node}>`, `${node}<`, 1);
  for (const [node, ends] of next) for (const end of ends) if (end !== node) open(`${node}<`, `${end}>`, Infinity);
  const [start, goal] = [`${from}<`, `${to}>`];
  const reach = (): Map<string, string> => {
    const came = new Map([[start, '']]);
    const stack = [start];
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      for (const [end, left] of room.get(place) ?? []) {
        if (left === 0 || came.has(end)) continue;
        came.set(end, place);
        stack.push(end);
      }
    }
    return came;
  };
  for (;;) {
    const came = reach();
    if (!came.has(goal)) {
      return [...came.keys()]
        .filter((place) => place.endsWith('>'))
        .flatMap((place) => {
          const node = place.slice(0, -1);
          return came.has(`${node}<`) || node === from ? [] : [node];
        });
    }
    for (let place = goal; place !== start; ) {
      const before = came.get(place) as string;
      room.get(before)?.set(place, (room.get(before)?.get(place) as number) - 1);
      room.get(place)?.set(before, (room.get(place)?.get(before) as number) + 1);
      place = before;
    }
  }
}

/** The groups of nodes that lead to one another, of two nodes or more or feeding themselves (Kosaraju, as in Sharir 1981). */
export function groupsOnCycles(nodes: readonly string[], edges: readonly LiveEdge[]): string[][] {
  const next = successors(edges);
  const before = successors(turned(edges));
  const finished: string[] = [];
  const seen = new Set<string>();
  const finish = (node: string): void => {
    seen.add(node);
    for (const end of next.get(node) ?? []) if (!seen.has(end)) finish(end);
    finished.push(node);
  };
  for (const node of nodes) if (!seen.has(node)) finish(node);
  const placed = new Set<string>();
  const groups: string[][] = [];
  for (const root of finished.reverse()) {
    const group: string[] = [];
    const stack = placed.has(root) ? [] : [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (placed.has(node)) continue;
      placed.add(node);
      group.push(node);
      stack.push(...(before.get(node) ?? []));
    }
    if (group.length > 1 || (group[0] !== undefined && next.get(group[0])?.has(group[0]))) groups.push(group.sort());
  }
  return groups;
}
