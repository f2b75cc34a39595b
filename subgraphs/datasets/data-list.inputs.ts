import { Min } from 'class-validator';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { DataListKind } from './data-list.type.ts';

/** Most datasets on one version of a list. */
export const MOST_MEMBERS = 10_000;

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
}

@InputType({ description: 'A proposed composition of a list.' })
export class ProposeDataListVersionInput {
  @Field(() => ID, { description: 'Code of the list.' })
  @IsCode()
  list!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'The number that it is to get; proposing the same datasets under the same number again changes nothing. The next number unless given.',
  })
  @WhenGiven()
  @Min(1, { message: 'version is a number from 1' })
  version?: number | null;

  @Field(() => [ID], { description: `Codes of all the datasets on it, at most ${MOST_MEMBERS}.` })
  members!: string[];
}

@InputType({ description: 'The approval of a proposed version.' })
export class ApproveDataListVersionInput {
  @Field(() => ID, { description: 'Code of the list.' })
  @IsCode()
  list!: string;

  @Field(() => Int, { description: 'Number of the version.' })
  @Min(1, { message: 'version is a number from 1' })
  version!: number;

  @Field(() => ID, { description: 'Official number of the approving document.' })
  @IsDocumentCode()
  document!: string;

  @Field(() => DateTime, {
    description: 'In force from this instant on; it supersedes the version in force until then.',
  })
  approvedOn!: Date;
}
