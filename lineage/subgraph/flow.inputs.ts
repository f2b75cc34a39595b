import { ArrayMaxSize, IsInt, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { IsCode, IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { Channel, ColumnTransformation, JobType } from './enums.ts';

/** Most column edges of one flow. */
const MOST_COLUMNS = 10_000;

@InputType({ description: 'Document and article that a flow rests on.' })
export class LegalGroundInput {
  @Field(() => ID, { description: 'Official number of the document, such as 278/2025/NĐ-CP.' })
  @IsDocumentCode()
  document!: string;

  @Field(() => String, { nullable: true, description: 'Article.' })
  @WhenGiven()
  @IsName()
  article?: string | null;
}

@InputType({ description: 'One column edge of a flow.' })
export class FlowColumnInput {
  @Field(() => String, { description: 'Name of the column of the source dataset.' })
  @MinLength(1, { message: '$property must not be empty' })
  @MaxLength(LIMITS.nameCharacters, { message: `$property takes at most ${LIMITS.nameCharacters} characters` })
  from!: string;

  @Field(() => String, { description: 'Name of the column of the target dataset.' })
  @MinLength(1, { message: '$property must not be empty' })
  @MaxLength(LIMITS.nameCharacters, { message: `$property takes at most ${LIMITS.nameCharacters} characters` })
  to!: string;

  @Field(() => ColumnTransformation, { description: 'How the target column is made.' })
  transformation!: ColumnTransformation;
}

@InputType({ description: 'A flow, whole. Declared again, it replaces what was declared before; history keeps both.' })
export class DeclareFlowInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the flow, such as F26.' })
  @IsCode()
  code!: string;

  @Field(() => JobType, { description: 'What it does.' })
  type!: JobType;

  @Field(() => ID, { description: 'Code of the dataset that it reads.' })
  @IsCode()
  from!: string;

  @Field(() => ID, { description: 'Code of the dataset that it writes.' })
  @IsCode()
  to!: string;

  @Field(() => Channel, { description: 'Over which platform.' })
  channel!: Channel;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether sharing is mandatory (Decree 278/2025).' })
  mandatory!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Fewest records behind a published figure, from 1 on; left out when none is declared.',
  })
  @WhenGiven()
  @IsInt({ message: '$property takes a whole number' })
  @Min(1, { message: '$property takes a whole number from 1 on' })
  minimumCellSize?: number | null;

  @Field(() => LegalGroundInput, { nullable: true, description: 'What it rests on.' })
  @WhenGiven()
  @ValidateNested()
  legalGround?: LegalGroundInput | null;

  @Field(() => DateTime, { description: 'Flows from this instant on.' })
  validFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Flows until before this instant.' })
  validTo?: Date | null;

  @Field(() => [FlowColumnInput], {
    description: 'Its column edges, at most 10,000; empty when only the datasets are known.',
  })
  @ArrayMaxSize(MOST_COLUMNS, { message: `$property takes at most ${MOST_COLUMNS} column edges` })
  @ValidateNested({ each: true })
  columns!: FlowColumnInput[];
}

@InputType({ description: 'Ends a flow.' })
export class RetireFlowInput {
  @Field(() => ID, { description: 'Code of the flow.' })
  @IsCode()
  code!: string;

  @Field(() => DateTime, { description: 'It flows until before this instant.' })
  validTo!: Date;
}
