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
 * The groups of a graph that differs by some edges from one whose groups are known. A group that was not there holds an
 * edge that came, so that it is within what such edges reach and are reached from; one that fell apart held an edge that
 * went. Only these are looked at anew (Tarjan 1972 on what is between); all others stay.
 *
 * Cost: the edges that are downstream or upstream of those that came, and of the groups that an edge left.
 * @param budget most edges looked at; a result that is cut is the groups that are known already.
 */
export function roundsAfter(
  graph: PolicyGraph,
  before: Rounds,
  { came, went }: { readonly came: readonly Difference[]; readonly went: readonly Difference[] },
  budget = WORK_BUDGET,
): FoundRounds {
  const groups = before.map((refs) => refs.map((ref) => graph.find(ref) as number));
  const groupOf = new Map(groups.flatMap((nodes, group) => nodes.map((node) => [node, group] as const)));
  const doubtful = new Set<number>();
  for (const [from, to] of went) {
    for (const node of groupOf.get(from) === groupOf.get(to) ? (groups[groupOf.get(from) ?? -1] ?? []) : [])
      doubtful.add(node);
  }
  if (came.length > 0) {
    const meter = { left: budget };
    const ends = came.map(([, to]) => to);
    const downstream = walk(graph, ends, meter, 'eachOut', () => true);
    // Nothing comes back to where it came from: no need to look upstream.
    const returns = came.map(([from]) => from).filter((from) => downstream.has(from));
    for (const node of walk(graph, returns, meter, 'eachIn', (at) => downstream.has(at))) doubtful.add(node);
    if (meter.left < 0) return { rounds: before, isCut: true };
  }
  const stay = before.filter((_refs, group) => groups[group]?.some((node) => doubtful.has(node)) !== true);
  const nodes = [...doubtful].sort((a, b) => a - b);
  const among = induced(graph, nodes);
  const found = cycles(among, components(among)).map((group) =>
    group.map((number) => graph.ref(nodes[number] as number)).sort(),
  );
  const rounds = [...stay, ...found].sort((a, b) => b.length - a.length || compareText(a[0] ?? '', b[0] ?? ''));
  return { rounds, isCut: false };
}

/** Everything that is reached from some nodes through nodes that are let through. */
function walk(
  graph: PolicyGraph,
  starts: readonly number[],
  meter: { left: number },
  side: 'eachOut' | 'eachIn',
  isIn: (node: number) => boolean,
): Set<number> {
  const reached = new Set(starts);
  for (const node of reached) {
    if (meter.left < 0) break;
    graph[side](node, (end) => {
      meter.left -= 1;
      if (isIn(end)) reached.add(end);
    });
  }
  return reached;
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
