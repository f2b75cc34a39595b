import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { FieldType } from '../../kernel/graphql/field-type.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { DocumentStatus } from './document-status.ts';

/** What standards may be ordered by. */
export enum StandardOrderField {
  CODE = 'CODE',
  TITLE = 'TITLE',
}
registerEnumType(StandardOrderField, {
  name: 'StandardOrderField',
  description: 'What standards may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Official number.' },
    TITLE: { description: 'Vietnamese title, in Vietnamese alphabetical order.' },
  },
});

/** The list of standards. */
export const STANDARDS: ListSpec<StandardOrderField> = {
  name: 'standards',
  key: 'code',
  orderings: { CODE: 'code', TITLE: 'titleVi' },
  ordering: StandardOrderField.CODE,
};

@InputType({ description: 'How to order standards.' })
export class StandardOrder {
  @Field(() => StandardOrderField, { description: 'By what.' })
  field!: StandardOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which standards; what is left out does not restrict.' })
export class StandardFilter {
  @Field(() => DocumentStatus, { nullable: true, description: 'Of this status.' })
  status?: DocumentStatus | null;

  @Field(() => String, { nullable: true, description: 'Issued by exactly this body.' })
  @WhenGiven()
  @IsName()
  issuer?: string | null;

  @Field(() => RecordMark, { nullable: true, description: 'Only facts, or only sample data.' })
  mark?: RecordMark | null;
}

@InputType({ description: 'A new standard.' })
export class CreateStandardInput extends MarkedInput {
  @Field(() => ID, { description: 'Official number, such as QCVN 109:2017; never reused.' })
  @IsDocumentCode()
  code!: string;

  @Field(() => String, { description: 'Vietnamese title.' })
  @IsName()
  titleVi!: string;

  @Field(() => String, { description: 'English title.' })
  @IsName()
  titleEn!: string;

  @Field(() => String, { description: 'Who issued it.' })
  @IsName()
  issuer!: string;

  @Field(() => DocumentStatus, { defaultValue: DocumentStatus.IN_FORCE, description: 'Whether it still applies.' })
  status!: DocumentStatus;

  @Field(() => ID, { nullable: true, description: 'Number of the standard that replaced it, wholly or in part.' })
  @WhenGiven()
  @IsDocumentCode()
  replacedBy?: string | null;

  @Field(() => String, { nullable: true, description: 'Edition or amendment, such as 2016 with SĐ1:2022.' })
  @WhenGiven()
  @IsName()
  edition?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Day from which it applies.' })
  inForceFrom?: Date | null;
}

@InputType({ description: 'What to change of a standard; what is left out stays, null clears what may be empty.' })
export class UpdateStandardInput {
  @Field(() => ID, { description: 'Official number of the standard.' })
  @IsDocumentCode()
  code!: string;

  @Field(() => String, { nullable: true, description: 'Vietnamese title.' })
  @WhenGiven()
  @IsName()
  titleVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English title.' })
  @WhenGiven()
  @IsName()
  titleEn?: string | null;

  @Field(() => String, { nullable: true, description: 'Who issued it.' })
  @WhenGiven()
  @IsName()
  issuer?: string | null;

  @Field(() => DocumentStatus, { nullable: true, description: 'Whether it still applies.' })
  status?: DocumentStatus | null;

  @Field(() => ID, { nullable: true, description: 'Number of the standard that replaced it; null for none.' })
  @WhenGiven()
  @IsDocumentCode()
  replacedBy?: string | null;

  @Field(() => String, { nullable: true, description: 'Edition or amendment, such as 2016 with SĐ1:2022.' })
  @WhenGiven()
  @IsName()
  edition?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Day from which it applies.' })
  inForceFrom?: Date | null;
}

@InputType({ description: 'An element that a standard requires; required again, it takes over type and code list.' })
export class RequireElementInput extends MarkedInput {
  @Field(() => ID, { description: 'Official number of the standard.' })
  @IsDocumentCode()
  standard!: string;

  @Field(() => String, { description: 'Name of the element: its code where the dictionary has it.' })
  @IsCode()
  name!: string;

  @Field(() => FieldType, { description: 'Type that its values must have.' })
  type!: FieldType;

  @Field(() => ID, { nullable: true, description: 'Code of the code list that its values must come from.' })
  @WhenGiven()
  @IsCode()
  codeList?: string | null;
}

@InputType({ description: 'An element that a standard does not require after all.' })
export class WithdrawRequiredElementInput {
  @Field(() => ID, { description: 'Official number of the standard.' })
  @IsDocumentCode()
  standard!: string;

  @Field(() => String, { description: 'Name of the element.' })
  @IsCode()
  name!: string;
}
