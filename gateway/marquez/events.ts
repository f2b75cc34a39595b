import { BadInputError } from '../../kernel/errors/errors.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import type { ReadPath } from './path.ts';

const EVENTS = /* GraphQL */ `
  query MarquezEvents($from: DateTime, $to: DateTime, $first: Int!, $skip: Int!, $newestFirst: Boolean!) {
    lineageEvents(from: $from, to: $to, first: $first, skip: $skip, newestFirst: $newestFirst) {
      totalCount folded truncated events { event }
    }
  }
`;

interface Answer {
  readonly lineageEvents: {
    readonly totalCount: number;
    readonly folded: number;
    readonly truncated: boolean;
    readonly events: readonly { readonly event: unknown }[];
  };
}

/**
 * `GET /events/lineage?before=&after=&limit=&offset=&sortDirection=`: events as they were sent, by their own time. At most
 * 200 at once; architects and administrators. `folded` says how many more there were in that time that retention has
 * folded.
 */
export const events: ReadPath = {
  path: '/events/lineage',
  async read(ask, parameters) {
    const [from, to] = [parameters.instant('after'), parameters.instant('before')];
    if (from !== null && to !== null && from > to)
      throw new BadInputError(`after must not lie behind before; given: ${from} and ${to}.`, { argument: 'after' });
    const { lineageEvents } = await ask<Answer>(EVENTS, {
      from,
      to,
      first: Math.min(parameters.limit, LIMITS.page),
      skip: parameters.offset,
      newestFirst: parameters.word('sortDirection', ['desc', 'asc'], 'desc') === 'desc',
    });
    const { totalCount, folded, truncated } = lineageEvents;
    return {
      body: { events: lineageEvents.events.map(({ event }) => event), totalCount, folded },
      complete: !truncated && folded === 0,
    };
  },
};
