import { Field, ID, Int, ObjectType } from 'type-graphql';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { DatasetStub } from './stubs.ts';

@ObjectType({ description: 'A name that a rule knows.' })
export class NameOfRule {
  @Field(() => String, { description: 'What follows the prefix.' })
  name!: string;

  @Field(() => DatasetStub, { description: 'The dataset that it is.' })
  dataset!: DatasetStub;
}

@ObjectType({ description: 'Which names of a namespace are which datasets.' })
export class NameRule {
  @Field(() => ID, { description: 'Its code.' })
  code!: string;

  @Field(() => Int, { description: 'Its version, from 1; taking one back makes a next one.' })
  version!: number;

  @Field(() => String, { description: 'What the names begin with; may be empty.' })
  prefix!: string;

  @Field(() => Boolean, { description: 'Whether capitals and small letters are told apart.' })
  caseSensitive!: boolean;

  @Field(() => Boolean, { description: 'Whether parts may stand in quotes.' })
  quoted!: boolean;

  @Field(() => [NameOfRule], { description: 'The names, by name, at most 1,000; none once it is taken back.' })
  datasets!: readonly NameOfRule[];
}

@ObjectType({ description: 'What a rule would do to a name that was seen.' })
export class NameRuleEffect {
  @Field(() => NodeRefScalar, { description: 'The name.' })
  name!: string;

  @Field(() => DatasetStub, { nullable: true, description: 'The dataset that it would be; null for none.' })
  dataset!: DatasetStub | null;

  @Field(() => DatasetStub, { nullable: true, description: 'The dataset that it is now; null for none that you see.' })
  before!: DatasetStub | null;
}

@ObjectType({ description: 'What a rule would do if it were written now.' })
export class NameRulePreview {
  @Field(() => Int, { description: 'How many names would move.' })
  totalCount!: number;

  @Field(() => Boolean, { description: 'Whether `names` lacks some of them.' })
  truncated!: boolean;

  @Field(() => [NameRuleEffect], { description: 'Those names, by reference, at most 200.' })
  names!: readonly NameRuleEffect[];
}
