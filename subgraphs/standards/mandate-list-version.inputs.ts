import { ArrayMaxSize, Matches } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { IsVersion, ListApprovalInput, ListRejectionInput } from '../../kernel/list-versions/decision.inputs.ts';
import { CODE_PATTERN, IsCode, WhenGiven } from '../../kernel/text/plain-text.ts';

/** Most datasets on one version of a mandate list: `MandateList.items` is a plain list. */
export const MOST_ITEMS = 1_000;

/** Property decorator: at most 1,000 codes of datasets, none allowed. */
const IsMembers = (): PropertyDecorator => (target, key) => {
  ArrayMaxSize(MOST_ITEMS, { message: `$property takes at most ${MOST_ITEMS} codes of datasets` })(target, key);
  Matches(CODE_PATTERN, { each: true, message: 'each of $property must look like N01' })(target, key);
};

@InputType({
  description: 'A proposed composition of a mandate list. Mark and source are those of the naming of each dataset.',
})
export class ProposeMandateListVersionInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the mandate list.' })
  @IsCode()
  mandateList!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'The number that it is to get; proposing the same datasets under the same number again changes nothing. The next number unless given.',
  })
  @WhenGiven()
  @IsVersion()
  version?: number | null;

  @Field(() => [ID], { description: `Codes of all the datasets on it, at most ${MOST_ITEMS}.` })
  @IsMembers()
  datasets!: string[];
}

@InputType({
  description: 'A change of what is on a mandate list. Mark and source are those of the naming of what is added.',
})
export class ProposeMandateListChangesInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the mandate list.' })
  @IsCode()
  mandateList!: string;

  @Field(() => [ID], {
    defaultValue: [],
    description: `Codes of datasets to add to the newest approved version, at most ${MOST_ITEMS}.`,
  })
  @IsMembers()
  add!: string[];

  @Field(() => [ID], {
    defaultValue: [],
    description: `Codes of datasets to remove from it, at most ${MOST_ITEMS}.`,
  })
  @IsMembers()
  remove!: string[];
}

@InputType({ description: 'The approval of a proposed version of a mandate list.' })
export class ApproveMandateListVersionInput extends ListApprovalInput {
  @Field(() => ID, { description: 'Code of the mandate list.' })
  @IsCode()
  mandateList!: string;
}

@InputType({ description: 'The rejection of a proposed version of a mandate list.' })
export class RejectMandateListVersionInput extends ListRejectionInput {
  @Field(() => ID, { description: 'Code of the mandate list.' })
  @IsCode()
  mandateList!: string;
}
