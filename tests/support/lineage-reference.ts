import type { Instant } from '../../lineage/domain/instant.ts';
import type { Declaration } from './lineage-graphs.ts';

/*
 * A second opinion on what is reachable: maps, sets and strings, no code shared with what it judges but the form of the
 * declarations. Slow and plain on purpose.
 */

/** An edge that is live at the time asked about. */
export interface LiveEdge {
  readonly from: string;
  readonly to: string;
  readonly job: string;
  readonly transformation: string | null;
}

/** The edges in force at an instant, as known at another (null: at the end), replayed from the declarations. */
export function liveEdges(declarations: readonly Declaration[], asOf: Instant, asRecorded: Instant | null): LiveEdge[] {
  const current = new Map<
    string,
    { from: string; to: string; transformation: string | null; start: number; end: number }[]
  >();
  for (const declaration of declarations) {
    if (asRecorded !== null && declaration.at > asRecorded) continue;
    if ('edges' in declaration) {
      const edges = declaration.edges.map(({ from, to, transformation, validFrom, validTo }) => ({
        from,
        to,
        transformation,
        start: validFrom ?? Number.NEGATIVE_INFINITY,
        end: validTo ?? Number.POSITIVE_INFINITY,
      }));
      current.set(declaration.job, edges);
    } else {
      for (const edge of current.get(declaration.job) ?? []) edge.end = Math.min(edge.end, declaration.retiredFrom);
    }
  }
  return [...current].flatMap(([job, edges]) =>
    edges
      .filter(({ start, end }) => start <= asOf && asOf < end)
      .map(({ from, to, transformation }) => ({ from, to, job, transformation })),
  );
}

/** Distances of everything reachable downstream of some nodes, these included at 0; hidden nodes do not exist. */
export function distancesFrom(
  edges: readonly Pick<LiveEdge, 'from' | 'to'>[],
  sources: readonly string[],
  isHidden: (ref: string) => boolean,
): Map<string, number> {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    if (!isHidden(from) && !isHidden(to)) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const distances = new Map(sources.map((source) => [source, 0]));
  let frontier = [...sources];
  for (let distance = 1; frontier.length > 0; distance++) {
    const found = new Set<string>();
    for (const node of frontier) for (const to of next.get(node) ?? []) if (!distances.has(to)) found.add(to);
    for (const node of found) distances.set(node, distance);
    frontier = [...found];
  }
  return distances;
}

/** The edges turned round: what is downstream of them is upstream. */
export const turned = (edges: readonly LiveEdge[]): LiveEdge[] =>
  edges.map(({ from, to, ...rest }) => ({ from: to, to: from, ...rest }));

/** Of all shortest ways to a node the one whose steps, read backward, have the least references, then the least jobs. */
export function leastPath(
  edges: readonly LiveEdge[],
  distances: ReadonlyMap<string, number>,
  target: string,
): string[] {
  const distance = distances.get(target) ?? 0;
  if (distance === 0) return [target];
  const steps = edges.filter(({ from, to }) => to === target && distances.get(from) === distance - 1);
  const least = steps.map(({ from, job }) => `${from}\n${job}`).sort(byNodeThenJob)[0] ?? '\n';
  const [from = '', job = ''] = least.split('\n');
  return [...leastPath(edges, distances, from), job, target];
}

function byNodeThenJob(a: string, b: string): number {
  const [left, right] = [a.split('\n'), b.split('\n')];
  for (const i of [0, 1]) {
    const [x, y] = [left[i] ?? '', right[i] ?? ''];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
