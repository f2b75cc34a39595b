import { Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { IsCode, IsDescription, WhenGiven } from '../../kernel/text/plain-text.ts';

const MOST_RECORDS = 700_000_000;

const IsCount = (): PropertyDecorator => (target, key) => {
  const message = `$property takes a number of records from 0 to ${MOST_RECORDS}`;
  Min(0, { message })(target, key);
  Max(MOST_RECORDS, { message })(target, key);
};

@InputType({ description: 'How the records of a dataset fall into the three groups of a drive, at one time.' })
export class AddRecordGroupCountInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;

  @Field(() => DateTime, { description: 'When they were counted.' })
  countedAt!: Date;

  @Field(() => Int, { description: 'Complete and usable.' })
  @IsCount()
  complete!: number;

  @Field(() => Int, { description: 'Lacking something that can be added.' })
  @IsCount()
  missing!: number;

  @Field(() => Int, { description: 'Unusable, to be made anew.' })
  @IsCount()
  toRebuild!: number;

  @Field(() => String, { nullable: true, description: 'How they were counted.' })
  @WhenGiven()
  @IsDescription()
  method?: string | null;
}

@InputType({ description: 'When the data of a dataset changed.' })
export class ReportDatasetUpdateInput {
  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;

  @Field(() => DateTime, { description: 'When the data changed; not in the future.' })
  updatedAt!: Date;
}
