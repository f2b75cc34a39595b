import type { Instant } from '../../domain/instant.ts';
import type { Graph } from '../graph.ts';
import type { Projection } from '../projection.ts';
import { type Visibility, walkable } from '../visibility.ts';

/** By graph, then by mask: what was found, so that it is looked for once. */
const FOUND = new WeakMap<Graph, WeakMap<object, Instant>>();
const ALL = {};

/**
 * Since when anything is known that whoever asks may learn of: the least recorded time of an edge that exists for them;
 * null while there is none. Cost: the edges, once for a graph as it was laid out and for what is visible of it.
 */
export function firstRecord(projection: Projection, visibility: Visibility | null): Instant | null {
  const { graph } = projection;
  const mask = projection.mask(walkable(visibility));
  const found = FOUND.get(graph) ?? new WeakMap<object, Instant>();
  FOUND.set(graph, found);
  // Edges that come later were not recorded earlier.
  const known = found.get(mask ?? ALL);
  if (known !== undefined) return known;
  const { from, to, recordedFrom } = graph.columns;
  let least: number | undefined;
  for (let slot = 0; slot < graph.count; slot++) {
    if (mask !== null && (mask[from[slot] as number] !== 1 || mask[to[slot] as number] !== 1)) continue;
    const label = recordedFrom[slot] as number;
    if (least === undefined || label < least) least = label;
  }
  if (least === undefined) return null;
  const instant = graph.instants.instantOf(least) ?? 0;
  found.set(mask ?? ALL, instant);
  return instant;
}
