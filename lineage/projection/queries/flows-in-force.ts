import { isLive } from '../../domain/algorithms/adjacency.ts';
import type { JobFacts } from '../../domain/facts.ts';
import { NO_TRANSFORMATION } from '../../domain/transformations.ts';
import type { Asked } from '../answers.ts';
import { JOB } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { compareText } from './order.ts';

/** A declared flow at an instant, with the datasets that it reads and feeds, of what the viewer sees. */
export interface FlowInForce {
  readonly ref: string;
  readonly facts: JobFacts;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * All declared flows that flow at an instant between datasets that the viewer sees, by reference. An edge with a hidden
 * end does not count, so that a flow of hidden datasets is not there. Cost: O(edges).
 */
export function flowsInForce(projection: Projection, asked: Asked): FlowInForce[] {
  const { graph, nodes } = projection;
  const { columns, count } = graph;
  const mask = projection.mask(asked.visibility ?? null);
  const { valid, recorded } = graph.window(asked.asOf, asked.asRecorded ?? null);
  const ends = new Map<number, { readonly inputs: Set<number>; readonly outputs: Set<number> }>();
  for (let slot = 0; slot < count; slot++) {
    if (columns.transformation[slot] !== NO_TRANSFORMATION) continue;
    if (isLive(columns, slot, valid, recorded) === 0) continue;
    const [job, from, to] = [columns.job[slot] as number, columns.from[slot] as number, columns.to[slot] as number];
    if (mask !== null && (mask[from] !== 1 || mask[to] !== 1)) continue;
    const found = ends.get(job) ?? { inputs: new Set(), outputs: new Set() };
    found.inputs.add(from);
    found.outputs.add(to);
    ends.set(job, found);
  }
  const refs = (ids: ReadonlySet<number>): string[] => Array.from(ids, (id) => nodes.ref(id)).sort(compareText);
  return [...ends]
    .flatMap(([job, { inputs, outputs }]) => {
      const facts = nodes.kind(job) === JOB ? nodes.jobFacts(job) : null;
      return facts === null ? [] : [{ ref: nodes.ref(job), facts, inputs: refs(inputs), outputs: refs(outputs) }];
    })
    .sort((a, b) => compareText(a.ref, b.ref));
}
