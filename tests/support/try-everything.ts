import type { SmallGraph } from './small-graphs.ts';

/*
 * A second opinion on small graphs, by trying everything: plain lists and sets, no code shared with what it judges.
 */

/** What flows, as pairs of nodes without repetition, at the time asked about, between nodes that are not hidden. */
export function flowing({ edges, hidden, asOf, asRecorded, codes }: SmallGraph): [number, number][] {
  const pairs = new Map<string, [number, number]>();
  for (const edge of edges) {
    const isValid =
      (edge.validFrom === null || edge.validFrom <= asOf) && (edge.validTo === null || asOf < edge.validTo);
    const isKnown =
      asRecorded === null
        ? edge.recordedTo === null
        : edge.recordedFrom <= asRecorded && (edge.recordedTo === null || asRecorded < edge.recordedTo);
    if (!isValid || !isKnown || hidden.includes(edge.from) || hidden.includes(edge.to)) continue;
    if (codes === null || codes.includes(edge.code)) pairs.set(`${edge.from} ${edge.to}`, [edge.from, edge.to]);
  }
  return [...pairs.values()];
}

/** By node: the nodes that it leads to in any number of steps, none included. */
export function reachable(nodes: number, pairs: readonly (readonly [number, number])[]): Set<number>[] {
  const reach = Array.from({ length: nodes }, (_, node) => new Set([node]));
  for (let grown = true; grown; ) {
    grown = false;
    for (const [from, to] of pairs) {
      for (const set of reach) {
        if (set.has(from) && !set.has(to)) {
          set.add(to);
          grown = true;
        }
      }
    }
  }
  return reach;
}

/** Distance of each node from the nearest of some, undefined where there is no way: by relaxing every pair. */
export function distancesOf(
  nodes: number,
  pairs: readonly (readonly [number, number])[],
  sources: readonly number[],
): (number | undefined)[] {
  const distances = new Array<number | undefined>(nodes).fill(undefined);
  for (const source of sources) distances[source] = 0;
  for (let round = 0; round < nodes; round++) {
    for (const [from, to] of pairs) {
      const via = distances[from];
      if (via !== undefined && via + 1 < (distances[to] ?? Infinity)) distances[to] = via + 1;
    }
  }
  return distances;
}

/** Every path from some nodes to others that passes no node twice. */
export function everyPath(
  pairs: readonly (readonly [number, number])[],
  from: readonly number[],
  to: readonly number[],
): number[][] {
  const paths: number[][] = [];
  const walk = (path: readonly number[]): void => {
    const last = path.at(-1) as number;
    if (to.includes(last)) paths.push([...path]);
    for (const [start, end] of pairs) if (start === last && !path.includes(end)) walk([...path, end]);
  };
  for (const source of from) walk([source]);
  return paths;
}

/** Shorter paths first; of equal length that whose nodes, read from the end, have the lesser ranks. */
export const inOrderOf =
  (ranks: readonly number[]) =>
  (a: readonly number[], b: readonly number[]): number => {
    const word = (path: readonly number[]): string =>
      path
        .toReversed()
        .map((node) => String(ranks[node]).padStart(3, '0'))
        .join();
    return a.length - b.length || (word(a) < word(b) ? -1 : 1);
  };

/** Whether a node on any way between is on a cycle. */
export function cycleBetween(
  nodes: number,
  pairs: readonly (readonly [number, number])[],
  from: readonly number[],
  to: readonly number[],
): boolean {
  const reach = reachable(nodes, pairs);
  const isBetween = (node: number): boolean =>
    from.some((source) => reach[source]?.has(node)) && to.some((target) => reach[node]?.has(target));
  return pairs.some(([start, end]) => isBetween(start) && reach[end]?.has(start));
}

/**
 * The smallest sets of nodes, other than the ends, without which nothing leads from one end to the other, and of these
 * the one that leaves least on the near side; undefined when no set does.
 */
export function nearestSeparators(
  nodes: number,
  pairs: readonly (readonly [number, number])[],
  from: readonly number[],
  to: readonly number[],
): number[] | undefined {
  const others = Array.from({ length: nodes }, (_, node) => node).filter(
    (node) => !from.includes(node) && !to.includes(node),
  );
  let best: { readonly set: number[]; readonly near: number } | undefined;
  for (let bits = 0; bits < 2 ** others.length; bits++) {
    const set = others.filter((_, i) => (bits >> i) & 1);
    if (best !== undefined && set.length > best.set.length) continue;
    const left = pairs.filter(([start, end]) => !set.includes(start) && !set.includes(end));
    const reach = reachable(nodes, left);
    const near = new Set(from.flatMap((source) => [...(reach[source] ?? [])]));
    if (to.some((target) => near.has(target))) continue;
    if (best === undefined || set.length < best.set.length || near.size < best.near) best = { set, near: near.size };
  }
  return best?.set;
}

/** By node: the longest way to it over the groups of nodes that lead to one another, by relaxing every pair. */
export function latestGenerations(nodes: number, pairs: readonly (readonly [number, number])[]): number[] {
  const reach = reachable(nodes, pairs);
  const alike = (a: number, b: number): boolean => (reach[a]?.has(b) ?? false) && (reach[b]?.has(a) ?? false);
  const generation = new Array<number>(nodes).fill(0);
  for (let round = 0; round <= nodes; round++) {
    for (const [from, to] of pairs) {
      if (alike(from, to)) continue;
      const least = (generation[from] as number) + 1;
      for (let node = 0; node < nodes; node++) {
        if (alike(node, to)) generation[node] = Math.max(generation[node] as number, least);
      }
    }
  }
  return generation;
}
