import { closure } from '../../domain/algorithms/closure.ts';
import { components } from '../../domain/algorithms/components.ts';
import { cycles } from '../../domain/algorithms/cycles.ts';
import type { Digraph } from '../../domain/algorithms/digraph.ts';
import { datasetOfField } from '../../domain/node-ref.ts';
import type { Finding } from '../../domain/policy/finding.ts';
import type { PolicyGraph } from '../../domain/policy/policy-graph.ts';
import type { Asked } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { compareText } from '../queries/order.ts';
import { statistics } from '../queries/statistics.ts';
import { WORK_BUDGET } from '../queries/work-budget.ts';

/** Groups of columns that data goes round in, by reference; the largest first, then by their least. */
export type Rounds = readonly (readonly string[])[];

/** The groups that were found, and whether that is all of them. */
export interface FoundRounds {
  readonly rounds: Rounds;
  readonly isCut: boolean;
}

/** An edge that there is in one graph and not in another: its source and its target. */
export type Difference = readonly [from: number, to: number];

/** All groups of columns that data goes round in. Cost: as `statistics` at column level. */
export function roundsOf(projection: Projection, asked: Asked): FoundRounds {
  const { cycles, reasons } = statistics(projection, { ...asked, level: 'COLUMN' });
  return { rounds: cycles, isCut: reasons.some(({ code }) => code === 'BUDGET') };
}

/**
 * The groups of a graph that differs by some edges from that of a projection, whose groups are known. A group that was not
 * there holds an edge that came, so that it is within what such edges reach and are reached from; one that fell apart
 * held an edge that went. Only these are looked at anew (Tarjan 1972 on what is between); all others stay.
 *
 * Cost: a closure downstream of what came; where it comes back, one upstream; the groups that an edge left.
 * @param before of the projection, of which nothing is hidden.
 * @returns what is known already when the budget or the time is used up.
 */
export function roundsAfter(
  projection: Projection,
  { asOf, isLate, portions = 1 }: Asked,
  before: Rounds,
  graph: PolicyGraph & { readonly came: readonly Difference[]; readonly went: readonly Difference[] },
): FoundRounds {
  const groups = before.map((refs) => refs.map((ref) => graph.find(ref) as number));
  const groupOf = new Map(groups.flatMap((nodes, group) => nodes.map((node) => [node, group] as const)));
  const doubtful = new Set<number>();
  for (const [from, to] of graph.went) {
    for (const node of groupOf.get(from) === groupOf.get(to) ? (groups[groupOf.get(from) ?? -1] ?? []) : [])
      doubtful.add(node);
  }
  // Edges that went are followed still: what is looked at is more than has to be, and groups are whole in it.
  const { graph: edges, scratch, nodes } = projection;
  const [memory] = scratch;
  const shared = { window: edges.window(asOf, null), scratch: memory, budget: WORK_BUDGET * portions, isLate };
  const isKnown = (node: number): boolean => node < nodes.count;
  const ends = [...new Set(graph.came.map(([, to]) => to))];
  const down = closure({ ...shared, adjacency: edges.forward, mask: null }, ends.filter(isKnown), Infinity);
  const downstream = new Uint8Array(graph.count);
  for (const some of [down.nodes, ends]) for (const node of some) downstream[node] = 1;
  const returns = [...new Set(graph.came.flatMap(([from]) => (downstream[from] === 1 ? from : [])))];
  let cut = down.cut;
  if (returns.length > 0) {
    const mask = downstream.subarray(0, nodes.count);
    const up = closure({ ...shared, adjacency: edges.backward, mask }, returns.filter(isKnown), Infinity);
    for (const some of [up.nodes, returns]) for (const node of some) doubtful.add(node);
    cut ??= up.cut;
  }
  if (cut !== null) return { rounds: before, isCut: true };
  const stay = before.filter((_refs, group) => groups[group]?.some((node) => doubtful.has(node)) !== true);
  const looked = [...doubtful].sort((a, b) => a - b);
  const among = induced(graph, looked);
  const found = cycles(among, components(among)).map((group) =>
    group.map((number) => graph.ref(looked[number] as number)).sort(),
  );
  const rounds = [...stay, ...found].sort((a, b) => b.length - a.length || compareText(a[0] ?? '', b[0] ?? ''));
  return { rounds, isCut: false };
}

/** The edges between some nodes, which are numbered in the order that they are given in. */
function induced(graph: PolicyGraph, nodes: readonly number[]): Digraph {
  const numbers = new Map(nodes.map((node, number) => [node, number]));
  const offsets = new Int32Array(nodes.length + 1);
  const ends: number[] = [];
  for (const [number, node] of nodes.entries()) {
    graph.eachOut(node, (end) => {
      const there = numbers.get(end);
      if (there !== undefined) ends.push(there);
    });
    offsets[number + 1] = ends.length;
  }
  return { count: nodes.length, offsets, ends: Int32Array.from(ends) };
}

/** Findings of I3, by target. A way round is looked for when it is asked for. Cost: linear in the groups. */
export function cycleFindings(graph: PolicyGraph, rounds: Rounds): Finding[] {
  const byTarget = new Map<string, Finding>();
  for (const refs of rounds) {
    const columns = refs.map((ref) => graph.find(ref) as number);
    const among = new Set(columns);
    const target = datasetOfField(refs[0] as string);
    const found = columns.map((column) => {
      let path: readonly string[] | undefined;
      const proof = {
        get path(): readonly string[] {
          path ??= wayRound(graph, column, among);
          return path;
        },
      };
      return { column, proof };
    });
    const before = byTarget.get(target)?.columns ?? [];
    byTarget.set(target, { rule: 'I3', target, severity: 'REVIEW', columns: [...before, ...found] });
  }
  return [...byTarget.values()].sort((a, b) => (a.target < b.target ? -1 : 1));
}

/** A shortest way from a column back to itself among some: breadth-first, the least by reference first. */
function wayRound(graph: PolicyGraph, column: number, among: ReadonlySet<number>): readonly string[] {
  const from = new Map<number, readonly [node: number, job: number]>();
  let level = [column];
  while (level.length > 0 && !from.has(column)) {
    const next: number[] = [];
    for (const node of level) {
      const ends: [number, number][] = [];
      graph.eachOut(node, (end, _transformation, job) => {
        if (among.has(end) && !from.has(end)) ends.push([end, job]);
      });
      ends.sort(([a, p], [b, q]) => (a === b ? less(graph, p, q) : less(graph, a, b)));
      for (const [end, job] of ends) {
        if (from.has(end)) continue;
        from.set(end, [node, job]);
        next.push(end);
      }
    }
    level = next;
  }
  const path = [graph.ref(column)];
  let node = column;
  do {
    const [before, job] = from.get(node) as readonly [number, number];
    path.unshift(graph.ref(before), graph.ref(job));
    node = before;
  } while (node !== column);
  return path;
}

const less = (graph: PolicyGraph, a: number, b: number): number => (graph.ref(a) < graph.ref(b) ? -1 : 1);
