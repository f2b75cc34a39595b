import type { AnswerHead, UnknownNode } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { keepStatistics, keptStatistics, type StatisticsAnswer, type StatisticsQuery } from '../queries/statistics.ts';
import { LONG_FROM } from '../queries/work-budget.ts';
import { type AnswerOf, answerOf, type LongQuestion, type QueryOf } from './questions.ts';

/**
 * The answer to a question that looks at no more than `LONG_FROM` edges and nodes, or that was answered before; null for
 * one that looks at more. Of two nodes that is found out by trying: an answer that a small budget does not cut is the one
 * that any budget gives.
 */
export function answerAtOnce<Q extends LongQuestion>(
  projection: Projection,
  question: Q,
  query: QueryOf<Q>,
  longFrom = LONG_FROM,
): AnswerOf<Q> | null {
  const isSmall = projection.graph.count + projection.nodes.count <= longFrom;
  if (isSmall) return answerOf(projection, question, query);
  if (question === 'statistics')
    return (keptStatistics(projection, query as StatisticsQuery) as AnswerOf<Q> | undefined) ?? null;
  const tried = answerOf(projection, question, { ...query, budget: longFrom, portions: 1 });
  return isCut(tried) ? null : tried;
}

/** Keeps what a thread answered, where the process itself would have. */
export function keepAnswer<Q extends LongQuestion>(
  projection: Projection,
  question: Q,
  query: QueryOf<Q>,
  answer: AnswerOf<Q>,
): void {
  if (question === 'statistics')
    keepStatistics(projection, query as StatisticsQuery, answer as unknown as StatisticsAnswer);
}

const isCut = (answer: AnswerHead | UnknownNode): boolean =>
  answer.outcome === 'OK' && answer.reasons.some(({ code }) => code === 'BUDGET');
