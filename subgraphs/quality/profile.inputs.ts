import { Max, Min, ValidateNested } from 'class-validator';
import { Field, Float, ID, InputType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { IsCode, IsDocumentCode, WhenGiven } from '../../kernel/text/plain-text.ts';

const OUT_OF_RANGE = { message: '$property takes a share from 0 to 1' };

const IsShare = (): PropertyDecorator => (target, key) => {
  Min(0, OUT_OF_RANGE)(target, key);
  Max(1, OUT_OF_RANGE)(target, key);
};

@InputType({ description: 'How much each criterion counts; the six add up to 1.' })
export class CriterionWeightsInput {
  @Field(() => Float, { description: 'Đúng, accurate.' })
  @IsShare()
  accurate!: number;

  @Field(() => Float, { description: 'Đủ, complete.' })
  @IsShare()
  complete!: number;

  @Field(() => Float, { description: 'Sạch, clean.' })
  @IsShare()
  clean!: number;

  @Field(() => Float, { description: 'Sống, live.' })
  @IsShare()
  live!: number;

  @Field(() => Float, { description: 'Thống nhất, unified.' })
  @IsShare()
  unified!: number;

  @Field(() => Float, { description: 'Dùng chung, in shared use.' })
  @IsShare()
  sharedUse!: number;
}

@InputType({ description: 'From which score on each criterion passes; none where it is left out.' })
export class CriterionMarksInput {
  @Field(() => Float, { nullable: true, description: 'Đúng, accurate.' })
  @WhenGiven()
  @IsShare()
  accurate?: number | null;

  @Field(() => Float, { nullable: true, description: 'Đủ, complete.' })
  @WhenGiven()
  @IsShare()
  complete?: number | null;

  @Field(() => Float, { nullable: true, description: 'Sạch, clean.' })
  @WhenGiven()
  @IsShare()
  clean?: number | null;

  @Field(() => Float, { nullable: true, description: 'Sống, live.' })
  @WhenGiven()
  @IsShare()
  live?: number | null;

  @Field(() => Float, { nullable: true, description: 'Thống nhất, unified.' })
  @WhenGiven()
  @IsShare()
  unified?: number | null;

  @Field(() => Float, { nullable: true, description: 'Dùng chung, in shared use.' })
  @WhenGiven()
  @IsShare()
  sharedUse?: number | null;
}

@InputType({ description: 'Weights and pass marks, whole; what was set before is replaced.' })
export class SetQualityProfileInput extends MarkedInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Code of a data list or mandate list; left out, for every list without a profile of its own.',
  })
  @WhenGiven()
  @IsCode()
  list?: string | null;

  @Field(() => CriterionWeightsInput, { description: 'How much each criterion counts.' })
  @ValidateNested()
  weights!: CriterionWeightsInput;

  @Field(() => CriterionMarksInput, { nullable: true, description: 'From which score on each criterion passes.' })
  @WhenGiven()
  @ValidateNested()
  passMarks?: CriterionMarksInput | null;

  @Field(() => Float, { nullable: true, description: 'From which score on data pass as a whole; none unless given.' })
  @WhenGiven()
  @IsShare()
  passMark?: number | null;

  @Field(() => ID, { nullable: true, description: 'Official number of the document that sets them.' })
  @WhenGiven()
  @IsDocumentCode()
  document?: string | null;
}
