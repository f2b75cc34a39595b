import { ArrayMaxSize, ArrayMinSize, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { IsCode, WhenGiven } from '../../kernel/text/plain-text.ts';
import { MOST_PROPOSED } from '../domain/change-analysis/schema-diff.ts';
import { DeclareFlowInput, RetireFlowInput } from './flow.inputs.ts';
import { PersonalDataClass } from './policy-enums.ts';

const TOO_LONG = { message: `$property takes at most ${LIMITS.nameCharacters} characters` };

@InputType({ description: 'A column of a schema that is thought of, with how personal it is.' })
export class ClassifiedFieldInput {
  @Field(() => String, { description: 'Its name.' })
  @MinLength(1, { message: '$property must not be empty' })
  @MaxLength(LIMITS.nameCharacters, TOO_LONG)
  name!: string;

  @Field(() => String, { description: 'Its type, of the catalog or of PostgreSQL.' })
  @MinLength(1, { message: '$property must not be empty' })
  @MaxLength(LIMITS.nameCharacters, TOO_LONG)
  type!: string;

  @Field(() => PersonalDataClass, { defaultValue: PersonalDataClass.NONE, description: 'How personal it is.' })
  piiClass!: PersonalDataClass;
}

@InputType({ description: 'A schema of a dataset that is thought of.' })
export class ClassifiedSchemaInput {
  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;

  @Field(() => [ClassifiedFieldInput], { description: `All its columns, in their order, 1 to ${MOST_PROPOSED}.` })
  @ArrayMinSize(1, { message: '$property takes one column at least' })
  @ArrayMaxSize(MOST_PROPOSED, { message: `$property takes at most ${MOST_PROPOSED} columns` })
  @ValidateNested({ each: true })
  fields!: ClassifiedFieldInput[];
}

@InputType({ description: 'A change that is thought of: exactly one of these. Nothing is changed by asking.' })
export class PolicyChangeInput {
  @Field(() => DeclareFlowInput, { nullable: true, description: 'A flow, as it would be declared.' })
  @WhenGiven()
  @ValidateNested()
  flow?: DeclareFlowInput | null;

  @Field(() => RetireFlowInput, { nullable: true, description: 'The end of a flow.' })
  @WhenGiven()
  @ValidateNested()
  retire?: RetireFlowInput | null;

  @Field(() => ClassifiedSchemaInput, { nullable: true, description: 'A schema, as it would be written.' })
  @WhenGiven()
  @ValidateNested()
  schema?: ClassifiedSchemaInput | null;
}
