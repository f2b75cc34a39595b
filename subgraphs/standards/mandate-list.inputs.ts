import { Max, Min } from 'class-validator';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { MOST_ITEMS } from './mandate-list-version.inputs.ts';

/** What mandate lists may be ordered by. */
export enum MandateListOrderField {
  CODE = 'CODE',
  TITLE = 'TITLE',
  DATE = 'DATE',
}
registerEnumType(MandateListOrderField, {
  name: 'MandateListOrderField',
  description: 'What mandate lists may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Code.' },
    TITLE: { description: 'Vietnamese title, in Vietnamese alphabetical order.' },
    DATE: { description: 'The day that the list is of.' },
  },
});

/** The list of mandate lists. */
export const MANDATE_LISTS: ListSpec<MandateListOrderField> = {
  name: 'mandateLists',
  key: 'code',
  orderings: { CODE: 'code', TITLE: 'titleVi', DATE: 'date' },
  ordering: MandateListOrderField.CODE,
};

/** The versions of mandate lists that a document decides on. */
export const MANDATE_LIST_VERSIONS: ListSpec<'ID'> = {
  name: 'mandateListVersions',
  key: 'id',
  orderings: { ID: 'id' },
  ordering: 'ID',
};

const COUNT_EXPECTED = { message: `$property takes a whole number from 1 to ${MOST_ITEMS}` };

@InputType({ description: 'How to order mandate lists.' })
export class MandateListOrder {
  @Field(() => MandateListOrderField, { description: 'By what.' })
  field!: MandateListOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which mandate lists; what is left out does not restrict.' })
export class MandateListFilter {
  @Field(() => ID, { nullable: true, description: 'Of the policy document with this number.' })
  @WhenGiven()
  @IsDocumentCode()
  document?: string | null;

  @Field(() => RecordMark, { nullable: true, description: 'Only facts, or only sample data.' })
  mark?: RecordMark | null;
}

@InputType({ description: 'A new mandate list, without a version yet; proposeMandateListVersion names its datasets.' })
export class CreateMandateListInput extends MarkedInput {
  @Field(() => ID, { description: 'Code, such as ML-2026-12; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Vietnamese title.' })
  @IsName()
  titleVi!: string;

  @Field(() => String, { description: 'English title.' })
  @IsName()
  titleEn!: string;

  @Field(() => ID, { nullable: true, description: 'Number of the policy document that orders it.' })
  @WhenGiven()
  @IsDocumentCode()
  document?: string | null;

  @Field(() => DateTime, { description: 'The day that the list is of.' })
  date!: Date;

  @Field(() => Int, { nullable: true, description: 'How many databases the document states.' })
  @WhenGiven()
  @Min(1, COUNT_EXPECTED)
  @Max(MOST_ITEMS, COUNT_EXPECTED)
  statedCount?: number | null;
}

@InputType({ description: 'What to change of a mandate list; what is left out stays, null clears what may be empty.' })
export class UpdateMandateListInput {
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

  @Field(() => ID, { nullable: true, description: 'Number of the policy document that orders it; null for none.' })
  @WhenGiven()
  @IsDocumentCode()
  document?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'The day that the list is of.' })
  date?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many databases the document states; null when it states none.',
  })
  @WhenGiven()
  @Min(1, COUNT_EXPECTED)
  @Max(MOST_ITEMS, COUNT_EXPECTED)
  statedCount?: number | null;
}
