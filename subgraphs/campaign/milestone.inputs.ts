import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import type { ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsDescription, IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';

/** The list of milestones whose day a document sets. */
export const MILESTONES: ListSpec<'CODE'> = {
  name: 'milestones',
  key: 'code',
  orderings: { CODE: 'code' },
  ordering: 'CODE',
};

@InputType({ description: 'A new milestone.' })
export class CreateMilestoneInput extends MarkedInput {
  @Field(() => ID, { description: 'Code, such as C2026-launch; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => ID, { description: 'Code of the campaign.' })
  @IsCode()
  campaign!: string;

  @Field(() => String, { description: 'What is to be reached, in Vietnamese.' })
  @IsName()
  titleVi!: string;

  @Field(() => String, { description: 'What is to be reached, in English.' })
  @IsName()
  titleEn!: string;

  @Field(() => DateTime, { description: 'By which day; to the end of it, in the city.' })
  dueOn!: Date;

  @Field(() => ID, { nullable: true, description: 'Official number of the document that sets the day.' })
  @WhenGiven()
  @IsDocumentCode()
  document?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was reached; goes with evidence.' })
  reachedOn?: Date | null;

  @Field(() => String, { nullable: true, description: 'By what it is known that it was reached.' })
  @WhenGiven()
  @IsDescription()
  evidence?: string | null;
}

@InputType({ description: 'What to change of a milestone; what is left out stays, null clears what may be empty.' })
export class UpdateMilestoneInput {
  @Field(() => ID, { description: 'Code of the milestone.' })
  @IsCode()
  code!: string;

  @Field(() => String, { nullable: true, description: 'What is to be reached, in Vietnamese.' })
  @WhenGiven()
  @IsName()
  titleVi?: string | null;

  @Field(() => String, { nullable: true, description: 'What is to be reached, in English.' })
  @WhenGiven()
  @IsName()
  titleEn?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'By which day; to the end of it, in the city.' })
  dueOn?: Date | null;

  @Field(() => ID, { nullable: true, description: 'Official number of the document that sets the day.' })
  @WhenGiven()
  @IsDocumentCode()
  document?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was reached; goes with evidence.' })
  reachedOn?: Date | null;

  @Field(() => String, { nullable: true, description: 'By what it is known that it was reached.' })
  @WhenGiven()
  @IsDescription()
  evidence?: string | null;
}
