import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';

@ObjectType({ description: 'How the taking in of lineage events goes.' })
export class IngestionState {
  @Field(() => Float, {
    description:
      'Events that were recorded a second, over the last minute; of more than 6,000 in it, over the last 6,000.',
  })
  eventsPerSecond!: number;

  @Field(() => Int, { description: 'Events that are kept and not yet in answers.' })
  lagEvents!: number;

  @Field(() => Float, { description: 'How long the oldest of them has waited, in seconds; 0 when there is none.' })
  lagSeconds!: number;

  @Field(() => Int, { description: 'Events that could not be read and are set aside: deadLetters lists them.' })
  deadLetters!: number;

  @Field(() => Int, { description: 'Names that the catalog does not know yet: unresolvedNames lists them.' })
  unresolvedNames!: number;

  @Field(() => Int, { description: 'Events of old runs that retention has folded, over all time.' })
  foldedEvents!: number;
}

/** What became of a dead letter. */
export enum DeadLetterResolution {
  REPLAYED = 'REPLAYED',
  SUPERSEDED = 'SUPERSEDED',
}

registerEnumType(DeadLetterResolution, {
  name: 'DeadLetterResolution',
  description: 'What became of an event that had been set aside.',
  valuesConfig: {
    REPLAYED: { description: 'It could be read later, and counts from then on.' },
    SUPERSEDED: { description: 'Something newer says what it said.' },
  },
});

@ObjectType({ description: 'An event of the lineage log that could not be read when its turn came. It is kept.' })
export class DeadLetter {
  @Field(() => ID, { description: 'Its number in the log.' })
  id!: string;

  @Field(() => String, { description: 'Kind of the event.' })
  kind!: string;

  @Field(() => String, { description: 'Who sent it.' })
  source!: string;

  @Field(() => String, { description: 'Why it could not be read.' })
  reason!: string;

  @Field(() => String, {
    description: 'SHA-256 of kind and canonical body, hexadecimal: the log tells events apart by it.',
  })
  contentHash!: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  recordedAt!: Date;

  @Field(() => DeadLetterResolution, { nullable: true, description: 'What became of it; null while it is open.' })
  resolution!: DeadLetterResolution | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Number of the event that took its place, or that is newer; null while it is open.',
  })
  resolvedBy!: string | null;
}

/** A page of dead letters. */
export const DeadLetterConnection = connectionOf(DeadLetter, 'DeadLetter', 'dead letters');
