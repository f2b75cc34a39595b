import { OPEN_LABEL } from '../../../lineage/domain/algorithms/adjacency.ts';
import { type Closure, closure } from '../../../lineage/domain/algorithms/closure.ts';
import { layerOrder } from '../../../lineage/domain/algorithms/layer-order.ts';
import { Scratch } from '../../../lineage/domain/algorithms/scratch.ts';
import { compress } from '../../../lineage/projection/compressed-base.ts';
import { edgeColumns } from '../../../lineage/projection/edge-columns.ts';
import { Graph, spareFor } from '../../../lineage/projection/graph.ts';
import { InstantTable } from '../../../lineage/projection/instant-table.ts';
import { EDGE_BUDGET } from '../../../lineage/projection/queries/reach.ts';
import { readColumns } from '../files.ts';
import { DAYS, OPEN_DAY } from '../generate.ts';
import type { Reached } from '../reference.ts';
import { type ClosureEngine, type Given, timed } from './closure-engine.ts';

const DAY = 86_400_000_000;

/** A graph, and the numbers that its nodes have in it. */
export interface NumberedGraph {
  readonly graph: Graph;
  readonly nodes: number;
  /** By node of the file: its number. */
  readonly numbers: Int32Array;
  /** By number: the node of the file. */
  readonly names: Int32Array;
}

/** The edges of a file laid out as they are when they are loaded: nodes in the order in which they arrived. */
export function arrivedGraph(path: string): NumberedGraph {
  const { nodes, edges, from, to, job, validFrom, validTo } = readColumns(path);
  const days = Float64Array.from({ length: DAYS + 1 }, (_, day) => day * DAY);
  const instants = new InstantTable(days);
  const labels = Int32Array.from(days, (instant) => instants.at(instant));
  const label = (day: number): number => (day === OPEN_DAY ? OPEN_LABEL : (labels[day] as number));
  const columns = edgeColumns(edges);
  columns.from.set(from);
  columns.to.set(to);
  columns.job.set(job);
  columns.validFrom.set(validFrom.map(label));
  columns.validTo.set(validTo.map(label));
  columns.recordedFrom.fill(labels[0] as number);
  columns.recordedTo.fill(OPEN_LABEL);
  const numbers = Int32Array.from({ length: nodes }, (_, node) => node);
  return { graph: Graph.of(columns, edges, nodes, instants), nodes, numbers, names: numbers };
}

/** The same as compaction leaves them: nodes in the order of layers. */
export function compactedGraph(path: string): NumberedGraph {
  const { graph, nodes, numbers } = arrivedGraph(path);
  const { columns, count } = graph;
  const names = layerOrder({ count: nodes, offsets: graph.forward.offsets, ends: columns.to.subarray(0, count) });
  for (let place = 0; place < nodes; place++) numbers[names[place] as number] = place;
  const base = compress(columns, count, nodes, { spare: spareFor(count), numbers });
  return { graph: Graph.on(base, graph.instants), nodes, numbers, names };
}

/** The closures of the projection: what every question about lineage is answered by, without names of nodes and sorting. */
export async function openProjection({ files, sources }: Given): Promise<ClosureEngine> {
  const { graph, nodes, numbers, names } = compactedGraph(files.columns);
  const scratch = new Scratch();
  scratch.ensure(nodes);
  graph.ensureNodes(nodes);
  const window = graph.window((DAYS + 1) * DAY, null);
  const walk = { adjacency: graph.forward, scratch, window, mask: null, budget: EDGE_BUDGET };
  const from = sources.map((source) => numbers[source] as number);
  const one = (source: number): Closure => closure(walk, [source], Infinity);
  return {
    what: 'the projection',
    answers: async () => from.map((source) => summed(one(source), names)),
    round: () =>
      timed(() => {
        for (const source of from) one(source);
      }, true),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function summed({ nodes, bounds, cut }: Closure, names: Int32Array): Reached {
  if (cut !== null) throw new Error(`A closure was cut by ${cut}.`);
  let [sum, distances] = [0, 0];
  for (const node of nodes) sum += names[node] as number;
  for (let d = 0; d + 1 < bounds.length; d++) distances += d * ((bounds[d + 1] as number) - (bounds[d] as number));
  return { nodes: nodes.length, sum, distances };
}
