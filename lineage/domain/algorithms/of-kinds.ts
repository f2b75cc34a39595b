import type { Closure } from './closure.ts';

/**
 * The nodes of a closure that are of some kinds, with their distances: what is walked through but not reported is left
 * out afterwards, because a filter of the walk itself would hide what lies behind. Where to go on is not kept: a closure
 * is resumed as it was walked. Cost: O(nodes).
 * @param kinds by node: a number from 0 to 31.
 * @param wanted bit k is 1 when nodes of kind k are reported.
 */
export function ofKinds({ nodes, bounds, cut }: Closure, kinds: Uint8Array, wanted: number): Omit<Closure, 'next'> {
  const kept = new Int32Array(nodes.length);
  const keptBounds = [0];
  let tail = 0;
  for (let level = 0; level + 1 < bounds.length; level++) {
    for (let i = bounds[level] as number; i < (bounds[level + 1] as number); i++) {
      const node = nodes[i] as number;
      kept[tail] = node;
      tail += (wanted >>> (kinds[node] as number)) & 1;
    }
    keptBounds.push(tail);
  }
  return { nodes: kept.slice(0, tail), bounds: keptBounds, cut };
}
