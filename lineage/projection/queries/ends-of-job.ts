import { type Answer, type Asked, answerHead, unknownNode } from '../answers.ts';
import { JOB } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { jobEnds } from './job-ends.ts';
import { compareText } from './order.ts';
import { visibleNode } from './start.ts';

/** Answer: references of the datasets that a job reads and feeds, sorted. */
export type JobEndsAnswer = Answer<{
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Those that are hidden from whoever asks, where what is hidden is opaque: to be counted, not published. */
  readonly hidden: readonly string[];
}>;

/** What a job reads and feeds at a time, at dataset level. Cost: its edges, and what events say of it. */
export function endsOfJob(projection: Projection, job: string, asked: Asked): JobEndsAnswer {
  const mask = projection.mask(asked.visibility ?? null);
  const node = visibleNode(projection, job, mask);
  if (node === undefined || projection.nodes.kind(node) !== JOB) return unknownNode(projection, job, mask);
  const window = projection.graph.window(asked.asOf, asked.asRecorded ?? null);
  const ends = jobEnds(projection, node, 'DATASET', window, mask);
  const refs = (ids: readonly number[]): string[] => ids.map((id) => projection.nodes.ref(id)).sort(compareText);
  const hidden = asked.visibility?.hidden === 'OPAQUE' ? refs(ends.hidden) : [];
  const isCut = projection.ends.of(job)?.crowded === true;
  const head = answerHead(projection, asked, isCut ? 'BUDGET' : null);
  return { ...head, inputs: refs(ends.inputs), outputs: refs(ends.outputs), hidden };
}
