import { Field, ObjectType } from 'type-graphql';
import { LineageAnswer } from './answer.type.ts';
import { PolicyFinding } from './policy.type.ts';

@ObjectType({ description: 'What changes that are thought of do to findings; at most 200 of each kind.' })
export class PolicyCheck extends LineageAnswer {
  @Field(() => [PolicyFinding], {
    name: 'new',
    description: 'Findings that there are not yet, and those that get graver or a column more.',
  })
  added!: readonly PolicyFinding[];

  @Field(() => [PolicyFinding], { description: 'Findings that there would be no more.' })
  resolved!: readonly PolicyFinding[];

  @Field(() => [PolicyFinding], { description: 'Findings that stay, with as many columns or fewer.' })
  unchanged!: readonly PolicyFinding[];
}
