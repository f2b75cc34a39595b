import type { Asked } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { between } from '../queries/between.ts';
import { pathCounts } from '../queries/path-counts.ts';
import { separators } from '../queries/separators.ts';
import { statistics } from '../queries/statistics.ts';
import { ways } from '../queries/ways.ts';

/**
 * The questions that may take long: whole-graph algorithms, and searches between two nodes. Each is a pure function of
 * nodes, edges and what is asked, so that a thread answers what the process itself would.
 */
export const LONG_QUESTIONS = { between, pathCounts, separators, statistics, ways } as const;

/** The name of one of them. */
export type LongQuestion = keyof typeof LONG_QUESTIONS;

/** What is asked. */
export type QueryOf<Q extends LongQuestion> = Parameters<(typeof LONG_QUESTIONS)[Q]>[1];

/** What is answered. */
export type AnswerOf<Q extends LongQuestion> = ReturnType<(typeof LONG_QUESTIONS)[Q]>;

/** What can be handed to a thread of what is asked. */
export type PlainQuery<Q extends LongQuestion> = Omit<QueryOf<Q>, 'visibility' | 'isLate' | 'until' | 'signal'>;

/** Answers one of them. */
export function answerOf<Q extends LongQuestion>(projection: Projection, question: Q, query: QueryOf<Q>): AnswerOf<Q> {
  const answer = LONG_QUESTIONS[question] as (projection: Projection, query: Asked) => unknown;
  return answer(projection, query) as AnswerOf<Q>;
}
