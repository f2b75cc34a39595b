import { ArrayMaxSize, ArrayMinSize, Matches } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { IsDescription, WhenGiven } from '../../kernel/text/plain-text.ts';
import { MOST_IN_BATCH } from './batch.inputs.ts';
import { LISTED_CODE_EXPECTED, LISTED_CODE_PATTERN } from './code-list.inputs.ts';
import { FIELD_REF_PATTERN } from './field-ref.ts';

@InputType({
  description:
    'The distinct codes that were found in a field that has a code list; they replace what was reported before.',
})
export class ReportObservedCodesInput extends MarkedInput {
  @Field(() => ID, { description: 'The field, such as S04.trang_thai.' })
  @Matches(FIELD_REF_PATTERN, { message: '$property must look like S04.trang_thai' })
  field!: string;

  @Field(() => [String], { description: 'The codes as the data hold them, 1 to 1,000.' })
  @ArrayMinSize(1, { message: `$property takes 1 to ${MOST_IN_BATCH} codes` })
  @ArrayMaxSize(MOST_IN_BATCH, { message: `$property takes 1 to ${MOST_IN_BATCH} codes` })
  @Matches(LISTED_CODE_PATTERN, { each: true, message: `each of $property ${LISTED_CODE_EXPECTED}` })
  codes!: string[];

  @Field(() => DateTime, { description: 'When the data were looked at.' })
  observedAt!: Date;

  @Field(() => String, { nullable: true, description: 'How: whole column, sample, report of a tool.' })
  @WhenGiven()
  @IsDescription()
  method?: string | null;
}
