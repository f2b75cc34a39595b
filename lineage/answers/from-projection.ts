import { reason } from '../domain/completeness.ts';
import type { AnswerHead, UnknownNode } from '../projection/answers.ts';
import type { Projection } from '../projection/projection.ts';
import { impact } from '../projection/queries/impact.ts';
import { lineage } from '../projection/queries/lineage.ts';
import { neighbours } from '../projection/queries/neighbours.ts';
import { paths } from '../projection/queries/paths.ts';
import type { Answerer } from './answerer.ts';
import { askedNode } from './asked-node.ts';

/**
 * Answers from the graph in memory.
 * @param isAhead whether the graph is known to hold what the store that others ask does not hold yet.
 */
export function answersFromProjection(projection: () => Projection, isAhead: () => boolean): Answerer {
  const told = <T extends AnswerHead>(answer: T | UnknownNode): T | UnknownNode =>
    answer.outcome === 'UNKNOWN_NODE' || !isAhead()
      ? answer
      : { ...answer, complete: false, reasons: [...answer.reasons, reason('STORE_BEHIND')] };
  return {
    async impact(ref, asked) {
      const of = askedNode(projection(), ref, asked.visibility ?? null);
      return told(impact(projection(), { ...asked, of }));
    },
    async lineage(ref, direction, depth, asked) {
      const of = askedNode(projection(), ref, asked.visibility ?? null);
      return told(lineage(projection(), { ...asked, of, direction, depth }));
    },
    async paths(start, end, asked) {
      const [from, to] = [start, end].map((ref) => askedNode(projection(), ref, asked.visibility ?? null));
      return told(paths(projection(), { ...asked, from: from ?? start, to: to ?? end }));
    },
    neighbours: async (of, direction, asked) => told(neighbours(projection(), of, direction, asked)),
  };
}
