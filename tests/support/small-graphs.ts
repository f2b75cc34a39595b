import fc from 'fast-check';
import type { TimeWindow } from '../../lineage/domain/algorithms/adjacency.ts';
import type { EdgeFilter } from '../../lineage/domain/algorithms/expand.ts';
import { Scratch } from '../../lineage/domain/algorithms/scratch.ts';
import type { PairSearch } from '../../lineage/domain/algorithms/shortest-ways.ts';
import { edgeColumns, writeEdge } from '../../lineage/projection/edge-columns.ts';
import { Graph } from '../../lineage/projection/graph.ts';
import { InstantTable } from '../../lineage/projection/instant-table.ts';

/** An edge of a small graph; times are small whole numbers, null is open. */
export interface SmallEdge {
  readonly from: number;
  readonly to: number;
  readonly code: number;
  readonly validFrom: number | null;
  readonly validTo: number | null;
  readonly recordedFrom: number;
  readonly recordedTo: number | null;
}

/** A graph small enough to try everything, and how it is asked about. */
export interface SmallGraph {
  readonly nodes: number;
  readonly edges: readonly SmallEdge[];
  /** How many edges stand in the overlay. */
  readonly late: number;
  readonly hidden: readonly number[];
  readonly asOf: number;
  readonly asRecorded: number | null;
  /** Codes followed; null for all. */
  readonly codes: readonly number[] | null;
  /** By node: its place in the order of nodes. */
  readonly ranks: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
}

const LAST_MOMENT = 6;

/** Half of them without a cycle, most of them with one moment at which all edges are live. */
export function smallGraphs(most: { nodes: number; edges: number }): fc.Arbitrary<SmallGraph> {
  return fc.integer({ min: 1, max: most.nodes }).chain((nodes) => {
    const node = fc.nat({ max: nodes - 1 });
    const moment = fc.integer({ min: 0, max: LAST_MOMENT });
    const timed = fc.record({
      validFrom: fc.option(moment),
      validTo: fc.option(moment),
      recordedFrom: moment,
      recordedTo: fc.option(moment),
    });
    const always = fc.constant({ validFrom: null, validTo: null, recordedFrom: 0, recordedTo: null });
    const edge = fc
      .tuple(
        fc.record({ from: node, to: node, code: fc.nat({ max: 3 }) }),
        fc.oneof({ arbitrary: always, weight: 5 }, { arbitrary: timed, weight: 1 }),
      )
      .map(([ends, times]) => ({ ...ends, ...times }));
    const some = fc.uniqueArray(node, { minLength: 1, maxLength: 2 });
    const ring = fc.option(fc.uniqueArray(node, { minLength: 1 }), { freq: 4 });
    return fc
      .record({
        edges: fc.array(edge, { maxLength: most.edges, size: 'max' }),
        ring,
        forward: fc.boolean(),
        late: fc.nat({ max: most.edges }),
        hidden: fc.oneof(fc.constant([]), fc.uniqueArray(node, { maxLength: 2 })),
        asOf: moment,
        asRecorded: fc.option(moment),
        codes: fc.oneof(
          { arbitrary: fc.constant(null), weight: 3 },
          { arbitrary: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1 }), weight: 1 },
        ),
        ranks: fc.shuffledSubarray(
          Array.from({ length: nodes }, (_, i) => i),
          { minLength: nodes },
        ),
        from: some,
        to: some,
      })
      .map(({ ring, forward, edges, ...rest }) => {
        const round = (ring ?? []).map((from, i, all) => ({
          from,
          to: all[(i + 1) % all.length] as number,
          code: 0,
          validFrom: null,
          validTo: null,
          recordedFrom: 0,
          recordedTo: null,
        }));
        const ordered = edges
          .filter(({ from, to }) => from !== to)
          .map((one) => ({ ...one, from: Math.min(one.from, one.to), to: Math.max(one.from, one.to) }));
        if (!forward) return { nodes, ...rest, edges: [...edges, ...round] };
        // Now and then from the first to the last: that is where many ways are.
        const ends = rest.late % 2 === 0 ? {} : { from: [0], to: [nodes - 1] };
        return { nodes, ...rest, ...ends, edges: ordered };
      });
  });
}

/** The graph in typed arrays, some edges in the overlay, some superseded after they were laid out. */
export function typedGraph({ nodes, edges, late }: SmallGraph): Graph {
  const base = edges.slice(0, Math.max(0, edges.length - late));
  const instants = new InstantTable(Array.from({ length: LAST_MOMENT + 1 }, (_, i) => i));
  const row = ({ from, to, code, ...times }: SmallEdge, isOpen: boolean) => ({
    from,
    to,
    job: 0,
    transformation: code,
    // The table has room: it was made of these instants.
    validFrom: instants.from(times.validFrom) as number,
    validTo: instants.to(times.validTo) as number,
    recordedFrom: instants.from(times.recordedFrom) as number,
    recordedTo: instants.to(isOpen ? null : times.recordedTo) as number,
  });
  const columns = edgeColumns(base.length);
  // Every other superseded edge is laid out as one that is not superseded yet.
  const isOpen = (slot: number): boolean => slot % 2 === 0;
  base.forEach((edge, slot) => {
    writeEdge(columns, slot, row(edge, isOpen(slot)));
  });
  const graph = Graph.of(columns, base.length, nodes, instants);
  graph.ensureNodes(nodes);
  base.forEach((edge, slot) => {
    if (isOpen(slot) && edge.recordedTo !== null) {
      graph.setRecordedTo(graph.find(row(edge, true)), row(edge, false).recordedTo);
    }
  });
  for (const edge of edges.slice(base.length)) graph.add(row(edge, false));
  return graph;
}

/** A search of a small graph as it is asked about. */
export function searchOf(small: SmallGraph, allowance: Partial<PairSearch> = {}): PairSearch {
  const graph = typedGraph(small);
  const scratch = [new Scratch(), new Scratch()] as const;
  for (const one of scratch) one.ensure(small.nodes);
  const mask = small.hidden.length === 0 ? null : new Uint8Array(small.nodes).fill(1);
  for (const node of small.hidden) if (mask !== null) mask[node] = 0;
  const window: TimeWindow = graph.window(small.asOf, small.asRecorded);
  const filter: EdgeFilter | null =
    small.codes === null
      ? null
      : {
          codes: graph.columns.transformation,
          allowed: small.codes.reduce((bits, code) => bits | (1 << code), 0),
        };
  const { forward, backward } = graph;
  return { forward, backward, window, mask, filter, scratch, budget: Number.MAX_SAFE_INTEGER, ...allowance };
}

/** The ends of a question that are not hidden. */
export const shown = ({ hidden }: SmallGraph, nodes: readonly number[]): number[] =>
  nodes.filter((node) => !hidden.includes(node));
