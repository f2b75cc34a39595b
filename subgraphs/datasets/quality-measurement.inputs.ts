import { Max, MaxLength, Min } from 'class-validator';
import { Field, Float, ID, InputType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';
import { IsCode, IsDescription, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';

const LONGEST_METRIC = 256;

const OUT_OF_RANGE = 'value is a share from 0 to 1; what was not measured is left out, not 0';

@InputType({ description: 'A measurement of one criterion of a dataset.' })
export class AddQualityMeasurementInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;

  @Field(() => QualityCriterion, { description: 'The criterion.' })
  criterion!: QualityCriterion;

  @Field(() => String, { description: `What was measured, at most ${LONGEST_METRIC} characters.` })
  @IsName()
  @MaxLength(LONGEST_METRIC, { message: `metric takes at most ${LONGEST_METRIC} characters` })
  metric!: string;

  @Field(() => Float, { description: 'Result, 0 to 1.' })
  @Min(0, { message: OUT_OF_RANGE })
  @Max(1, { message: OUT_OF_RANGE })
  value!: number;

  @Field(() => DateTime, { description: 'When it was measured.' })
  measuredAt!: Date;

  @Field(() => String, { nullable: true, description: 'How it was measured.' })
  @WhenGiven()
  @IsDescription()
  method?: string | null;
}
