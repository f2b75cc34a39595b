import { ArrayMaxSize, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { IsCode, IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';

/** Most datasets, or platforms, on one version of a list. */
export const MOST_MEMBERS = 10_000;

/** Most that one proposed change adds, and most that it removes. */
const MOST_CHANGES = 1_000;

const VERSION = { message: 'version is a number from 1' };
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
  @Min(1, VERSION)
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
export class ApproveDataListVersionInput {
  @Field(() => ID, { description: 'Code of the list.' })
  @IsCode()
  list!: string;

  @Field(() => Int, { description: 'Number of the version.' })
  @Min(1, VERSION)
  version!: number;

  @Field(() => ID, { description: 'Official number of the approving document.' })
  @IsDocumentCode()
  document!: string;

  @Field(() => String, { nullable: true, description: 'Article of the document, where one is named.' })
  @WhenGiven()
  @IsName()
  article?: string | null;

  @Field(() => DateTime, {
    description: 'In force from this instant on; it supersedes the version in force until then.',
  })
  approvedOn!: Date;
}

@InputType({ description: 'The rejection of a proposed version.' })
export class RejectDataListVersionInput {
  @Field(() => ID, { description: 'Code of the list.' })
  @IsCode()
  list!: string;

  @Field(() => Int, { description: 'Number of the version.' })
  @Min(1, VERSION)
  version!: number;

  @Field(() => ID, { description: 'Official number of the rejecting document.' })
  @IsDocumentCode()
  document!: string;

  @Field(() => String, { nullable: true, description: 'Article of the document, where one is named.' })
  @WhenGiven()
  @IsName()
  article?: string | null;

  @Field(() => String, { description: 'Why, in Vietnamese.' })
  @IsName()
  reasonVi!: string;

  @Field(() => String, { description: 'Why, in English.' })
  @IsName()
  reasonEn!: string;
}
