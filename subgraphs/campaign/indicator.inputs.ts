import { Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { IsFigure, IsYear } from './figure.ts';
import { IndicatorOperator } from './indicator.type.ts';

/** What indicators may be ordered by. */
export enum IndicatorOrderField {
  CODE = 'CODE',
  NAME = 'NAME',
  YEAR = 'YEAR',
}
registerEnumType(IndicatorOrderField, {
  name: 'IndicatorOrderField',
  description: 'What indicators may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Code.' },
    NAME: { description: 'Vietnamese name, in Vietnamese alphabetical order.' },
    YEAR: { description: 'Year by which it is to be reached.' },
  },
});

/** The list of indicators. */
export const INDICATORS: ListSpec<IndicatorOrderField> = {
  name: 'indicators',
  key: 'code',
  orderings: { CODE: 'code', NAME: 'nameVi', YEAR: 'year' },
  ordering: IndicatorOrderField.CODE,
};

@InputType({ description: 'How to order indicators.' })
export class IndicatorOrder {
  @Field(() => IndicatorOrderField, { description: 'By what.' })
  field!: IndicatorOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which indicators; what is left out does not restrict.' })
export class IndicatorFilter {
  @Field(() => ID, { nullable: true, description: 'Of the campaign with this code.' })
  @WhenGiven()
  @IsCode()
  campaign?: string | null;

  @Field(() => IndicatorOperator, { nullable: true, description: 'With this operator.' })
  operator?: IndicatorOperator | null;

  @Field(() => Int, { nullable: true, description: 'To be reached by this year.' })
  year?: number | null;
}

@InputType({ description: 'A new indicator.' })
export class CreateIndicatorInput extends MarkedInput {
  @Field(() => ID, { description: 'Code, such as cashless-2030; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => ID, { description: 'Code of the campaign.' })
  @IsCode()
  campaign!: string;

  @Field(() => String, { description: 'Vietnamese name.' })
  @IsName()
  nameVi!: string;

  @Field(() => String, { description: 'English name.' })
  @IsName()
  nameEn!: string;

  @Field(() => IndicatorOperator, { description: 'How the figure compares with the value.' })
  operator!: IndicatorOperator;

  @Field(() => Float, { description: 'What is to be reached; the lower end of a range.' })
  @IsFigure()
  value!: number;

  @Field(() => Float, { nullable: true, description: 'The upper end of a range; with RANGE alone.' })
  @IsFigure()
  valueTo?: number | null;

  @Field(() => String, { description: 'Vietnamese name of the unit.' })
  @IsName()
  unitVi!: string;

  @Field(() => String, { description: 'English name of the unit.' })
  @IsName()
  unitEn!: string;

  @Field(() => Int, { description: 'Year by which it is to be reached.' })
  @IsYear()
  year!: number;

  @Field(() => Float, { nullable: true, description: 'The figure as last measured; goes with latestOn.' })
  @IsFigure()
  latestValue?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last measured.' })
  latestOn?: Date | null;

  @Field(() => String, { nullable: true, description: 'Where the latest figure is from.' })
  @WhenGiven()
  @IsName()
  latestSource?: string | null;
}

@InputType({ description: 'What to change of an indicator; what is left out stays, null clears what may be empty.' })
export class UpdateIndicatorInput {
  @Field(() => ID, { description: 'Code of the indicator.' })
  @IsCode()
  code!: string;

  @Field(() => String, { nullable: true, description: 'Vietnamese name.' })
  @WhenGiven()
  @IsName()
  nameVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English name.' })
  @WhenGiven()
  @IsName()
  nameEn?: string | null;

  @Field(() => IndicatorOperator, { nullable: true, description: 'How the figure compares with the value.' })
  operator?: IndicatorOperator | null;

  @Field(() => Float, { nullable: true, description: 'What is to be reached; the lower end of a range.' })
  @IsFigure()
  value?: number | null;

  @Field(() => Float, { nullable: true, description: 'The upper end of a range; null with every other operator.' })
  @IsFigure()
  valueTo?: number | null;

  @Field(() => String, { nullable: true, description: 'Vietnamese name of the unit.' })
  @WhenGiven()
  @IsName()
  unitVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English name of the unit.' })
  @WhenGiven()
  @IsName()
  unitEn?: string | null;

  @Field(() => Int, { nullable: true, description: 'Year by which it is to be reached.' })
  @IsYear()
  year?: number | null;

  @Field(() => Float, { nullable: true, description: 'The figure as last measured; goes with latestOn.' })
  @IsFigure()
  latestValue?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last measured.' })
  latestOn?: Date | null;

  @Field(() => String, { nullable: true, description: 'Where the latest figure is from.' })
  @WhenGiven()
  @IsName()
  latestSource?: string | null;
}
