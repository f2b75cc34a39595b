import { Field, Int, ObjectType } from 'type-graphql';
import { LineageAnswer } from './answer.type.ts';
import { PolicyFinding } from './policy.type.ts';

@ObjectType({ description: 'How many findings there are of each kind, those that are not told included.' })
export class PolicyCheckTotals {
  @Field(() => Int, { name: 'new', description: 'New, graver, or with a column more.' })
  added!: number;

  @Field(() => Int, { description: 'That there would be no more.' })
  resolved!: number;

  @Field(() => Int, { description: 'That stay.' })
  unchanged!: number;
}

@ObjectType({
  description:
    'What changes that are thought of do to findings; at most 200 of each kind, and how many there are of all.',
})
export class PolicyCheck extends LineageAnswer {
  @Field(() => PolicyCheckTotals, { description: 'How many there are; reason BUDGET: not all of them are told.' })
  totals!: PolicyCheckTotals;

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
