import { OPEN_LABEL } from '../../../lineage/domain/algorithms/adjacency.ts';
import { type Closure, closure } from '../../../lineage/domain/algorithms/closure.ts';
import { Scratch } from '../../../lineage/domain/algorithms/scratch.ts';
import { edgeColumns } from '../../../lineage/projection/edge-columns.ts';
import { Graph } from '../../../lineage/projection/graph.ts';
import { InstantTable } from '../../../lineage/projection/instant-table.ts';
import { EDGE_BUDGET } from '../../../lineage/projection/queries/reach.ts';
import { readColumns } from '../files.ts';
import { DAYS, OPEN_DAY } from '../generate.ts';
import type { Reached } from '../reference.ts';
import { type ClosureEngine, type Given, timed } from './closure-engine.ts';

const DAY = 86_400_000_000;

/** The edges of a file laid out as the projection lays them out. */
export function graphOf(path: string): { readonly graph: Graph; readonly nodes: number } {
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
  return { graph: Graph.of(columns, edges, nodes, instants), nodes };
}

/** The closures of the projection: what every question about lineage is answered by, without names of nodes and sorting. */
export async function openProjection({ files, sources }: Given): Promise<ClosureEngine> {
  const { graph, nodes } = graphOf(files.columns);
  const scratch = new Scratch();
  scratch.ensure(nodes);
  graph.ensureNodes(nodes);
  const window = graph.window((DAYS + 1) * DAY, null);
  const walk = { adjacency: graph.forward, scratch, window, mask: null, budget: EDGE_BUDGET };
  const one = (source: number): Closure => closure(walk, [source], Infinity);
  return {
    what: 'the projection',
    answers: async () => sources.map((source) => summed(one(source))),
    round: () =>
      timed(() => {
        for (const source of sources) one(source);
      }, true),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function summed({ nodes, bounds, cut }: Closure): Reached {
  if (cut !== null) throw new Error(`A closure was cut by ${cut}.`);
  let [sum, distances] = [0, 0];
  for (const node of nodes) sum += node;
  for (let d = 0; d + 1 < bounds.length; d++) distances += d * ((bounds[d + 1] as number) - (bounds[d] as number));
  return { nodes: nodes.length, sum, distances };
}
