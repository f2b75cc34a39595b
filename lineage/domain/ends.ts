import { codeOf } from './code-of.ts';
import type { GraphState } from './graph-state.ts';
import type { Instant } from './instant.ts';

/** A dataset or name that events say a job reads or writes: when first, by the time of the event, and when we learnt it. */
export type SeenEnd = readonly [ref: string, first: Instant, recorded: Instant];

/**
 * All that events say a job reads and writes, by the names that they use, sorted. Edges say it of a job that does both; a
 * report that writes nothing, or a form that reads nothing, has no edge and is known from here alone.
 */
export interface EndsFacts {
  readonly job: string;
  readonly inputs: readonly SeenEnd[];
  readonly outputs: readonly SeenEnd[];
  /** Whether there were more than are kept. */
  readonly crowded: boolean;
}

/** Whether events only say that a job reads, or only that it writes. */
export const isOneSided = ({ inputs, outputs }: EndsFacts): boolean => inputs.length === 0 || outputs.length === 0;

/** The side of a job that is read, or written, and whether more of it was said than is kept. */
export const isCrowded = ({ crowded, ...facts }: EndsFacts, side: 'inputs' | 'outputs'): boolean =>
  crowded && facts[side].length >= MOST_ENDS;

/** Record of them; its code is `codeOf(job)`. */
export interface EndsRecord {
  readonly record: 'ends';
  readonly code: string;
  readonly facts: EndsFacts;
}

/** Most names that are kept of each side: the first by reference, so that it is the same whatever came first. */
export const MOST_ENDS = 1_000;

/** Adds what an event says that a job reads and writes: a join, as all that is observed. */
export function observeEnds(
  state: GraphState,
  {
    job,
    inputs,
    outputs,
    time,
    at,
  }: {
    readonly job: string;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
    readonly time: Instant;
    readonly at: Instant;
  },
): void {
  if (inputs.length + outputs.length === 0) return;
  const code = codeOf(job);
  const before = state.fact('ends', code);
  const [reads, writes] = [join(before?.inputs, inputs, time, at), join(before?.outputs, outputs, time, at)];
  const facts = {
    job,
    inputs: reads.slice(0, MOST_ENDS),
    outputs: writes.slice(0, MOST_ENDS),
    crowded: (before?.crowded ?? false) || reads.length > MOST_ENDS || writes.length > MOST_ENDS,
  };
  state.put({ record: 'ends', code, facts });
}

function join(before: readonly SeenEnd[] = [], refs: readonly string[], time: Instant, at: Instant): SeenEnd[] {
  const seen = new Map(before.map((end) => [end[0], end]));
  for (const ref of refs) {
    const known = seen.get(ref);
    seen.set(ref, known === undefined ? [ref, time, at] : [ref, Math.min(known[1], time), Math.min(known[2], at)]);
  }
  return [...seen.values()].sort(([a], [b]) => (a < b ? -1 : 1));
}
