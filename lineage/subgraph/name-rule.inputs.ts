import { ArrayMaxSize, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { IsCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { MOST_RULE_DATASETS } from '../domain/names/name-rules.ts';

@InputType({ description: 'A name that a rule knows.' })
export class RuledNameInput {
  @Field(() => String, { description: 'What follows the prefix.' })
  @IsName()
  name!: string;

  @Field(() => ID, { description: 'Code of the dataset that it is.' })
  @IsCode()
  dataset!: string;
}

@InputType({
  description:
    'A rule: which names of a namespace are which datasets. Of several the one with the longest prefix decides, then the least code; decisions about a name come before rules.',
})
export class SetNameRuleInput {
  @Field(() => ID, { description: 'Code of the rule; one that is there gets a next version.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'The namespace, as events give it, such as postgres://host:5432.' })
  @IsName()
  namespace!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the names begin with, such as db.schema.; nothing unless given.',
  })
  @WhenGiven()
  @MaxLength(LIMITS.nameCharacters, { message: `$property takes at most ${LIMITS.nameCharacters} characters` })
  prefix?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether capitals and small letters are told apart.' })
  caseSensitive!: boolean;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Whether parts may stand in quotes: "a"."b", `a`.`b` and [a].[b] are a.b.',
  })
  quoted!: boolean;

  @Field(() => [RuledNameInput], { description: `The names, at most ${MOST_RULE_DATASETS}.` })
  @ArrayMaxSize(MOST_RULE_DATASETS, { message: `$property takes at most ${MOST_RULE_DATASETS} names` })
  @ValidateNested({ each: true })
  datasets!: RuledNameInput[];
}

@InputType({ description: 'Takes back the newest version of a rule.' })
export class UndoNameRuleInput {
  @Field(() => ID, { description: 'Code of the rule.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Its namespace.' })
  @IsName()
  namespace!: string;
}
