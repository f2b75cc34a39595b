import { forEachEdge } from '../../domain/algorithms/adjacency.ts';
import type { NameFacts } from '../../domain/names/name-facts.ts';
import type { Projection } from '../projection.ts';
import { compareText } from './order.ts';

/** A name that is no dataset of the catalog yet. */
export interface UnresolvedName extends NameFacts {
  /** Flows that end at it, as known now, at whatever time they flowed: edges at dataset level. */
  readonly edges: number;
}

/** Names that are no dataset of the catalog, by reference. Cost: sorting all of them; edges are counted for a page. */
export function unresolvedNames(
  projection: Projection,
  after: string,
  most: number,
): { readonly page: readonly UnresolvedName[]; readonly total: number; readonly more: boolean } {
  const all = [...projection.names.unresolved()];
  const rest = all.filter(({ name }) => name > after).sort((a, b) => compareText(a.name, b.name));
  const page = rest.slice(0, most).map((facts) => ({ ...facts, edges: edgesAt(projection, facts.name) }));
  return { page, total: all.length, more: rest.length > most };
}

function edgesAt({ nodes, graph }: Projection, name: string): number {
  const node = nodes.find(name);
  if (node === undefined) return 0;
  const { recorded } = graph.window(0, null);
  const slots = new Set<number>();
  for (const adjacency of [graph.forward, graph.backward]) {
    forEachEdge(adjacency, node, (_end, slot) => {
      const known = (graph.columns.recordedFrom[slot] as number) <= recorded;
      if (known && recorded < (graph.columns.recordedTo[slot] as number)) slots.add(slot);
    });
  }
  return slots.size;
}
