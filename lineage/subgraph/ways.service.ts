import { BadInputError } from '../../kernel/errors/errors.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import type { EdgeLevel } from '../domain/graph-record.ts';
import { compareText } from '../projection/queries/order.ts';
import type { PairQuery } from '../projection/queries/pair.ts';
import type { Statistics } from '../projection/queries/statistics.ts';
import { MOST_WAYS } from '../projection/queries/ways.ts';
import type { Asking } from './lineage.service.ts';
import { veiledGraph, withPermission } from './veiled-graph.ts';
import { checkEnds, type When } from './when.ts';

/** Two nodes asked about, as they were given, and when. */
export interface Ends {
  readonly from: string;
  readonly to: string;
  readonly when: When;
}

/** The lists of `Statistics` that are paged. */
export type StatisticsList = 'cycles' | 'orphans' | 'origins' | 'deadEnds';

/** The questions about what lies between two nodes, and about the graph as a whole. */
export class WaysService {
  readonly #asking: () => Asking;

  /** @param asking gives the projection as it is at a question. */
  constructor(asking: () => Asking) {
    this.#asking = asking;
  }

  /** The graph once it has reached what is asked for: not the one of before. */
  async #reached(when: When): Promise<Asking> {
    await this.#asking().reached(when);
    return this.#asking();
  }

  /** How many ways there are. @throws NotFoundError */
  counts(ends: Ends) {
    const asking = this.#asking();
    return asking.long('pathCounts', queryOf(asking, ends));
  }

  /** The shortest ways. @throws NotFoundError */
  async ways(ends: Ends, first: number) {
    const asking = this.#asking();
    const answer = await asking.long('ways', { ...queryOf(asking, ends), first: checkWays(first) });
    const veil = asking.veil();
    const told = answer.ways.map(({ distance, steps }) => ({ distance, steps: veil.steps(steps) }));
    const hasHidden = told.some(({ steps }) => steps.some(({ hidden }) => hidden));
    // Ways of one length are told in an order that does not come from what is hidden.
    const word = (way: (typeof told)[number]): string => way.steps.map(({ ref }) => ref ?? '').join('\n');
    if (hasHidden) told.sort((a, b) => a.distance - b.distance || compareText(word(a), word(b)));
    return { ...withPermission(answer, hasHidden), ways: told };
  }

  /** Everything on the ways. @throws NotFoundError */
  async between(ends: Ends) {
    const asking = await this.#reached(ends.when);
    const answer = await asking.long('between', queryOf(asking, ends));
    const { nodes, edges, hasHidden } = veiledGraph(asking.veil(), answer.nodes, answer.edges);
    return { ...withPermission(answer, hasHidden), nodes, edges, total: answer.total, truncated: answer.truncated };
  }

  /** What has to be frozen. @throws NotFoundError */
  async separators(ends: Ends) {
    const asking = await this.#reached(ends.when);
    const answer = await asking.long('separators', queryOf(asking, ends));
    const { nodes, hasHidden } = veiledGraph(asking.veil(), answer.datasets ?? [], []);
    const datasets = answer.datasets === null ? null : nodes;
    return { ...withPermission(answer, hasHidden), datasets, direct: answer.direct };
  }

  /** What the graph is like as a whole. */
  async statistics(level: EdgeLevel, when: When) {
    const asking = await this.#reached(when);
    return asking.long('statistics', { ...asking.asked(when), level });
  }

  /** A page of one list of the statistics. */
  page<L extends StatisticsList>(
    of: Statistics,
    list: L,
    first: number,
    after: string | null | undefined,
    ...scope: readonly unknown[]
  ): Page<Statistics[L][number]> {
    const most = checkFirst(first);
    const fingerprint = listFingerprint('lineage.statistics', list, ...scope);
    const all: readonly Statistics[L][number][] = of[list];
    const offset = after === null || after === undefined ? 0 : placeAfter(all, decodeCursor(fingerprint, 2, after));
    const rows = all.slice(offset, offset + most);
    return {
      edges: rows.map((node) => ({ cursor: encodeCursor(fingerprint, keyOf(node)), node })),
      hasNextPage: offset + rows.length < all.length,
      hasPreviousPage: offset > 0,
      count: () => Promise.resolve(all.length),
    };
  }
}

/** @throws BadInputError unless `first` is a whole number from 1 to 100. */
export function checkWays(first: number): number {
  if (Number.isInteger(first) && first >= 1 && first <= MOST_WAYS) return first;
  throw new BadInputError(
    `first takes a whole number from 1 to ${MOST_WAYS}; given: ${first}. Ask for counts to know how many ways there are.`,
    { argument: 'first', given: first, least: 1, most: MOST_WAYS },
  );
}

/** @throws BadInputError when the ends are one node, or the times are none. */
function queryOf(asking: Asking, { from, to, when }: Ends): PairQuery {
  const ends = { from: asking.nodeOf(from), to: asking.nodeOf(to) };
  checkEnds(ends.from, ends.to);
  return { ...ends, ...asking.asked(when) };
}

/** Where an element stands in its list: larger cycles first, then by reference. */
const keyOf = (element: string | readonly string[]): [number, string] =>
  typeof element === 'string' ? [0, element] : [element.length, element[0] ?? ''];

/** How many elements stand up to and with a place, whether or not one has just that place. */
function placeAfter(all: readonly (string | readonly string[])[], [size, ref]: readonly (string | number)[]): number {
  const next = all.findIndex((element) => {
    const [otherSize, otherRef] = keyOf(element);
    return otherSize < Number(size) || (otherSize === Number(size) && otherRef > String(ref));
  });
  return next < 0 ? all.length : next;
}
