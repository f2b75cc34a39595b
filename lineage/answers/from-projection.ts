import { reason } from '../domain/completeness.ts';
import type { AnswerHead, Asked, UnknownNode } from '../projection/answers.ts';
import type { Projection } from '../projection/projection.ts';
import { impact } from '../projection/queries/impact.ts';
import { lineage } from '../projection/queries/lineage.ts';
import { lineageDiff } from '../projection/queries/lineage-diff.ts';
import { neighbours } from '../projection/queries/neighbours.ts';
import { paths } from '../projection/queries/paths.ts';
import type { Answered, Answerer } from './answerer.ts';
import { askedChanges, askedNode } from './asked-node.ts';
import { RecentImpacts } from './recent-impacts.ts';

/**
 * Answers from the graph in memory.
 * @param isAhead whether the graph is known to hold what the store that others ask does not hold yet.
 */
export function answersFromProjection(projection: () => Projection, isAhead: () => boolean): Answerer {
  const ask = async <T extends AnswerHead>(question: (graph: Projection) => T | UnknownNode): Promise<Answered<T>> => {
    const graph = projection();
    const answer = question(graph);
    if (answer.outcome === 'UNKNOWN_NODE' || !isAhead()) return { answer, graph };
    const reasons = [...answer.reasons, reason('STORE_BEHIND')];
    return { answer: { ...answer, complete: false, reasons }, graph };
  };
  const recent = new RecentImpacts();
  const nodeOf = (graph: Projection, { of }: { readonly of: string }, { visibility }: Asked): string =>
    askedNode(graph, of, visibility ?? null);
  return {
    impact: (question, asked) =>
      ask((graph) =>
        recent.of(graph, question, asked, () =>
          impact(graph, { ...asked, ...question, ...askedChanges(graph, question, asked.visibility ?? null) }),
        ),
      ),
    lineage: (question, asked) =>
      ask((graph) => lineage(graph, { ...asked, ...question, of: nodeOf(graph, question, asked) })),
    lineageDiff: (question, asked) =>
      ask((graph) => lineageDiff(graph, { ...asked, ...question, of: nodeOf(graph, question, asked) })),
    paths: (start, end, asked) =>
      ask((graph) => {
        const from = askedNode(graph, start, asked.visibility ?? null);
        const to = askedNode(graph, end, asked.visibility ?? null);
        return paths(graph, { ...asked, from, to });
      }),
    neighbours: (of, direction, asked) => ask((graph) => neighbours(graph, of, direction, asked)),
  };
}
