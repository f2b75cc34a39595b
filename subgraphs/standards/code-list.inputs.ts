import { ArrayMaxSize, ArrayMinSize, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { MOST_IN_BATCH } from './batch.inputs.ts';

/** What code lists may be ordered by. */
export enum CodeListOrderField {
  CODE = 'CODE',
  TITLE = 'TITLE',
}
registerEnumType(CodeListOrderField, {
  name: 'CodeListOrderField',
  description: 'What code lists may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Code.' },
    TITLE: { description: 'Vietnamese title, in Vietnamese alphabetical order.' },
  },
});

/** The list of code lists. */
export const CODE_LISTS: ListSpec<CodeListOrderField> = {
  name: 'codeLists',
  key: 'code',
  orderings: { CODE: 'code', TITLE: 'titleVi' },
  ordering: CodeListOrderField.CODE,
};

/** A value as data hold it: any letters, digits and signs, blanks only inside, at most 128 characters. */
export const LISTED_CODE_PATTERN = /^(?!\s)[^\p{C}]{1,128}(?<!\s)$/u;
/** The same in words. */
export const LISTED_CODE_EXPECTED =
  'takes 1 to 128 characters without control characters, not beginning or ending with a blank';

@InputType({ description: 'How to order code lists.' })
export class CodeListOrder {
  @Field(() => CodeListOrderField, { description: 'By what.' })
  field!: CodeListOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which code lists; what is left out does not restrict.' })
export class CodeListFilter {
  @Field(() => String, { nullable: true, description: 'That permit exactly this value.' })
  @WhenGiven()
  @Matches(LISTED_CODE_PATTERN, { message: `$property ${LISTED_CODE_EXPECTED}` })
  permits?: string | null;

  @Field(() => RecordMark, { nullable: true, description: 'Only facts, or only sample data.' })
  mark?: RecordMark | null;
}

@InputType({ description: 'One permitted value of a code list.' })
export class ListedCodeInput {
  @Field(() => String, { description: 'The value as data hold it.' })
  @Matches(LISTED_CODE_PATTERN, { message: `$property ${LISTED_CODE_EXPECTED}` })
  code!: string;

  @Field(() => String, { description: 'Vietnamese label.' })
  @IsName()
  labelVi!: string;

  @Field(() => String, { description: 'English label.' })
  @IsName()
  labelEn!: string;
}

@InputType({ description: 'A new code list.' })
export class CreateCodeListInput extends MarkedInput {
  @Field(() => ID, { description: 'Code, such as ma_phuong; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Vietnamese title.' })
  @IsName()
  titleVi!: string;

  @Field(() => String, { description: 'English title.' })
  @IsName()
  titleEn!: string;

  @Field(() => [ListedCodeInput], {
    defaultValue: [],
    description: 'Its values in their order, at most 1,000; addCodes adds more.',
  })
  @ValidateNested({ each: true })
  @ArrayMaxSize(MOST_IN_BATCH, {
    message: `$property takes at most ${MOST_IN_BATCH} codes; add the rest with addCodes`,
  })
  codes!: ListedCodeInput[];
}

@InputType({ description: 'What to change of a code list; what is left out stays.' })
export class UpdateCodeListInput {
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

@InputType({
  description: 'Values to add to a code list; one that is there already takes the new labels and keeps its place.',
})
export class AddCodesInput {
  @Field(() => ID, { description: 'Code of the list.' })
  @IsCode()
  codeList!: string;

  @Field(() => [ListedCodeInput], { description: 'The values in their order, 1 to 1,000.' })
  @ValidateNested({ each: true })
  @ArrayMinSize(1, { message: `$property takes 1 to ${MOST_IN_BATCH} codes` })
  @ArrayMaxSize(MOST_IN_BATCH, { message: `$property takes 1 to ${MOST_IN_BATCH} codes` })
  codes!: ListedCodeInput[];
}

@InputType({ description: 'Values to take out of a code list; those that it does not have are left alone.' })
export class RemoveCodesInput {
  @Field(() => ID, { description: 'Code of the list.' })
  @IsCode()
  codeList!: string;

  @Field(() => [String], { description: 'The values, 1 to 1,000.' })
  @ArrayMinSize(1, { message: `$property takes 1 to ${MOST_IN_BATCH} codes` })
  @ArrayMaxSize(MOST_IN_BATCH, { message: `$property takes 1 to ${MOST_IN_BATCH} codes` })
  codes!: string[];
}

/** Values to look up in a code list. */
@ArgsType()
export class CheckedCodesArgs {
  @Field(() => [String], { description: 'The values as data hold them, at most 1,000.' })
  @ArrayMaxSize(MOST_IN_BATCH, { message: `$property takes at most ${MOST_IN_BATCH} codes` })
  codes!: string[];
}
