import type { JobFacts } from '../../domain/facts.ts';
import { type AnswerHead, type Asked, answerHead } from '../answers.ts';
import { JOB } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { jobEnds } from './job-ends.ts';
import { compareText } from './order.ts';

/** A declared flow at an instant, with the datasets that it reads and feeds, of what the viewer sees. */
export interface FlowInForce {
  readonly ref: string;
  readonly facts: JobFacts;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** As `endsOfJob` has it. */
  readonly hidden: readonly string[];
}

/** Answer: the flows by reference. */
export type FlowsInForceAnswer = AnswerHead & {
  readonly flows: readonly FlowInForce[];
  /** Whether a flow is left out whose ends are hidden from whoever asks, where what is hidden is opaque. */
  readonly hasHidden: boolean;
};

/**
 * All declared flows that flow at an instant between datasets that the viewer sees. An edge with a hidden end does not
 * count, so that a flow of hidden datasets is not there. Cost: O(nodes), and the edges of declared flows.
 */
export function flowsInForce(projection: Projection, asked: Asked): FlowsInForceAnswer {
  const { graph, nodes } = projection;
  const mask = projection.mask(asked.visibility ?? null);
  const isTold = asked.visibility?.hidden === 'OPAQUE';
  const window = graph.window(asked.asOf, asked.asRecorded ?? null);
  const refs = (ids: readonly number[]): string[] => ids.map((id) => nodes.ref(id)).sort(compareText);
  const flows: FlowInForce[] = [];
  let hasHidden = false;
  for (let job = 0; job < nodes.count; job++) {
    const facts = nodes.kinds[job] === JOB ? nodes.jobFacts(job) : null;
    if (facts === null) continue;
    const ends = jobEnds(projection, job, 'DATASET', window, mask);
    if (ends.inputs.length > 0) {
      const hidden = isTold ? refs(ends.hidden) : [];
      flows.push({ ref: nodes.ref(job), facts, inputs: refs(ends.inputs), outputs: refs(ends.outputs), hidden });
    } else if (isTold && ends.hidden.length > 0) hasHidden = true;
  }
  flows.sort((a, b) => compareText(a.ref, b.ref));
  return { ...answerHead(projection, asked), flows, hasHidden };
}
