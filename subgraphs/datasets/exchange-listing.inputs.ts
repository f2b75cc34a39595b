import { ValidateNested } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { ExchangeState } from './exchange-listing.type.ts';

/** Most listings that are not withdrawn: all of them are looked at when a list changes. */
export const MOST_ACTIVE = 1_000;

/** What listings may be ordered by. */
export enum ExchangeListingOrderField {
  CODE = 'CODE',
}
registerEnumType(ExchangeListingOrderField, {
  name: 'ExchangeListingOrderField',
  description: 'What listings may be ordered by.',
  valuesConfig: { CODE: { description: 'Code.' } },
});

/** The list of listings. */
export const EXCHANGE_LISTINGS: ListSpec<ExchangeListingOrderField> = {
  name: 'exchangeListings',
  key: 'code',
  orderings: { CODE: 'code' },
  ordering: ExchangeListingOrderField.CODE,
};

@InputType({ description: 'How to order listings.' })
export class ExchangeListingOrder {
  @Field(() => ExchangeListingOrderField, { description: 'By what.' })
  field!: ExchangeListingOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which listings; what is left out or null does not restrict.' })
export class ExchangeListingFilter {
  @Field(() => ID, { nullable: true, description: 'Of the dataset with this code.' })
  @WhenGiven()
  @IsCode()
  dataset?: string | null;

  @Field(() => ID, { nullable: true, description: 'On the market place with this code.' })
  @WhenGiven()
  @IsCode()
  platform?: string | null;

  @Field(() => ExchangeState, { nullable: true, description: 'In this state.' })
  state?: ExchangeState | null;
}

@InputType({ description: 'A documented de-identification (Law 91/2025/QH15, art. 14).' })
export class DeidentificationInput {
  @Field(() => String, { description: 'How it was done. Hashing is no de-identification.' })
  @IsName()
  method!: string;

  @Field(() => ID, { description: 'Official number of the document that approved it.' })
  @IsDocumentCode()
  document!: string;

  @Field(() => String, { nullable: true, description: 'Article of the document.' })
  @WhenGiven()
  @IsName()
  article?: string | null;

  @Field(() => DateTime, { description: 'When it was approved.' })
  approvedOn!: Date;
}

@InputType({ description: 'The consent of the data subjects to trade their data.' })
export class DataSubjectConsentInput {
  @Field(() => ID, { description: 'Official number of the document that records it.' })
  @IsDocumentCode()
  document!: string;

  @Field(() => String, { nullable: true, description: 'Article of the document.' })
  @WhenGiven()
  @IsName()
  article?: string | null;

  @Field(() => DateTime, { description: 'When it was obtained.' })
  obtainedOn!: Date;
}

@InputType({ description: 'A draft of a listing.' })
export class DraftExchangeListingInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the listing; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => ID, { description: 'Code of the dataset that is to be offered.' })
  @IsCode()
  dataset!: string;

  @Field(() => ID, { description: 'Code of the market place, a platform of kind MARKETPLACE.' })
  @IsCode()
  platform!: string;

  @Field(() => DeidentificationInput, { nullable: true, description: 'The de-identification that it rests on.' })
  @WhenGiven()
  @ValidateNested()
  deidentification?: DeidentificationInput | null;

  @Field(() => DataSubjectConsentInput, { nullable: true, description: 'The consent that it rests on.' })
  @WhenGiven()
  @ValidateNested()
  consent?: DataSubjectConsentInput | null;
}

@InputType({ description: 'What to change of a draft; what is left out stays, null removes it.' })
export class UpdateExchangeListingInput {
  @Field(() => ID, { description: 'Code of the listing.' })
  @IsCode()
  code!: string;

  @Field(() => DeidentificationInput, { nullable: true, description: 'The de-identification that it rests on.' })
  @WhenGiven()
  @ValidateNested()
  deidentification?: DeidentificationInput | null;

  @Field(() => DataSubjectConsentInput, { nullable: true, description: 'The consent that it rests on.' })
  @WhenGiven()
  @ValidateNested()
  consent?: DataSubjectConsentInput | null;
}

@InputType({ description: 'The draft whose eligibility is to be confirmed.' })
export class ConfirmExchangeEligibilityInput {
  @Field(() => ID, { description: 'Code of the listing.' })
  @IsCode()
  code!: string;
}

@InputType({ description: 'The listing that is to be offered.' })
export class ListOnExchangeInput {
  @Field(() => ID, { description: 'Code of the listing.' })
  @IsCode()
  code!: string;
}

@InputType({ description: 'A withdrawal.' })
export class WithdrawExchangeListingInput {
  @Field(() => ID, { description: 'Code of the listing.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Why, in Vietnamese.' })
  @IsName()
  reasonVi!: string;

  @Field(() => String, { description: 'Why, in English.' })
  @IsName()
  reasonEn!: string;
}
