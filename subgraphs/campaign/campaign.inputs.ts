import { ArrayMaxSize, Matches } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { DOCUMENT_CODE_PATTERN, IsCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';

/** Most documents that a campaign rests on. */
const MOST_DOCUMENTS = 50;

/** What campaigns may be ordered by. */
export enum CampaignOrderField {
  CODE = 'CODE',
  TITLE = 'TITLE',
  LAUNCHED_ON = 'LAUNCHED_ON',
}
registerEnumType(CampaignOrderField, {
  name: 'CampaignOrderField',
  description: 'What campaigns may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Code.' },
    TITLE: { description: 'Vietnamese title, in Vietnamese alphabetical order.' },
    LAUNCHED_ON: { description: 'When it was launched.' },
  },
});

/** The list of campaigns. */
export const CAMPAIGNS: ListSpec<CampaignOrderField> = {
  name: 'campaigns',
  key: 'code',
  orderings: { CODE: 'code', TITLE: 'titleVi', LAUNCHED_ON: 'launchedOn' },
  ordering: CampaignOrderField.CODE,
};

@InputType({ description: 'How to order campaigns.' })
export class CampaignOrder {
  @Field(() => CampaignOrderField, { description: 'By what.' })
  field!: CampaignOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which campaigns; what is left out does not restrict.' })
export class CampaignFilter {
  @Field(() => DateTime, { nullable: true, description: 'Launched at this instant or later.' })
  launchedFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Launched before this instant.' })
  launchedBefore?: Date | null;
}

/** Property decorator: a bounded list of official numbers of documents. */
const AreDocumentCodes = (): PropertyDecorator => (target, key) => {
  ArrayMaxSize(MOST_DOCUMENTS, { message: `$property takes at most ${MOST_DOCUMENTS} documents` })(target, key);
  Matches(DOCUMENT_CODE_PATTERN, {
    each: true,
    message: '$property takes official numbers such as 278/2025/NĐ-CP, at most 128 characters each',
  })(target, key);
};

@InputType({ description: 'A new campaign.' })
export class CreateCampaignInput extends MarkedInput {
  @Field(() => ID, { description: 'Code, such as C2026; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Vietnamese title.' })
  @IsName()
  titleVi!: string;

  @Field(() => String, { description: 'English title.' })
  @IsName()
  titleEn!: string;

  @Field(() => DateTime, { description: 'When it was launched.' })
  launchedOn!: Date;

  @Field(() => [ID], { nullable: true, description: 'Official numbers of the documents that it rests on, at most 50.' })
  @WhenGiven()
  @AreDocumentCodes()
  documents?: string[] | null;
}

@InputType({ description: 'What to change of a campaign; what is left out stays.' })
export class UpdateCampaignInput {
  @Field(() => ID, { description: 'Code of the campaign.' })
  @IsCode()
  code!: string;

  @Field(() => String, { nullable: true, description: 'Vietnamese title.' })
  @WhenGiven()
  @IsName()
  titleVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English title.' })
  @WhenGiven()
  @IsName()
  titleEn?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was launched.' })
  launchedOn?: Date | null;

  @Field(() => [ID], { nullable: true, description: 'Official numbers of all documents that it rests on, at most 50.' })
  @WhenGiven()
  @AreDocumentCodes()
  documents?: string[] | null;
}
