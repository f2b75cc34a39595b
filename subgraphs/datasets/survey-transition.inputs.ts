import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { IsCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { SurveyState } from './dataset.type.ts';

@InputType({ description: 'A step of the inventory survey of a dataset.' })
export class MoveSurveyInput {
  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;

  @Field(() => SurveyState, { description: 'State after: the next one, or one before, which reopens the survey.' })
  to!: SurveyState;

  @Field(() => DateTime, { nullable: true, description: 'When it happened, not in the future; now unless given.' })
  at?: Date | null;

  @Field(() => String, { description: 'Vietnamese title of the post that answers for it; never a person.' })
  @IsName()
  postVi!: string;

  @Field(() => String, { description: 'English title of the post that answers for it.' })
  @IsName()
  postEn!: string;

  @Field(() => String, { description: 'By what it can be checked: a document, minutes, an address.' })
  @IsName()
  evidence!: string;

  @Field(() => String, { nullable: true, description: 'Why the survey is reopened, in Vietnamese.' })
  @WhenGiven()
  @IsName()
  reasonVi?: string | null;

  @Field(() => String, { nullable: true, description: 'Why the survey is reopened, in English.' })
  @WhenGiven()
  @IsName()
  reasonEn?: string | null;
}
