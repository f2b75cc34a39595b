import { Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTime } from '../graphql/date-time.ts';
import { IsDocumentCode, IsName, WhenGiven } from '../text/plain-text.ts';

/** Property decorator: the number of a version. */
export const IsVersion = (): PropertyDecorator => Min(1, { message: 'version is a number from 1' });

/** Which version of a list is decided on, by which document. Which list is said by the input of the list's subgraph. */
@InputType()
abstract class ListDecisionInput {
  @Field(() => Int, { description: 'Number of the version.' })
  @IsVersion()
  version!: number;

  @Field(() => ID, { description: 'Official number of the deciding document.' })
  @IsDocumentCode()
  document!: string;

  @Field(() => String, { nullable: true, description: 'Article of the document, where one is named.' })
  @WhenGiven()
  @IsName()
  article?: string | null;
}

/** The approval of a proposed version of a list. */
@InputType()
export abstract class ListApprovalInput extends ListDecisionInput {
  @Field(() => DateTime, {
    description: 'In force from this instant on; it supersedes the version in force until then.',
  })
  approvedOn!: Date;
}

/** The rejection of a proposed version of a list. */
@InputType()
export abstract class ListRejectionInput extends ListDecisionInput {
  @Field(() => String, { description: 'Why, in Vietnamese.' })
  @IsName()
  reasonVi!: string;

  @Field(() => String, { description: 'Why, in English.' })
  @IsName()
  reasonEn!: string;
}
