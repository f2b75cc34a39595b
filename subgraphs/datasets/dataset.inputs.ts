import { ArrayMaxSize, IsNotEmpty } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DataBlock } from '../../kernel/graphql/data-block.ts';
import { DataLayer } from '../../kernel/graphql/data-layer.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsDescription, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { DatasetTier, ImportanceClass, SharingClass, SurveyState } from './dataset.type.ts';
import { IsDuration } from './duration.ts';
import { FieldInput } from './field.inputs.ts';
import { PiiClass } from './pii-class.ts';

/** Most codes in one filter. */
export const MOST_CODES = 200;

const NOT_EMPTY = '$property must not be empty';

/** What datasets may be ordered by. */
export enum DatasetOrderField {
  CODE = 'CODE',
  TITLE = 'TITLE',
  TIER = 'TIER',
}
registerEnumType(DatasetOrderField, {
  name: 'DatasetOrderField',
  description: 'What datasets may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Code.' },
    TITLE: { description: 'Vietnamese title, in Vietnamese alphabetical order; the first 256 characters count.' },
    TIER: { description: 'Tier: national, ministry, specialised, open; then code.' },
  },
});

/** The list of datasets. */
export const DATASETS: ListSpec<DatasetOrderField> = {
  name: 'datasets',
  key: 'code',
  orderings: { CODE: 'code', TITLE: 'titleOrder', TIER: 'tierRank' },
  ordering: DatasetOrderField.CODE,
};

/** The list of datasets of one agency; its cursors are not those of the list of datasets. */
export const AGENCY_DATASETS: ListSpec<DatasetOrderField> = { ...DATASETS, name: 'agency.datasets' };

/** The list of datasets that are kept in one platform or system. */
export const SYSTEM_DATASETS: ListSpec<DatasetOrderField> = { ...DATASETS, name: 'platform.datasets' };

@InputType({ description: 'How to order datasets.' })
export class DatasetOrder {
  @Field(() => DatasetOrderField, { description: 'By what.' })
  field!: DatasetOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which datasets; what is left out or null does not restrict.' })
export class DatasetFilter {
  @Field(() => DatasetTier, { nullable: true, description: 'Of this tier.' })
  tier?: DatasetTier | null;

  @Field(() => SharingClass, { nullable: true, description: 'Of this sharing class.' })
  sharingClass?: SharingClass | null;

  @Field(() => ImportanceClass, { nullable: true, description: 'Of this importance class.' })
  importanceClass?: ImportanceClass | null;

  @Field(() => ID, { nullable: true, description: 'Published by the agency with this code.' })
  @WhenGiven()
  @IsCode()
  publisher?: string | null;

  @Field(() => PiiClass, { nullable: true, description: 'Whose strongest class of personal data is this.' })
  piiClass?: PiiClass | null;

  @Field(() => SurveyState, { nullable: true, description: 'In this state of the inventory survey.' })
  surveyState?: SurveyState | null;

  @Field(() => Boolean, { nullable: true, description: 'High-value datasets, or the others.' })
  highValue?: boolean | null;

  @Field(() => DataLayer, { nullable: true, description: 'In this layer.' })
  dataLayer?: DataLayer | null;

  @Field(() => DataBlock, { nullable: true, description: 'In this block.' })
  dataBlock?: DataBlock | null;

  @Field(() => ID, { nullable: true, description: 'Kept in the platform or system with this code.' })
  @WhenGiven()
  @IsCode()
  system?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: `With one of these codes, at most ${MOST_CODES}; unknown ones are passed over.`,
  })
  @WhenGiven()
  @ArrayMaxSize(MOST_CODES, { message: `codes takes at most ${MOST_CODES} codes; ask for the others in a second call` })
  codes?: string[] | null;
}

@InputType({ description: 'A new dataset.' })
export class CreateDatasetInput extends MarkedInput {
  @Field(() => ID, { description: 'Code, such as S26; never reused, no dot.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Vietnamese title.' })
  @IsName()
  titleVi!: string;

  @Field(() => String, { description: 'English title.' })
  @IsName()
  titleEn!: string;

  @Field(() => String, { description: 'Vietnamese description: what it holds, what it is for.' })
  @IsNotEmpty({ message: NOT_EMPTY })
  @IsDescription()
  descriptionVi!: string;

  @Field(() => String, { description: 'English description.' })
  @IsNotEmpty({ message: NOT_EMPTY })
  @IsDescription()
  descriptionEn!: string;

  @Field(() => ID, { description: 'Code of the agency that publishes it and answers for it.' })
  @IsCode()
  publisher!: string;

  @Field(() => DatasetTier, { description: 'Which kind of database it is.' })
  tier!: DatasetTier;

  @Field(() => SharingClass, {
    nullable: true,
    description: 'Sharing class; PRIVATE unless given. NATIONAL and MINISTRY datasets have none.',
  })
  sharingClass?: SharingClass | null;

  @Field(() => ImportanceClass, { defaultValue: ImportanceClass.OTHER, description: 'Importance class.' })
  importanceClass!: ImportanceClass;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it is a high-value dataset.' })
  highValue!: boolean;

  @Field(() => String, { nullable: true, description: 'How often it is updated, an ISO 8601 duration such as P1D.' })
  @WhenGiven()
  @IsDuration()
  updateInterval?: string | null;

  @Field(() => DataLayer, { nullable: true, description: 'Layer of the National Data Architecture Framework.' })
  dataLayer?: DataLayer | null;

  @Field(() => DataBlock, { nullable: true, description: 'Block of the National Data Architecture Framework.' })
  dataBlock?: DataBlock | null;

  @Field(() => ID, { nullable: true, description: 'Code of the platform or system in which it is kept.' })
  @WhenGiven()
  @IsCode()
  system?: string | null;

  @Field(() => SurveyState, {
    defaultValue: SurveyState.NOT_REVIEWED,
    description:
      'How far its inventory survey has come; beyond NOT_REVIEWED for administrators alone, later by moveSurvey.',
  })
  surveyState!: SurveyState;

  @Field(() => String, {
    nullable: true,
    description: 'Vietnamese title of the post to turn to; goes with the English one.',
  })
  @WhenGiven()
  @IsName()
  contactPostVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English title of the post to turn to.' })
  @WhenGiven()
  @IsName()
  contactPostEn?: string | null;

  @Field(() => [FieldInput], {
    defaultValue: [],
    description: 'Its fields in order, at most 10,000: schema version 1.',
  })
  fields!: FieldInput[];
}

@InputType({ description: 'What to change of a dataset; what is left out stays, null clears what may be empty.' })
export class UpdateDatasetInput {
  @Field(() => ID, { description: 'Code of the dataset.' })
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

  @Field(() => String, { nullable: true, description: 'Vietnamese description.' })
  @WhenGiven()
  @IsNotEmpty({ message: NOT_EMPTY })
  @IsDescription()
  descriptionVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English description.' })
  @WhenGiven()
  @IsNotEmpty({ message: NOT_EMPTY })
  @IsDescription()
  descriptionEn?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of the agency that publishes it from now on; you must be steward of both, or administrator.',
  })
  @WhenGiven()
  @IsCode()
  publisher?: string | null;

  @Field(() => DatasetTier, { nullable: true, description: 'Which kind of database it is.' })
  tier?: DatasetTier | null;

  @Field(() => SharingClass, {
    nullable: true,
    description: 'Sharing class. NATIONAL and MINISTRY datasets have none.',
  })
  sharingClass?: SharingClass | null;

  @Field(() => ImportanceClass, { nullable: true, description: 'Importance class.' })
  importanceClass?: ImportanceClass | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is a high-value dataset.' })
  highValue?: boolean | null;

  @Field(() => String, { nullable: true, description: 'How often it is updated, an ISO 8601 duration.' })
  @WhenGiven()
  @IsDuration()
  updateInterval?: string | null;

  @Field(() => DataLayer, { nullable: true, description: 'Layer.' })
  dataLayer?: DataLayer | null;

  @Field(() => DataBlock, { nullable: true, description: 'Block.' })
  dataBlock?: DataBlock | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of the platform or system in which it is kept; null for none.',
  })
  @WhenGiven()
  @IsCode()
  system?: string | null;

  @Field(() => String, { nullable: true, description: 'Vietnamese title of the post to turn to.' })
  @WhenGiven()
  @IsName()
  contactPostVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English title of the post to turn to.' })
  @WhenGiven()
  @IsName()
  contactPostEn?: string | null;
}
