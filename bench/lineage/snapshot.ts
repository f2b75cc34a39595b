import { OPEN_LABEL } from '../../lineage/domain/algorithms/adjacency.ts';
import type { DatasetFacts, FieldFacts } from '../../lineage/domain/facts.ts';
import { parseInstant } from '../../lineage/domain/instant.ts';
import { transformationCode } from '../../lineage/domain/transformations.ts';
import { CatalogFacts } from '../../lineage/projection/catalog-facts.ts';
import { compactionOf } from '../../lineage/projection/compaction/compaction.ts';
import { Dictionary } from '../../lineage/projection/dictionary.ts';
import { edgeColumns } from '../../lineage/projection/edge-columns.ts';
import { Graph } from '../../lineage/projection/graph.ts';
import { InstantTable } from '../../lineage/projection/instant-table.ts';
import { NodeTable } from '../../lineage/projection/node-table.ts';
import { ObservedEnds } from '../../lineage/projection/observed-ends.ts';
import { OutsideNames } from '../../lineage/projection/outside-names.ts';
import { PolicyFacts } from '../../lineage/projection/policy/policy-facts.ts';
import { Projection } from '../../lineage/projection/projection.ts';
import { contentsBeside, type SnapshotContents } from '../../lineage/projection/snapshot/contents.ts';
import { DAYS, type GeneratedGraph, OPEN_DAY } from './generate.ts';

/** Agencies that publish, in turn. */
export const AGENCIES = 50;
/** The first of the days that edges start and end on; all of them are past. */
const FIRST_DAY = parseInstant('2022-01-01T00:00:00Z');
const DAY = 86_400_000_000;

const FIELD: FieldFacts = { type: 'text', position: 0, piiClass: 'NONE', directIdentifier: false, dropped: null };
const factsOf = (dataset: number): DatasetFacts => ({
  publisher: agencyOf(dataset),
  tier: 'SPECIALIZED',
  sharingClass: 'SHARED',
  importanceClass: 'OTHER',
});

/** Who publishes a dataset. */
export const agencyOf = (dataset: number): string => `A${String(dataset % AGENCIES).padStart(2, '0')}`;

/** The reference of a column. */
export const columnRef = ({ dataset }: Pick<GeneratedGraph, 'dataset'>, column: number): string =>
  `D${dataset[column]}.c${column}`;

/**
 * A generated graph as the snapshot of an instance, laid out as compaction leaves it: nodes in the order of layers, nothing
 * in the overlay. Nothing goes edge by edge through a log. Cost: O(nodes + edges), and a text for every node.
 * @param of the log and the revision that it is to be of.
 */
export function snapshotOf(graph: GeneratedGraph, of: Pick<SnapshotContents, 'log' | 'revision'>): SnapshotContents {
  const nodes = new NodeTable();
  const column = new Int32Array(graph.nodes);
  for (let c = 0; c < graph.nodes; c++) {
    const dataset = graph.dataset[c] as number;
    if (dataset !== graph.dataset[c - 1]) nodes.put({ record: 'dataset', ref: `D${dataset}`, facts: factsOf(dataset) });
    const ref = columnRef(graph, c);
    nodes.put({ record: 'field', ref, facts: FIELD });
    column[c] = nodes.ensure(ref);
  }
  const instants = new InstantTable(Array.from({ length: DAYS + 1 }, (_, day) => FIRST_DAY + day * DAY));
  const labels = Int32Array.from({ length: DAYS + 1 }, (_, day) => instants.at(FIRST_DAY + day * DAY));
  const edges = edgeColumns(graph.edges);
  const identity = transformationCode('IDENTITY');
  const jobs = new Map<number, number>();
  for (let e = 0; e < graph.edges; e++) {
    const number = graph.job[e] as number;
    const job = jobs.get(number) ?? nodes.ensure(`job:J${number}`);
    jobs.set(number, job);
    edges.from[e] = column[graph.from[e] as number] as number;
    edges.to[e] = column[graph.to[e] as number] as number;
    edges.job[e] = job;
    edges.transformation[e] = identity;
    edges.validFrom[e] = labels[graph.validFrom[e] as number] as number;
    edges.validTo[e] = graph.validTo[e] === OPEN_DAY ? OPEN_LABEL : (labels[graph.validTo[e] as number] as number);
    edges.recordedFrom[e] = labels[DAYS] as number;
    edges.recordedTo[e] = OPEN_LABEL;
  }
  const projection = new Projection(
    {},
    {
      nodes,
      catalog: new CatalogFacts(),
      names: new OutsideNames(),
      ends: new ObservedEnds(),
      policy: new PolicyFacts(),
      dictionary: new Dictionary(),
      graph: Graph.of(edges, graph.edges, nodes.count, instants),
      revision: of.revision,
    },
  );
  const { base, nodes: ordered } = compactionOf(projection.beginCompaction(true).task);
  if (ordered === null) throw new Error('A graph that was never put in order is.');
  return { ...contentsBeside(projection, of.log), nodes: ordered, ordered: ordered.order.length, base };
}
