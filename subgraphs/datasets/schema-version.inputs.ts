import { Field, ID, InputType } from 'type-graphql';
import type { ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode } from '../../kernel/text/plain-text.ts';
import { FieldInput } from './field.inputs.ts';

/** The list of schema versions of a dataset. */
export const SCHEMA_VERSIONS: ListSpec<'VERSION'> = {
  name: 'dataset.schemaVersions',
  key: 'id',
  orderings: { VERSION: 'version' },
  ordering: 'VERSION',
};

@InputType({ description: 'The whole new field list of a dataset.' })
export class WriteSchemaVersionInput {
  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;

  @Field(() => [FieldInput], {
    description: 'All fields in order, at most 10,000; one that is left out is removed and lives on in older versions.',
  })
  fields!: FieldInput[];
}
