import { ArrayMaxSize } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { IsVersion, ListApprovalInput, ListRejectionInput } from '../../kernel/list-versions/decision.inputs.ts';
import { IsCode, WhenGiven } from '../../kernel/text/plain-text.ts';

/** Most datasets, or platforms, on one version of a list. */
export const MOST_MEMBERS = 10_000;

/** Most that one proposed change adds, and most that it removes. */
const MOST_CHANGES = 1_000;

const IsChanges = (): PropertyDecorator =>
  ArrayMaxSize(MOST_CHANGES, {
    message: `$property takes at most ${MOST_CHANGES} codes; propose a whole version with proposeDataListVersion`,
  });

@InputType({ description: 'A proposed composition of a list.' })
export class ProposeDataListVersionInput {
  @Field(() => ID, { description: 'Code of the list.' })
  @IsCode()
  list!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'The number that it is to get; proposing the same datasets under the same number again changes nothing. The next number unless given.',
  })
  @WhenGiven()
  @IsVersion()
  version?: number | null;

  @Field(() => [ID], {
    description: `Codes of all the datasets on it, of platforms for a list of platforms, at most ${MOST_MEMBERS}.`,
  })
  members!: string[];
}

@InputType({ description: 'A change of what is on a list.' })
export class ProposeDataListChangesInput {
  @Field(() => ID, { description: 'Code of the list.' })
  @IsCode()
  list!: string;

  @Field(() => [ID], {
    defaultValue: [],
    description: `Codes of what to add to the newest approved version, datasets or platforms, at most ${MOST_CHANGES}.`,
  })
  @IsChanges()
  add!: string[];

  @Field(() => [ID], {
    defaultValue: [],
    description: `Codes of what to remove from it, at most ${MOST_CHANGES}.`,
  })
  @IsChanges()
  remove!: string[];
}

@InputType({ description: 'The approval of a proposed version.' })
export class ApproveDataListVersionInput extends ListApprovalInput {
  @Field(() => ID, { description: 'Code of the list.' })
  @IsCode()
  list!: string;
}

@InputType({ description: 'The rejection of a proposed version.' })
export class RejectDataListVersionInput extends ListRejectionInput {
  @Field(() => ID, { description: 'Code of the list.' })
  @IsCode()
  list!: string;
}
