import { Matches } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { DataListKind } from './data-list.type.ts';
import { CALENDAR_DURATION } from './review-due.ts';

const IsReviewInterval = (): PropertyDecorator =>
  Matches(CALENDAR_DURATION, {
    message: '$property takes an ISO 8601 duration of years, months, weeks or days such as P6M',
  });

/** What lists may be ordered by. */
export enum DataListOrderField {
  CODE = 'CODE',
  TITLE = 'TITLE',
}
registerEnumType(DataListOrderField, {
  name: 'DataListOrderField',
  description: 'What lists may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Code.' },
    TITLE: { description: 'Vietnamese title, in Vietnamese alphabetical order; the first 256 characters count.' },
  },
});

/** The list of lists. */
export const DATA_LISTS: ListSpec<DataListOrderField> = {
  name: 'dataLists',
  key: 'code',
  orderings: { CODE: 'code', TITLE: 'titleOrder' },
  ordering: DataListOrderField.CODE,
};

@InputType({ description: 'How to order lists.' })
export class DataListOrder {
  @Field(() => DataListOrderField, { description: 'By what.' })
  field!: DataListOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which lists; what is left out or null does not restrict.' })
export class DataListFilter {
  @Field(() => DataListKind, { nullable: true, description: 'Of this kind.' })
  kind?: DataListKind | null;
}

@InputType({ description: 'A new list, without a version yet.' })
export class CreateDataListInput extends MarkedInput {
  @Field(() => ID, { description: 'Code; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => DataListKind, { description: 'What it decides on.' })
  kind!: DataListKind;

  @Field(() => String, { description: 'Vietnamese title.' })
  @IsName()
  titleVi!: string;

  @Field(() => String, { description: 'English title.' })
  @IsName()
  titleEn!: string;

  @Field(() => String, {
    defaultValue: 'P6M',
    description:
      'How long after its approval a version is to be reviewed, an ISO 8601 duration in days or more. Six months is what Decree 47/2020 asked for while its articles on open data were in force.',
  })
  @IsReviewInterval()
  reviewInterval!: string;
}

@InputType({ description: 'What to change of a list; what is left out stays.' })
export class UpdateDataListInput {
  @Field(() => ID, { description: 'Code of the list.' })
  @IsCode()
  code!: string;

  @Field(() => String, { nullable: true, description: 'Vietnamese title.' })
  @WhenGiven()
  @IsName()
  titleVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English title.' })
  @WhenGiven()
  @IsName()
  titleEn?: string | null;

  @Field(() => String, { nullable: true, description: 'How long after its approval a version is to be reviewed.' })
  @WhenGiven()
  @IsReviewInterval()
  reviewInterval?: string | null;
}
