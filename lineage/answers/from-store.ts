import { UnavailableError } from '../../kernel/errors/errors.ts';
import { reason } from '../domain/completeness.ts';
import { kindOfRef } from '../domain/node-ref.ts';
import type { AnswerHead, Asked, UnknownNode } from '../projection/answers.ts';
import type { Projection } from '../projection/projection.ts';
import { impact } from '../projection/queries/impact.ts';
import { lineage } from '../projection/queries/lineage.ts';
import { lineageDiff } from '../projection/queries/lineage-diff.ts';
import { neighbours } from '../projection/queries/neighbours.ts';
import { paths } from '../projection/queries/paths.ts';
import { walkable } from '../projection/visibility.ts';
import type { GraphStore, Revision } from '../store/graph-store.ts';
import type { Answered, Answerer, LineageQuestion } from './answerer.ts';
import { askedChanges, askedNode } from './asked-node.ts';
import { HiddenDatasets } from './hidden-datasets.ts';
import { addShortestPaths } from './shortest-paths.ts';
import { SLICE_BUDGET, Slice, type SliceBudget } from './slice.ts';

const BEHIND = 'The graph store has not taken in all that was recorded, and does not know this yet. Ask again shortly.';

const NOT_OURS = 'The graph store holds the graph of another event log.';

const levelOf = (ref: string) => (kindOfRef(ref) === 'FIELD' ? 'COLUMN' : 'DATASET');

const times = ({ nodes, edges }: SliceBudget, portions: number): SliceBudget => ({
  nodes: nodes * portions,
  edges: edges * portions,
});

/**
 * As asked, but by the budgets alone: the time of walks is for those in memory, and was used up by a store that took long
 * to read from. What was read would be cut then, and called beyond the budget; it is small, and walked in no time.
 */
const inItsOwnTime = ({ isLate: _isLate, until: _until, ...asked }: Asked): Asked => asked;

/**
 * Answers from what a store's own engine walks, for a graph that is too large for memory, or to hear a second opinion.
 * Cost: the walk in the store, and reading what it reached.
 * @param known how far the graph is known to be: a store that is before it says STORE_BEHIND.
 * @param nameOfLog what names our log, for a store that can hold the graph of another.
 */
export function answersFromStore(
  store: Pick<GraphStore, 'snapshot'>,
  known: () => Revision,
  nameOfLog?: () => Promise<string | null>,
  budget: SliceBudget = SLICE_BUDGET,
): Answerer {
  const hidden = new HiddenDatasets();

  const ask = async <T extends AnswerHead>(
    given: Asked,
    work: (slice: Slice, graph: () => Projection, asked: Asked) => Promise<T | UnknownNode>,
  ): Promise<Answered<T>> => {
    const asked = inItsOwnTime(given);
    const expected = known();
    const ours = await nameOfLog?.();
    const { answer, graph } = await store.snapshot(async (at) => {
      if (nameOfLog !== undefined && at.revision > 0 && at.log !== ours) throw new UnavailableError(NOT_OURS);
      const slice = new Slice(
        at,
        asked,
        await hidden.at(at, walkable(asked.visibility)),
        times(budget, asked.portions ?? 1),
      );
      let made: Projection | undefined;
      const graph = (): Projection => {
        made = slice.projection();
        return made;
      };
      const answer = await work(slice, graph, asked);
      return { answer, graph: made ?? slice.projection() };
    });
    if (graph.revision >= expected) return { answer, graph };
    if (answer.outcome === 'UNKNOWN_NODE') throw new UnavailableError(BEHIND);
    const reasons = [...answer.reasons, reason('STORE_BEHIND')];
    return { answer: { ...answer, complete: false, reasons }, graph };
  };

  /** The node that a reference stands for; what is needed to know that is in the slice. */
  const startAt = async (slice: Slice, ref: string, { visibility }: Asked): Promise<string> => {
    await slice.addStart(ref);
    return askedNode(slice.projection(), ref, visibility ?? null);
  };

  /** What is around a node, in the slice. */
  const walkAround = async (
    slice: Slice,
    of: string,
    question: Pick<LineageQuestion, 'direction' | 'depth' | 'level' | 'transformations'>,
  ): Promise<void> => {
    const { direction, depth } = question;
    const level = question.level ?? levelOf(of);
    // The store follows all edges: beyond the depth there may be nothing along those that are asked about.
    const isFiltered = (question.transformations ?? null) !== null;
    for (const way of direction === 'BOTH' ? (['UPSTREAM', 'DOWNSTREAM'] as const) : [direction]) {
      const walk = { of, level, direction: way } as const;
      await slice.walk(isFiltered ? { ...walk, depth: depth + 1, isWider: true } : { ...walk, depth });
    }
    await slice.addReached();
  };

  return {
    impact: (question, given) =>
      ask(given, async (slice, graph, asked) => {
        await startAt(slice, question.of, asked);
        for (const { target } of question.changes ?? []) await startAt(slice, target, asked);
        const resolved = askedChanges(slice.projection(), question, asked.visibility ?? null);
        const starts = resolved.changes?.map(({ target }) => target) ?? [resolved.of];
        const isFiltered = (question.transformations ?? null) !== null;
        for (const of of new Set(starts)) {
          const walk = { of, direction: 'DOWNSTREAM', depth: null } as const;
          await slice.walk({ ...walk, level: 'COLUMN' });
          if (kindOfRef(of) !== 'FIELD' && !isFiltered) await slice.walk({ ...walk, level: 'DATASET' });
        }
        await slice.addReached();
        await slice.addAssignments();
        if ((question.changes ?? null) !== null) await slice.addDictionary();
        return impact(graph(), { ...asked, ...question, ...resolved });
      }),

    lineage: (question, given) =>
      ask(given, async (slice, graph, asked) => {
        const of = await startAt(slice, question.of, asked);
        await walkAround(slice, of, question);
        return lineage(graph(), { ...asked, ...question, of });
      }),

    lineageDiff: (question, given) =>
      ask(given, async (slice, graph, asked) => {
        const of = await startAt(slice, question.of, asked);
        await walkAround(slice, of, question);
        const before = slice.at(question.before);
        await startAt(before, question.of, asked);
        await walkAround(before, of, question);
        slice.add(before);
        return lineageDiff(graph(), { ...asked, ...question, of });
      }),

    paths: (start, end, given) =>
      ask(given, async (slice, graph, asked) => {
        const [from, to] = [await startAt(slice, start, asked), await startAt(slice, end, asked)];
        if (from !== to) await addShortestPaths(slice, from, to);
        return paths(graph(), { ...asked, from, to });
      }),

    neighbours: (of, direction, given) =>
      ask(given, async (slice, graph, asked) => {
        await slice.addStart(of);
        const sources = slice.sourcesOf({ of, level: levelOf(of), direction, depth: 1 });
        const { reached, cut } = await slice.traverse(sources, direction, 1);
        if (cut === 'BUDGET') slice.lack(cut);
        await slice.addNodes([...sources, ...reached.map(({ ref }) => ref)]);
        return neighbours(graph(), of, direction, asked);
      }),
  };
}
