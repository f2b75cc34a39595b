import { Field, ID, InputType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { IsCode, IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { IsDuration } from './duration.ts';

@InputType({ description: 'Why the data of a dataset is processed, by which document, and how long it is kept.' })
export class RecordProcessingInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;

  @Field(() => String, { description: 'Purpose in Vietnamese.' })
  @IsName()
  purposeVi!: string;

  @Field(() => String, { description: 'Purpose in English.' })
  @IsName()
  purposeEn!: string;

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
      'How long a record is kept after it was made, an ISO 8601 duration such as P10Y; null for without end.',
  })
  @WhenGiven()
  @IsDuration()
  retention?: string | null;
}
