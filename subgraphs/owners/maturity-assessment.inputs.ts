import { IsInt, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { IsCode, IsName } from '../../kernel/text/plain-text.ts';

const LEVELS = { message: 'level takes a whole number from 1 to 5' };

@InputType({ description: 'How mature the data governance of an agency was found to be.' })
export class AssessMaturityInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the agency.' })
  @IsCode()
  agency!: string;

  @Field(() => DateTime, { description: 'When it was assessed; not in the future.' })
  assessedOn!: Date;

  @Field(() => Int, { description: 'Level, 1 to 5, by the scale that the evidence names.' })
  @IsInt(LEVELS)
  @Min(1, LEVELS)
  @Max(5, LEVELS)
  level!: number;

  @Field(() => String, { description: 'Vietnamese title of the post that assessed it; never a person.' })
  @IsName()
  postVi!: string;

  @Field(() => String, { description: 'English title of the post.' })
  @IsName()
  postEn!: string;

  @Field(() => String, { description: 'By what it can be checked, such as the number of the report.' })
  @IsName()
  evidence!: string;
}
