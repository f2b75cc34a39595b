import { Field, ID, InputType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import type { ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsDocumentCode } from '../../kernel/text/plain-text.ts';
import { IsDatasetCodes } from './batch.inputs.ts';

/** `Standard.datasets`, by code of the dataset, which is unique within one standard. */
export const DATASETS_OF_STANDARD: ListSpec<'CODE'> = {
  name: 'standard.datasets',
  key: 'datasetCode',
  orderings: { CODE: 'datasetCode' },
  ordering: 'CODE',
};

@InputType({ description: 'Datasets that conform to a standard; those declared already stay.' })
export class DeclareConformanceInput extends MarkedInput {
  @Field(() => ID, { description: 'Official number of the standard.' })
  @IsDocumentCode()
  standard!: string;

  @Field(() => [ID], { description: 'Codes of the datasets, 1 to 1,000.' })
  @IsDatasetCodes()
  datasets!: string[];
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
