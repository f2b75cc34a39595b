import { Field, ID, InputType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { IsCode } from '../../kernel/text/plain-text.ts';

@InputType({
  description: 'A dataset claims to be the master source of an element. Claims are free; approval is another step.',
})
export class ClaimMasterSourceInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the element.' })
  @IsCode()
  element!: string;

  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;
}

@InputType({ description: 'Approves a claim, or takes the approval back.' })
export class ApproveMasterSourceInput {
  @Field(() => ID, { description: 'Code of the element.' })
  @IsCode()
  element!: string;

  @Field(() => ID, { description: 'Code of the dataset that claims it.' })
  @IsCode()
  dataset!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False takes an approval back.' })
  approved!: boolean;
}

@InputType({ description: 'A dataset gives up its claim to be the master source of an element.' })
export class WithdrawMasterClaimInput {
  @Field(() => ID, { description: 'Code of the element.' })
  @IsCode()
  element!: string;

  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;
}
