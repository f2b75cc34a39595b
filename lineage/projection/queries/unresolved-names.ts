import { forEachEdge } from '../../domain/algorithms/adjacency.ts';
import type { NameFacts } from '../../domain/names/name-facts.ts';
import { goRound, liveSymlinks } from '../../domain/names/symlinks.ts';
import type { Projection } from '../projection.ts';
import { compareText } from './order.ts';

/** What is peculiar about the symlinks of a name. */
export const NAME_FLAGS = ['CIRCULAR', 'SEVERAL_DATASETS', 'TOO_MANY_NAMES'] as const;

/** A name that is no dataset of the catalog yet. */
export interface UnresolvedName extends NameFacts {
  /** Other names that symlinks say are the same dataset, sorted. */
  readonly others: readonly string[];
  readonly flags: readonly (typeof NAME_FLAGS)[number][];
  /** Flows that end at it, as known now, at whatever time they flowed: edges at dataset level. */
  readonly edges: number;
}

/**
 * Names that are no dataset of the catalog, by reference; names that are one dataset once. Cost: sorting all of them;
 * the rest is looked up for a page.
 * @param ignored those that were decided to be nobody's, or the others.
 */
export function unresolvedNames(
  projection: Projection,
  after: string,
  most: number,
  ignored = false,
): { readonly page: readonly UnresolvedName[]; readonly total: number; readonly more: boolean } {
  const { names } = projection;
  const byPlace = new Map<string, NameFacts>();
  for (const { name, firstSeen, lastSeen } of names.unresolved()) {
    if (names.isIgnored(name) !== ignored) continue;
    const place = names.placeOf(name);
    const known = byPlace.get(place);
    byPlace.set(place, {
      name: place,
      firstSeen: Math.min(firstSeen, known?.firstSeen ?? firstSeen),
      lastSeen: Math.max(lastSeen, known?.lastSeen ?? lastSeen),
    });
  }
  const rest = [...byPlace.values()].filter(({ name }) => name > after).sort((a, b) => compareText(a.name, b.name));
  const page = rest.slice(0, most).map((facts) => ({
    ...facts,
    others: names.standingAt(facts.name),
    flags: flagsOf(projection, facts.name),
    edges: edgesAt(projection, facts.name),
  }));
  return { page, total: byPlace.size, more: rest.length > most };
}

function flagsOf({ names }: Projection, name: string): UnresolvedName['flags'] {
  if (names.isCrowded(name)) return ['TOO_MANY_NAMES'];
  const family = names.familyOf(name);
  if (family === undefined) return [];
  const live = liveSymlinks(family);
  const joined = new Set(live.map(([owner]) => owner).concat(live.map(([, other]) => other)));
  const datasets = new Set([...joined].flatMap((one) => names.datasetOf(one) ?? []));
  return [
    ...(goRound(live, joined) ? (['CIRCULAR'] as const) : []),
    ...(datasets.size > 1 ? (['SEVERAL_DATASETS'] as const) : []),
  ];
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
