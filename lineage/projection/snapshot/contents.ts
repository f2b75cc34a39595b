import type { DictionaryRecord } from '../../domain/dictionary/dictionary-facts.ts';
import type { EndsRecord } from '../../domain/ends.ts';
import type { CatalogRecord } from '../../domain/graph-record.ts';
import type { NameRecord } from '../../domain/names/name-facts.ts';
import type { PolicyRecord } from '../../domain/policy/policy-facts.ts';
import type { Revision } from '../../store/graph-store.ts';
import { CatalogFacts } from '../catalog-facts.ts';
import type { CompressedBase } from '../compressed-base.ts';
import { Dictionary } from '../dictionary.ts';
import { Graph } from '../graph.ts';
import { type InstantArrays, InstantTable } from '../instant-table.ts';
import { type NodeArrays, NodeTable } from '../node-table.ts';
import { ObservedEnds } from '../observed-ends.ts';
import { OutsideNames } from '../outside-names.ts';
import { PolicyFacts } from '../policy/policy-facts.ts';
import { Projection, type ProjectionOptions } from '../projection.ts';
import { putFact } from '../put-fact.ts';

/** What a snapshot holds: a projection with nothing in its overlay. */
export interface SnapshotContents {
  readonly log: string;
  readonly revision: Revision;
  readonly nodes: NodeArrays;
  readonly base: CompressedBase;
  readonly instants: InstantArrays;
  /** How many nodes stood in the order of layers when they were numbered last. */
  readonly ordered: number;
  /** Facts of agencies, partners, names, ends of jobs, policy and the dictionary. */
  readonly records: readonly (CatalogRecord | NameRecord | EndsRecord | PolicyRecord | DictionaryRecord)[];
}

/**
 * What a projection holds now, to be written; it stays so while the projection goes on. What stands in the overlay is laid
 * out first, and the one column that changes in place (`recordedTo`) is copied; the rest is written behind only.
 * @param log what names the log that it is a fold of, see `nameOfLogAt`.
 */
export function contentsOf(projection: Projection, log: string): SnapshotContents {
  if (projection.graph.pending > 0) projection.compact();
  const { graph } = projection;
  const { base } = graph;
  const recordedTo = graph.columns.recordedTo.slice(0, base.count);
  return { ...contentsBeside(projection, log), base: { ...base, columns: { ...base.columns, recordedTo } } };
}

/** What a projection holds now beside its edges, to be written; it stays so while the projection goes on. */
export function contentsBeside(projection: Projection, log: string): Omit<SnapshotContents, 'base'> {
  const { nodes, catalog, names, ends, policy, dictionary, graph, revision, ordered } = projection;
  return {
    log,
    revision,
    nodes: nodes.arrays,
    instants: graph.instants.arrays,
    ordered,
    records: [
      ...catalog.records(),
      ...names.records(),
      ...ends.records(),
      ...policy.records(),
      ...dictionary.records(),
    ],
  };
}

/** The projection of what a snapshot holds, which it goes on writing into. */
export function projectionOf(contents: SnapshotContents, options: ProjectionOptions = {}): Projection {
  const facts = {
    catalog: new CatalogFacts(),
    names: new OutsideNames(),
    ends: new ObservedEnds(),
    policy: new PolicyFacts(),
    dictionary: new Dictionary(),
  };
  for (const record of contents.records) putFact(facts, record);
  return new Projection(options, {
    nodes: new NodeTable(contents.nodes),
    ...facts,
    graph: Graph.on(contents.base, InstantTable.of(contents.instants)),
    revision: contents.revision,
    ordered: contents.ordered,
  });
}
