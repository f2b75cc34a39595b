import { Arg, Ctx, Directive, Int, Query, Resolver } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import type { LineageContext } from './lineage.context.ts';
import { LineageEvent, LineageEvents } from './lineage-event.type.ts';
import { MOST_SKIPPED } from './observed.service.ts';
import { dateOf } from './publish.ts';

@Resolver()
export class LineageEventResolver {
  @Directive('@cost(weight: 20)')
  @Query(() => LineageEvents, {
    description:
      'Events of OpenLineage as they were taken, by the time that they give. Architects and administrators: an event can name what is hidden from others.',
  })
  async lineageEvents(
    @Ctx() { observed }: LineageContext,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, 1 to 200.' }) first: number,
    @Arg('skip', () => Int, { defaultValue: 0, description: `How many are passed over, 0 to ${MOST_SKIPPED}.` })
    skip: number,
    @Arg('newestFirst', () => Boolean, { defaultValue: true, description: 'In which order.' }) newestFirst: boolean,
    @Arg('from', () => DateTime, { nullable: true, description: 'Those of this instant and later; all unless given.' })
    from?: Date | null,
    @Arg('to', () => DateTime, { nullable: true, description: 'Those before this instant; all unless given.' })
    to?: Date | null,
  ): Promise<LineageEvents> {
    const time = { after: from ?? null, before: to ?? null };
    const { events, total, folded, truncated } = await observed.events(time, newestFirst, first, skip);
    return Object.assign(new LineageEvents(), {
      events: events.map(({ seq, recordedAt, body }) =>
        Object.assign(new LineageEvent(), { number: seq, recordedAt: dateOf(recordedAt), event: body }),
      ),
      totalCount: total,
      folded,
      truncated,
    });
  }
}
