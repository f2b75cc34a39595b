import { ArrayMaxSize, ArrayMinSize, Matches } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { CODE_PATTERN, IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { ClassificationKind } from './classification.type.ts';

/** Most datasets in one decision. */
const MOST_CLASSIFIED = 1_000;
const BOUNDS = { message: `datasets takes 1 to ${MOST_CLASSIFIED} codes` };

@InputType({ description: 'The decision by which datasets have the class that they have now.' })
export class RecordClassificationInput extends MarkedInput {
  @Field(() => ClassificationKind, { description: 'Which class.' })
  kind!: ClassificationKind;

  @Field(() => [ID], { description: `Codes of the datasets, 1 to ${MOST_CLASSIFIED}.` })
  @ArrayMinSize(1, BOUNDS)
  @ArrayMaxSize(MOST_CLASSIFIED, BOUNDS)
  @Matches(CODE_PATTERN, { each: true, message: 'each of datasets must look like N01' })
  datasets!: string[];

  @Field(() => ID, { description: 'Official number of the document that it rests on.' })
  @IsDocumentCode()
  document!: string;

  @Field(() => String, { nullable: true, description: 'Article of the document.' })
  @WhenGiven()
  @IsName()
  article?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Item of the list of important and core data (20/2025/QĐ-TTg) that the datasets match; for the importance of important and core ones.',
  })
  @WhenGiven()
  @IsName()
  listItem?: string | null;

  @Field(() => DateTime, { description: 'When it was decided.' })
  decidedOn!: Date;

  @Field(() => String, { description: 'Vietnamese title of the post that reviewed it.' })
  @IsName()
  reviewerPostVi!: string;

  @Field(() => String, { description: 'English title of the post.' })
  @IsName()
  reviewerPostEn!: string;
}
