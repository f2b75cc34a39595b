import { EARLIEST_LABEL, OPEN_LABEL } from '../domain/algorithms/adjacency.ts';
import type { ReasonCode } from '../domain/completeness.ts';
import { type EdgeRecord, type GraphRecord, isMemory } from '../domain/graph-record.ts';
import type { Instant } from '../domain/instant.ts';
import { transformationCode } from '../domain/transformations.ts';
import type { GraphStore, Revision } from '../store/graph-store.ts';
import { CatalogFacts } from './catalog-facts.ts';
import { Dictionary } from './dictionary.ts';
import { type EdgeColumns, edgeColumns, grownColumns, TIMES, writeEdge } from './edge-columns.ts';
import { Graph } from './graph.ts';
import { InstantTable } from './instant-table.ts';
import { NodeTable } from './node-table.ts';
import { ObservedEnds } from './observed-ends.ts';
import { OutsideNames } from './outside-names.ts';
import { PolicyFacts } from './policy/policy-facts.ts';
import { Projection, type ProjectionOptions } from './projection.ts';
import { type FactKeepers, putFact } from './put-fact.ts';

/**
 * Builds a projection from all records of a store, once each, in any order. Faster than applying them: nothing is
 * looked up, and the arrays are laid out once. Cost: O(nodes + edges), and the distinct instants sorted.
 */
export class ProjectionLoader {
  readonly #options: ProjectionOptions;
  readonly #nodes = new NodeTable();
  readonly #facts: FactKeepers = {
    catalog: new CatalogFacts(),
    names: new OutsideNames(),
    ends: new ObservedEnds(),
    policy: new PolicyFacts(),
    dictionary: new Dictionary(),
  };
  /** Times are places in the order of first sight until all are known. */
  readonly #places = new Map<Instant, number>();
  #edges: EdgeColumns = edgeColumns(4_096);
  #count = 0;

  constructor(options: ProjectionOptions = {}) {
    this.#options = options;
  }

  /** Takes some records. */
  add(records: Iterable<GraphRecord>): void {
    for (const record of records) {
      if (record.record === 'edge') this.#addEdge(record);
      else if ('ref' in record) this.#nodes.put(record);
      else if (!isMemory(record)) putFact(this.#facts, record);
    }
  }

  /**
   * The projection of what was added. The loader is used up.
   * @param lacks why what was added is not all there is; nothing unless given.
   */
  finish(revision: Revision, lacks: readonly ReasonCode[] = []): Projection {
    const instants = this.#label();
    const graph = Graph.of(this.#edges, this.#count, this.#nodes.count, instants);
    return new Projection(this.#options, {
      nodes: this.#nodes,
      ...this.#facts,
      graph,
      revision,
      lacks,
    });
  }

  #addEdge(edge: EdgeRecord): void {
    if (this.#count === this.#edges.room) this.#edges = grownColumns(this.#edges, this.#count * 2);
    writeEdge(this.#edges, this.#count++, {
      from: this.#nodes.ensure(edge.from),
      to: this.#nodes.ensure(edge.to),
      job: this.#nodes.ensure(edge.job),
      transformation: transformationCode(edge.transformation),
      validFrom: edge.validFrom === null ? EARLIEST_LABEL : this.#place(edge.validFrom),
      validTo: edge.validTo === null ? OPEN_LABEL : this.#place(edge.validTo),
      recordedFrom: this.#place(edge.recordedFrom),
      recordedTo: edge.recordedTo === null ? OPEN_LABEL : this.#place(edge.recordedTo),
    });
  }

  #place(instant: Instant): number {
    const known = this.#places.get(instant);
    if (known !== undefined) return known;
    this.#places.set(instant, this.#places.size);
    return this.#places.size - 1;
  }

  /** Replaces places by labels, in all columns. */
  #label(): InstantTable {
    const seen = [...this.#places.keys()];
    const table = new InstantTable(Float64Array.from(seen).sort(), this.#options.labelReach);
    const labels = Int32Array.from(seen, (instant) => table.at(instant));
    for (const name of TIMES) {
      const column = this.#edges[name];
      for (let slot = 0; slot < this.#count; slot++) {
        const place = column[slot] as number;
        if (place !== EARLIEST_LABEL && place !== OPEN_LABEL) column[slot] = labels[place] as number;
      }
    }
    return table;
  }
}

/** A projection of all that a store holds. */
export async function loadProjection(
  store: Pick<GraphStore, 'scan'>,
  options?: ProjectionOptions,
): Promise<Projection> {
  const loader = new ProjectionLoader(options);
  const revision = await store.scan((records) => loader.add(records));
  return loader.finish(revision);
}
