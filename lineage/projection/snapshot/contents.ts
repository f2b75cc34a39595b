import type { CatalogRecord, NameRecord } from '../../domain/graph-record.ts';
import type { Revision } from '../../store/graph-store.ts';
import { CatalogFacts } from '../catalog-facts.ts';
import type { CompressedBase } from '../compressed-base.ts';
import { Graph } from '../graph.ts';
import { type InstantArrays, InstantTable } from '../instant-table.ts';
import { type NodeArrays, NodeTable } from '../node-table.ts';
import { OutsideNames, putFact } from '../outside-names.ts';
import { Projection, type ProjectionOptions } from '../projection.ts';

/** What a snapshot holds: a projection with nothing in its overlay. */
export interface SnapshotContents {
  readonly log: string;
  readonly revision: Revision;
  readonly nodes: NodeArrays;
  readonly base: CompressedBase;
  readonly instants: InstantArrays;
  /** Facts of agencies, partners and names. */
  readonly records: readonly (CatalogRecord | NameRecord)[];
}

/**
 * What a projection holds now, to be written; it stays so while the projection goes on. What stands in the overlay is laid
 * out first, and the one column that changes in place (`recordedTo`) is copied; the rest is written behind only.
 * @param log what names the log that it is a fold of, see `nameOfLogAt`.
 */
export function contentsOf(projection: Projection, log: string): SnapshotContents {
  if (projection.graph.pending > 0) projection.compact();
  const { nodes, catalog, names, graph, revision } = projection;
  const { base } = graph;
  const recordedTo = base.columns.recordedTo.slice(0, base.count);
  return {
    log,
    revision,
    nodes: nodes.arrays,
    base: { ...base, columns: { ...base.columns, recordedTo } },
    instants: graph.instants.arrays,
    records: [...catalog.records(), ...names.records()],
  };
}

/** The projection of what a snapshot holds, which it goes on writing into. */
export function projectionOf(contents: SnapshotContents, options: ProjectionOptions = {}): Projection {
  const [catalog, names] = [new CatalogFacts(), new OutsideNames()];
  for (const record of contents.records) putFact(catalog, names, record);
  return new Projection(options, {
    nodes: new NodeTable(contents.nodes),
    catalog,
    names,
    graph: Graph.on(contents.base, InstantTable.of(contents.instants)),
    revision: contents.revision,
  });
}
