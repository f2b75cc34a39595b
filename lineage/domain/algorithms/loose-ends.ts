import type { Digraph } from './digraph.ts';

/** Nodes by what flows in and out of them. What a node feeds itself does not count. */
export interface LooseEnds {
  /** Nothing flows in or out. */
  readonly orphans: number[];
  /** Something flows out, nothing in. */
  readonly origins: number[];
  /** Something flows in, nothing out. */
  readonly deadEnds: number[];
}

/** The nodes of a digraph where lineage begins, ends, or is missing; in rising order. Cost: O(nodes + edges). */
export function looseEnds({ count, offsets, ends }: Digraph): LooseEnds {
  const [flowsIn, flowsOut] = [new Uint8Array(count), new Uint8Array(count)];
  for (let node = 0; node < count; node++) {
    const to = offsets[node + 1] as number;
    for (let position = offsets[node] as number; position < to; position++) {
      const end = ends[position] as number;
      if (end === node) continue;
      flowsIn[end] = 1;
      flowsOut[node] = 1;
    }
  }
  const found: LooseEnds = { orphans: [], origins: [], deadEnds: [] };
  for (let node = 0; node < count; node++) {
    if (flowsIn[node] === 0) (flowsOut[node] === 0 ? found.orphans : found.origins).push(node);
    else if (flowsOut[node] === 0) found.deadEnds.push(node);
  }
  return found;
}
