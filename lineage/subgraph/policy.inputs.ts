import { ArrayMaxSize } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { PolicyRuleCode, PolicySeverity } from './policy-enums.ts';

/** Most entries of one list of a filter. */
const MOST_ENTRIES = 200;
const TOO_MANY = { message: `$property takes at most ${MOST_ENTRIES} entries` };

@InputType({ description: 'Which findings; what is left out or null does not restrict.' })
export class PolicyFindingFilter {
  @Field(() => [PolicyRuleCode], { nullable: true, description: 'Of one of these rules.' })
  @WhenGiven()
  @ArrayMaxSize(MOST_ENTRIES, TOO_MANY)
  rules?: string[] | null;

  @Field(() => [PolicySeverity], { nullable: true, description: 'As grave as one of these.' })
  @WhenGiven()
  @ArrayMaxSize(MOST_ENTRIES, TOO_MANY)
  severities?: PolicySeverity[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'About one of these datasets, or about an element or a flow that concerns one. Codes, at most 200.',
  })
  @WhenGiven()
  @ArrayMaxSize(MOST_ENTRIES, TOO_MANY)
  datasets?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'About data of agencies that the partner with this code works for at the instant, leading or not.',
  })
  @WhenGiven()
  @IsName()
  partner?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: those that somebody answers for, with an acceptance that counts. False: the others.',
  })
  accepted?: boolean | null;
}

@InputType({ description: 'Who answers for a finding.' })
export class AcceptFindingInput {
  @Field(() => PolicyRuleCode, { description: 'The rule.' })
  rule!: string;

  @Field(() => NodeRefScalar, { description: 'What was found: a dataset, element:… or job:…, as `target` says it.' })
  target!: string;

  @Field(() => ID, { description: 'Official number of the document that accepts it, such as 127/KH-UBND.' })
  @IsDocumentCode()
  document!: string;

  @Field(() => String, { nullable: true, description: 'Article of the document.' })
  @WhenGiven()
  @IsName()
  article?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Accepted until before this instant, which lies in the future; until withdrawn unless given.',
  })
  until?: Date | null;
}

@InputType({ description: 'Takes back that a finding is accepted.' })
export class WithdrawAcceptanceInput {
  @Field(() => PolicyRuleCode, { description: 'The rule.' })
  rule!: string;

  @Field(() => NodeRefScalar, { description: 'What was found.' })
  target!: string;
}
