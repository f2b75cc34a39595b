import { Field, ID, InputType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import type { ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsDescription, IsDocumentCode, WhenGiven } from '../../kernel/text/plain-text.ts';
import { IsDatasetCodes } from './batch.inputs.ts';
import { ConformanceLevel } from './conformance.enums.ts';

/** `Standard.datasets`, by code of the dataset, which is unique within one standard. */
export const DATASETS_OF_STANDARD: ListSpec<'CODE'> = {
  name: 'standard.datasets',
  key: 'datasetCode',
  orderings: { CODE: 'datasetCode' },
  ordering: 'CODE',
};

/** `Standard.conformances`, by code of the dataset. */
export const CONFORMANCES_OF_STANDARD: ListSpec<'CODE'> = { ...DATASETS_OF_STANDARD, name: 'standard.conformances' };

@InputType({
  description: 'Datasets that conform to a standard; one declared already takes over level, evidence and origin.',
})
export class DeclareConformanceInput extends MarkedInput {
  @Field(() => ID, { description: 'Official number of the standard.' })
  @IsDocumentCode()
  standard!: string;

  @Field(() => [ID], { description: 'Codes of the datasets, 1 to 1,000.' })
  @IsDatasetCodes()
  datasets!: string[];

  @Field(() => ConformanceLevel, { nullable: true, description: 'How far they conform, as their publisher states.' })
  level?: ConformanceLevel | null;

  @Field(() => String, { nullable: true, description: 'What that leans on: a test report, a certificate, a document.' })
  @WhenGiven()
  @IsDescription()
  evidence?: string | null;
}

@InputType({ description: 'Datasets that no longer conform to a standard; those never declared are left alone.' })
export class WithdrawConformanceInput {
  @Field(() => ID, { description: 'Official number of the standard.' })
  @IsDocumentCode()
  standard!: string;

  @Field(() => [ID], { description: 'Codes of the datasets, 1 to 1,000.' })
  @IsDatasetCodes()
  datasets!: string[];
}
