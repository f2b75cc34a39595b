import { Matches } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { IsCode, IsDescription, WhenGiven } from '../../kernel/text/plain-text.ts';
import { FIELD_REF_PATTERN } from './field-ref.ts';

@InputType({ description: 'What is decided on a suggested binding.' })
export class DecideSuggestionInput {
  @Field(() => ID, { description: 'The field, such as N01.ngay_sinh; it is bound to no element.' })
  @Matches(FIELD_REF_PATTERN, { message: '$property must look like N01.ngay_sinh' })
  field!: string;

  @Field(() => ID, { description: 'Code of the suggested element.' })
  @IsCode()
  element!: string;

  @Field(() => Boolean, {
    description: 'True binds the field to the element; false keeps it from being suggested again.',
  })
  accept!: boolean;

  @Field(() => String, { nullable: true, description: 'Why.' })
  @WhenGiven()
  @IsDescription()
  reason?: string | null;
}

@InputType({ description: 'A decision on a suggested binding that is taken back.' })
export class UndoSuggestionDecisionInput {
  @Field(() => ID, { description: 'The field.' })
  @Matches(FIELD_REF_PATTERN, { message: '$property must look like N01.ngay_sinh' })
  field!: string;

  @Field(() => ID, { description: 'Code of the element.' })
  @IsCode()
  element!: string;
}
