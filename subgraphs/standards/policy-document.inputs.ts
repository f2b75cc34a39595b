import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { DocumentStatus } from './document-status.ts';

/** What policy documents may be ordered by. */
export enum PolicyDocumentOrderField {
  CODE = 'CODE',
  TITLE = 'TITLE',
  ISSUED_ON = 'ISSUED_ON',
}
registerEnumType(PolicyDocumentOrderField, {
  name: 'PolicyDocumentOrderField',
  description: 'What policy documents may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Official number.' },
    TITLE: { description: 'Vietnamese title, in Vietnamese alphabetical order.' },
    ISSUED_ON: { description: 'Day of issue; documents without one count as the oldest.' },
  },
});

/** The list of policy documents. */
export const POLICY_DOCUMENTS: ListSpec<PolicyDocumentOrderField> = {
  name: 'policyDocuments',
  key: 'code',
  orderings: { CODE: 'code', TITLE: 'titleVi', ISSUED_ON: 'issuedOrder' },
  ordering: PolicyDocumentOrderField.CODE,
};

@InputType({ description: 'How to order policy documents.' })
export class PolicyDocumentOrder {
  @Field(() => PolicyDocumentOrderField, { description: 'By what.' })
  field!: PolicyDocumentOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which policy documents; what is left out does not restrict.' })
export class PolicyDocumentFilter {
  @Field(() => DocumentStatus, { nullable: true, description: 'Of this status.' })
  status?: DocumentStatus | null;

  @Field(() => DateTime, { nullable: true, description: 'Issued at this instant or later.' })
  issuedFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Issued before this instant.' })
  issuedBefore?: Date | null;

  @Field(() => RecordMark, { nullable: true, description: 'Only facts, or only sample data.' })
  mark?: RecordMark | null;
}

@InputType({ description: 'A new policy document.' })
export class CreatePolicyDocumentInput extends MarkedInput {
  @Field(() => ID, { description: 'Official number, such as 278/2025/NĐ-CP; never reused.' })
  @IsDocumentCode()
  code!: string;

  @Field(() => String, { description: 'Vietnamese title.' })
  @IsName()
  titleVi!: string;

  @Field(() => String, { description: 'English title.' })
  @IsName()
  titleEn!: string;

  @Field(() => DateTime, { nullable: true, description: 'Day of issue.' })
  issuedOn?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'In force from this day on.' })
  inForceFrom?: Date | null;

  @Field(() => DocumentStatus, { defaultValue: DocumentStatus.IN_FORCE, description: 'Whether it still applies.' })
  status!: DocumentStatus;

  @Field(() => ID, { nullable: true, description: 'Number of the document that replaced it, wholly or in part.' })
  @WhenGiven()
  @IsDocumentCode()
  replacedBy?: string | null;
}

@InputType({
  description: 'What to change of a policy document; what is left out stays, null clears what may be empty.',
})
export class UpdatePolicyDocumentInput {
  @Field(() => ID, { description: 'Official number of the document.' })
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

  @Field(() => DateTime, { nullable: true, description: 'Day of issue; null when it is not known.' })
  issuedOn?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'In force from this day on; null when it is not known.' })
  inForceFrom?: Date | null;

  @Field(() => DocumentStatus, { nullable: true, description: 'Whether it still applies.' })
  status?: DocumentStatus | null;

  @Field(() => ID, { nullable: true, description: 'Number of the document that replaced it; null for none.' })
  @WhenGiven()
  @IsDocumentCode()
  replacedBy?: string | null;
}
