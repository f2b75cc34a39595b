import type { Asked, UnknownNode } from '../projection/answers.ts';
import type { Projection } from '../projection/projection.ts';
import type { ImpactAnswer } from '../projection/queries/impact.ts';
import type { ImpactQuestion } from './answerer.ts';

/** Answers that are kept: pages are turned by few at a time, and one can be as large as the graph. */
const MOST_KEPT = 4;
/** How long the newest is kept after it was asked for. */
const KEPT_MS = 30_000;

interface Kept {
  readonly graph: Projection;
  readonly revision: number;
  readonly answer: ImpactAnswer;
}

/**
 * The impacts that were asked for last, so that turning the pages of one costs one walk in all and not one a page. One is
 * told again only of the same graph at the same revision, to the same question at the same instant, and to whoever sees
 * the same; what a budget or the time cut is not kept.
 */
export class RecentImpacts {
  readonly #kept = new Map<string, Kept>();
  #timer: NodeJS.Timeout | undefined;

  /** The answer, from memory or made. */
  of(graph: Projection, question: ImpactQuestion, asked: Asked, make: () => ImpactAnswer): ImpactAnswer | UnknownNode {
    const { asOf, asRecorded = null, visibility = null } = asked;
    const key = JSON.stringify([question, asOf, asRecorded, visibility?.key ?? null, asked.portions ?? 1]);
    const kept = this.#kept.get(key);
    const answer =
      kept !== undefined && kept.graph === graph && kept.revision === graph.revision ? kept.answer : make();
    this.#kept.delete(key);
    if (answer.outcome === 'OK' && !answer.reasons.some(({ code }) => code === 'BUDGET')) {
      this.#kept.set(key, { graph, revision: graph.revision, answer });
      const oldest = this.#kept.keys().next();
      if (this.#kept.size > MOST_KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#kept.clear(), KEPT_MS).unref();
    }
    return answer;
  }
}
