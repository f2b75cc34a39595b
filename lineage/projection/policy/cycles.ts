import { datasetOfField } from '../../domain/node-ref.ts';
import type { Finding } from '../../domain/policy/finding.ts';
import type { Asked } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { statistics } from '../queries/statistics.ts';
import type { ColumnGraph } from './column-graph.ts';

/** Findings of I3, and whether all were found within the budget. Cost: as `statistics` at column level. */
export function cycleFindings(
  projection: Projection,
  graph: ColumnGraph,
  asked: Asked,
): { readonly findings: readonly Finding[]; readonly isCut: boolean } {
  const { cycles, reasons } = statistics(projection, { ...asked, level: 'COLUMN' });
  const byTarget = new Map<string, Finding>();
  for (const cycle of cycles) {
    const columns = cycle.map((ref) => projection.nodes.find(ref) as number);
    const among = new Set(columns);
    const target = datasetOfField(cycle[0] as string);
    const found = columns.map((column) => ({ column, proof: { path: wayRound(graph, column, among) } }));
    const before = byTarget.get(target)?.columns ?? [];
    byTarget.set(target, { rule: 'I3', target, severity: 'REVIEW', columns: [...before, ...found] });
  }
  const findings = [...byTarget.values()].sort((a, b) => (a.target < b.target ? -1 : 1));
  return { findings, isCut: reasons.some(({ code }) => code === 'BUDGET') };
}

/** A shortest way from a column back to itself among some: breadth-first, the least by reference first. */
function wayRound(graph: ColumnGraph, column: number, among: ReadonlySet<number>): readonly string[] {
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

const less = (graph: ColumnGraph, a: number, b: number): number => (graph.ref(a) < graph.ref(b) ? -1 : 1);
