import { ArrayMaxSize, ArrayMinSize, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { IsCode, WhenGiven } from '../../kernel/text/plain-text.ts';
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

/** Most names that are decided about at once. */
export const MOST_DECISIONS = 200;

@InputType({
  description: 'What a name is: a dataset, nobody’s, or (neither) what it was before anything was decided.',
})
export class NameDecisionInput {
  @Field(() => NodeRefScalar, { description: 'The name, <namespace>|<name>.' })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'Code of the dataset that it is.' })
  @WhenGiven()
  @IsCode()
  dataset?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Nobody’s dataset: it waits for no decision any more, and no rule and no symlink makes it one.',
  })
  ignored?: boolean | null;
}

@InputType({ description: 'Decides about many names, all or none.' })
export class DecideNamesInput {
  @Field(() => [NameDecisionInput], { description: `One for each name, 1 to ${MOST_DECISIONS}.` })
  @ArrayMinSize(1, { message: '$property takes one decision at least' })
  @ArrayMaxSize(MOST_DECISIONS, { message: `$property takes at most ${MOST_DECISIONS} decisions` })
  @ValidateNested({ each: true })
  decisions!: NameDecisionInput[];
}
