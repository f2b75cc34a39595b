import { ArrayMaxSize, ValidateNested } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsDescription, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';

/** Most partners that are looked at in one call; four are accepted, more get the message that says so. */
const MOST_GIVEN = 50;

/** What assignments may be ordered by. */
export enum PartnerAssignmentOrderField {
  AGENCY = 'AGENCY',
  VALID_FROM = 'VALID_FROM',
}
registerEnumType(PartnerAssignmentOrderField, {
  name: 'PartnerAssignmentOrderField',
  description: 'What assignments of a partner may be ordered by.',
  valuesConfig: {
    AGENCY: { description: 'Code of the agency.' },
    VALID_FROM: { description: 'When the period begins.' },
  },
});

/** The list of assignments of a partner. */
export const ASSIGNMENTS: ListSpec<PartnerAssignmentOrderField> = {
  name: 'partner assignments',
  key: 'id',
  orderings: { AGENCY: 'agencyCode', VALID_FROM: 'validFrom' },
  ordering: PartnerAssignmentOrderField.AGENCY,
};

@InputType({ description: 'How to order assignments.' })
export class PartnerAssignmentOrder {
  @Field(() => PartnerAssignmentOrderField, { description: 'By what.' })
  field!: PartnerAssignmentOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which assignments of a partner: those in force now, unless asked otherwise.' })
export class PartnerAssignmentFilter {
  @Field(() => DateTime, { nullable: true, description: 'In force at this instant; now unless given.' })
  asOf?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for all of them, ended and planned ones included; not together with asOf.',
  })
  wholeHistory?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for those in which the partner leads, false for the others.',
  })
  isLead?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'With the agency of this code.' })
  @WhenGiven()
  @IsCode()
  agency?: string | null;
}

@InputType({ description: 'One partner of an agency.' })
export class AssignedPartnerInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the partner.' })
  @IsCode()
  partner!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it leads: exactly one of several does. Who is alone leads anyway.',
  })
  isLead?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it does for the agency, in Vietnamese; goes with the English text.',
  })
  @WhenGiven()
  @IsName()
  @IsDescription()
  scopeVi?: string | null;

  @Field(() => String, { nullable: true, description: 'What it does for the agency, in English.' })
  @WhenGiven()
  @IsName()
  @IsDescription()
  scopeEn?: string | null;
}

@InputType({
  description:
    'The partners of an agency from an instant on, all of them: who is not named ends then, later plans are replaced.',
})
export class AssignPartnersInput {
  @Field(() => ID, { description: 'Code of the agency.' })
  @IsCode()
  agency!: string;

  @Field(() => [AssignedPartnerInput], {
    description: 'At most four partners, one of them leading; none leaves the agency without.',
  })
  @ArrayMaxSize(MOST_GIVEN, { message: '$property takes at most four partners' })
  @ValidateNested({ each: true })
  partners!: AssignedPartnerInput[];

  @Field(() => DateTime, { description: 'From this instant on.' })
  validFrom!: Date;
}

@InputType({ description: 'A further partner of an agency.' })
export class AddPartnerAssignmentInput extends AssignedPartnerInput {
  @Field(() => ID, { description: 'Code of the agency.' })
  @IsCode()
  agency!: string;

  @Field(() => DateTime, { description: 'From this instant on.' })
  validFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until before this instant.' })
  validTo?: Date | null;
}

@InputType({ description: 'The end of the work of a partner for an agency.' })
export class EndPartnerAssignmentInput {
  @Field(() => ID, { description: 'Code of the agency.' })
  @IsCode()
  agency!: string;

  @Field(() => ID, { description: 'Code of the partner.' })
  @IsCode()
  partner!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'It works for the agency until before this instant; now unless given.',
  })
  validTo?: Date | null;
}

@InputType({ description: 'A hand-over of the lead among the partners of an agency.' })
export class SetLeadPartnerInput {
  @Field(() => ID, { description: 'Code of the agency.' })
  @IsCode()
  agency!: string;

  @Field(() => ID, { description: 'Code of the partner that leads from then on; it must be a partner of the agency.' })
  @IsCode()
  partner!: string;

  @Field(() => DateTime, { nullable: true, description: 'From this instant on; now unless given.' })
  from?: Date | null;
}
