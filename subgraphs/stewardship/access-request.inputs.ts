import { Matches } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsDescription, IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { AccessState } from './access-request.type.ts';

/** What access requests may be ordered by. */
export enum AccessRequestOrderField {
  CODE = 'CODE',
  REQUESTED_AT = 'REQUESTED_AT',
}
registerEnumType(AccessRequestOrderField, {
  name: 'AccessRequestOrderField',
  description: 'What access requests may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Code.' },
    REQUESTED_AT: { description: 'When the request was made.' },
  },
});

/** The list of access requests. */
export const ACCESS_REQUESTS: ListSpec<AccessRequestOrderField> = {
  name: 'access requests',
  key: 'code',
  orderings: { CODE: 'code', REQUESTED_AT: 'requestedAt' },
  ordering: AccessRequestOrderField.CODE,
};

@InputType({ description: 'How to order access requests.' })
export class AccessRequestOrder {
  @Field(() => AccessRequestOrderField, { description: 'By what.' })
  field!: AccessRequestOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which access requests; what is left out does not restrict.' })
export class AccessRequestFilter {
  @Field(() => ID, { nullable: true, description: 'For the dataset with this code.' })
  @WhenGiven()
  @IsCode()
  dataset?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of the agency with this code.' })
  @WhenGiven()
  @IsCode()
  requester?: string | null;

  @Field(() => AccessState, { nullable: true, description: 'In this state.' })
  state?: AccessState | null;
}

/** Property decorator: a text that says something, of the length of a description. */
const IsStatement = (): PropertyDecorator => (target, key) => {
  IsDescription()(target, key);
  Matches(/\S/u, {
    message: `$property must not be blank; it takes a text of at most ${LIMITS.descriptionBytes} bytes`,
  })(target, key);
};

@InputType({ description: 'A request for access to a dataset.' })
export class RequestAccessInput extends MarkedInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Code, where an administrator enters a request that has one; otherwise the next of AR-<year>-<number>.',
  })
  @WhenGiven()
  @IsCode()
  code?: string | null;

  @Field(() => ID, { description: 'Code of a dataset that you see.' })
  @IsCode()
  dataset!: string;

  @Field(() => ID, { description: 'Code of the agency that asks; you must be its steward.' })
  @IsCode()
  requester!: string;

  @Field(() => String, { description: 'What the data is wanted for, in Vietnamese.' })
  @IsStatement()
  purposeVi!: string;

  @Field(() => String, { description: 'What the data is wanted for, in English.' })
  @IsStatement()
  purposeEn!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was made, where an administrator enters it afterwards; now unless given.',
  })
  requestedAt?: Date | null;
}

@InputType({ description: 'The approval of an access request.' })
export class ApproveAccessRequestInput {
  @Field(() => ID, { description: 'Code of the request.' })
  @IsCode()
  code!: string;

  @Field(() => String, { nullable: true, description: 'Why, in Vietnamese; goes with the English text.' })
  @WhenGiven()
  @IsStatement()
  reasonVi?: string | null;

  @Field(() => String, { nullable: true, description: 'Why, in English.' })
  @WhenGiven()
  @IsStatement()
  reasonEn?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Official number of the document that it rests on; goes with article.',
  })
  @WhenGiven()
  @IsDocumentCode()
  document?: string | null;

  @Field(() => String, { nullable: true, description: 'Article of the document.' })
  @WhenGiven()
  @IsName()
  article?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was decided, where an administrator enters it afterwards; now unless given.',
  })
  decidedAt?: Date | null;
}

@InputType({
  description:
    'The refusal of an access request: in writing, with the legal ground (Decree 194/2025/NĐ-CP, article 16).',
})
export class RefuseAccessRequestInput {
  @Field(() => ID, { description: 'Code of the request.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Why, in Vietnamese.' })
  @IsStatement()
  reasonVi!: string;

  @Field(() => String, { description: 'Why, in English.' })
  @IsStatement()
  reasonEn!: string;

  @Field(() => ID, { description: 'Official number of the document that it rests on.' })
  @IsDocumentCode()
  document!: string;

  @Field(() => String, { description: 'Article of the document.' })
  @IsName()
  article!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was decided, where an administrator enters it afterwards; now unless given.',
  })
  decidedAt?: Date | null;
}

@InputType({ description: 'The grant of an approved access request.' })
export class GrantAccessInput {
  @Field(() => ID, { description: 'Code of the request.' })
  @IsCode()
  code!: string;
}

@InputType({ description: 'The revocation of access that was granted.' })
export class RevokeAccessInput {
  @Field(() => ID, { description: 'Code of the request.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Why, in Vietnamese.' })
  @IsStatement()
  reasonVi!: string;

  @Field(() => String, { description: 'Why, in English.' })
  @IsStatement()
  reasonEn!: string;
}
