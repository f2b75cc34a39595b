import { describe, expect, it } from 'vitest';
import { type Adjacency, OPEN_LABEL } from '../../../lineage/domain/algorithms/adjacency.ts';
import { closure } from '../../../lineage/domain/algorithms/closure.ts';
import { Scratch } from '../../../lineage/domain/algorithms/scratch.ts';
import { edgeColumns, writeEdge } from '../../../lineage/projection/edge-columns.ts';
import { Graph } from '../../../lineage/projection/graph.ts';
import { InstantTable } from '../../../lineage/projection/instant-table.ts';

const NODES = 3;
const LATER = 1_000;

/** A graph of edges `[from, to, job]`, each open unless it has ended. */
function graphOf(...edges: readonly (readonly [number, number, number, 'ended'?])[]): Graph {
  const instants = new InstantTable([10, 20]);
  const columns = edgeColumns(edges.length);
  for (const [slot, [from, to, job, ended]] of edges.entries()) {
    const [start, end] = [instants.at(10), ended === undefined ? OPEN_LABEL : instants.at(20)];
    const times = { validFrom: start, validTo: end, recordedFrom: start, recordedTo: OPEN_LABEL };
    writeEdge(columns, slot, { from, to, job, transformation: 0, ...times });
  }
  const graph = Graph.of(columns, edges.length, NODES, instants);
  graph.ensureNodes(NODES);
  return graph;
}

/** Ends of a node: distinct open ones, repeated open ones, ended ones. */
const rowOf = ({ offsets, distinctEnds, openEnds, ends }: Adjacency, node: number): number[][] => {
  const part = (from = 0, to = 0): number[] => [...ends.subarray(from, to)].sort();
  return [
    part(offsets[node], distinctEnds[node]),
    part(distinctEnds[node], openEnds[node]),
    part(openEnds[node], offsets[node + 1]),
  ];
};

describe('edges laid out for walking', () => {
  const graph = graphOf([0, 1, 5], [0, 1, 6], [0, 2, 5], [0, 1, 7, 'ended'], [0, 0, 5], [0, 2, 6], [1, 2, 5]);

  it('stand at each node in the order distinct, repeated, ended', () => {
    expect(rowOf(graph.forward, 0)).toEqual([[0, 1, 2], [1, 2], [1]]);
    expect(rowOf(graph.forward, 1)).toEqual([[2], [], []]);
    expect(rowOf(graph.forward, 2)).toEqual([[], [], []]);
    expect(rowOf(graph.backward, 1)).toEqual([[0], [0], [0]]);
    expect(rowOf(graph.backward, 2)).toEqual([[0, 1], [0], []]);
  });

  it('keep their jobs, whichever way they are found', () => {
    const jobs = (adjacency: Adjacency): number[] =>
      Array.from({ length: graph.count }, (_, at) => graph.columns.job[adjacency.slots?.[at] ?? at] as number).sort();
    expect(jobs(graph.forward)).toEqual([5, 5, 5, 5, 6, 6, 7]);
    expect(jobs(graph.backward)).toEqual([5, 5, 5, 5, 6, 6, 7]);
    const { from, to } = graph.columns;
    graph.backward.slots?.forEach((slot, position) => {
      expect(from[slot]).toBe(graph.backward.ends[position]);
      expect(to[slot]).toBeGreaterThanOrEqual(0);
    });
  });

  it('are looked at once where they repeat others', () => {
    const scratch = new Scratch();
    scratch.ensure(NODES);
    const walk = { adjacency: graph.forward, scratch, window: graph.window(LATER, null), mask: null, budget: 100 };
    expect(walk.window.openIsLive).toBe(true);
    expect([...closure(walk, [0], Infinity).nodes]).toEqual([0, 1, 2]);
    // Three nodes, three distinct edges of one and one of another.
    expect(scratch.looked).toBe(NODES + 4);
  });
});
