import { Field, InputType, ObjectType } from 'type-graphql';
import { IsDescription, WhenGiven } from '../text/plain-text.ts';
import { RecordMark } from './record-mark.ts';

/** What every record says of its own origin. */
@ObjectType()
export abstract class MarkedRecord {
  @Field(() => RecordMark, { description: 'Whether this record is a fact of a public source or sample data.' })
  mark!: RecordMark;

  @Field(() => String, { nullable: true, description: 'The source that the record was taken from.' })
  source!: string | null;
}

/** The same on the way in. */
@InputType()
export abstract class MarkedInput {
  @Field(() => RecordMark, { nullable: true, description: 'FACT needs a source. ILLUSTRATIVE unless given.' })
  mark?: RecordMark | null;

  @Field(() => String, { nullable: true, description: 'The public source that states it.' })
  @WhenGiven()
  @IsDescription()
  source?: string | null;
}

/** Mark and source as they are stored. */
export const markOf = (input: MarkedInput): { mark: RecordMark; source: string | null } => ({
  mark: input.mark ?? RecordMark.ILLUSTRATIVE,
  source: input.source ?? null,
});
