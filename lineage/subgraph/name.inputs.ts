import { Field, ID, InputType } from 'type-graphql';
import { IsCode } from '../../kernel/text/plain-text.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';

@InputType({ description: 'Says that a name of lineage events is a dataset of the catalog.' })
export class LinkNameInput {
  @Field(() => NodeRefScalar, { description: 'The name, <namespace>|<name>.' })
  name!: string;

  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;
}

@InputType({ description: 'Takes back that a name is a dataset of the catalog.' })
export class UnlinkNameInput {
  @Field(() => NodeRefScalar, { description: 'The name, <namespace>|<name>.' })
  name!: string;
}
