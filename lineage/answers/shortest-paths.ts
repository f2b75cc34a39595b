import { kindOfRef } from '../domain/node-ref.ts';
import type { Slice } from './slice.ts';

/** How far is walked at first, then at second …: most ways are short, and a whole closure can be the whole graph. */
const DEPTHS = [3, 9, 27, null];

/**
 * Reads every shortest path between two nodes into a slice, without enumerating any: a walk from the start says how far
 * away the nearest end is, a walk back from there how far each node is from it; a node lies on a shortest path when the
 * two add up to the whole. Cost: the closure of the start up to three times as deep as the end lies.
 */
export async function addShortestPaths(slice: Slice, from: string, to: string): Promise<void> {
  const level = [from, to].some((ref) => kindOfRef(ref) === 'FIELD') ? 'COLUMN' : 'DATASET';
  const sources = slice.sourcesOf({ of: from, level, direction: 'DOWNSTREAM', depth: null });
  const goals = new Set(slice.sourcesOf({ of: to, level, direction: 'UPSTREAM', depth: null }));
  if (sources.length === 0 || goals.size === 0 || sources.some((ref) => goals.has(ref))) return;
  for (const depth of DEPTHS) {
    const { reached, cut } = await slice.traverse(sources, 'DOWNSTREAM', depth);
    // Nearest first.
    const nearest = reached.find(({ ref }) => goals.has(ref));
    if (nearest === undefined && cut === 'DEPTH') continue;
    if (nearest === undefined) {
      if (cut === 'BUDGET') slice.lack('BUDGET');
      return;
    }
    const { distance } = nearest;
    const ends = reached.filter((node) => node.distance === distance && goals.has(node.ref)).map(({ ref }) => ref);
    const back = await slice.traverse(ends, 'UPSTREAM', distance);
    const left = new Map(back.reached.map((node) => [node.ref, node.distance]));
    const onPath = reached.filter((node) => node.distance + (left.get(node.ref) ?? Number.NaN) === distance);
    // Within the budget of the walk back; beyond it, everything that is nearer than the end.
    const between = back.cut === 'BUDGET' ? reached.filter((node) => node.distance < distance) : onPath;
    return slice.addNodes([...sources, ...between.map(({ ref }) => ref), ...ends]);
  }
}
