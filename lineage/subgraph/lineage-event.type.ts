import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { JsonScalar } from './json.scalar.ts';

@ObjectType({ description: 'An event of OpenLineage as it was taken.' })
export class LineageEvent {
  @Field(() => Int, { description: 'Its number in the log.' })
  number!: number;

  @Field(() => DateTime, { description: 'When it was taken.' })
  recordedAt!: Date;

  @Field(() => JsonScalar, { description: 'The event, whole.' })
  event!: unknown;
}

@ObjectType({
  description:
    'Events of a job that retention has folded: its runs and what they said are here as before, the events themselves are not kept.',
})
export class FoldedEvents {
  @Field(() => Int, { description: 'How many.' })
  events!: number;

  @Field(() => DateTime, { description: 'Time of the last of them.' })
  until!: Date;
}

@ObjectType({ description: 'Events of OpenLineage, a piece of the list.' })
export class LineageEvents {
  @Field(() => [LineageEvent], { description: 'The events, by the time that they give.' })
  events!: readonly LineageEvent[];

  @Field(() => Int, { description: 'How many there are in that time; counted up to 10,001.' })
  totalCount!: number;

  @Field(() => Int, {
    description:
      'How many more there were in that time that retention has folded: what they said is in the graph, they themselves are not kept. Counted up to 10,001.',
  })
  folded!: number;

  @Field(() => Boolean, { description: 'Whether more follow.' })
  truncated!: boolean;
}
