import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';

/** What partners may be ordered by. */
export enum PartnerOrderField {
  CODE = 'CODE',
  NAME = 'NAME',
  SHORT_NAME = 'SHORT_NAME',
}
registerEnumType(PartnerOrderField, {
  name: 'PartnerOrderField',
  description: 'What partners may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Code.' },
    NAME: { description: 'Vietnamese name, in Vietnamese alphabetical order.' },
    SHORT_NAME: { description: 'Short name.' },
  },
});

/** The list of partners. */
export const PARTNERS: ListSpec<PartnerOrderField> = {
  name: 'partners',
  key: 'code',
  orderings: { CODE: 'code', NAME: 'nameVi', SHORT_NAME: 'shortName' },
  ordering: PartnerOrderField.CODE,
};

@InputType({ description: 'How to order partners.' })
export class PartnerOrder {
  @Field(() => PartnerOrderField, { description: 'By what.' })
  field!: PartnerOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which partners; what is left out does not restrict.' })
export class PartnerFilter {
  @Field(() => ID, { nullable: true, description: 'Working for the agency with this code.' })
  @WhenGiven()
  @IsCode()
  agency?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'At which instant they work for the agency; now unless given. Goes with agency.',
  })
  asOf?: Date | null;
}

@InputType({ description: 'A new partner.' })
export class CreatePartnerInput extends MarkedInput {
  @Field(() => ID, { description: 'Code, such as VNPT; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Vietnamese registered name.' })
  @IsName()
  nameVi!: string;

  @Field(() => String, { description: 'English registered name.' })
  @IsName()
  nameEn!: string;

  @Field(() => String, { description: 'Name that people use.' })
  @IsName()
  shortName!: string;
}

@InputType({ description: 'What to change of a partner; what is left out stays.' })
export class UpdatePartnerInput {
  @Field(() => ID, { description: 'Code of the partner.' })
  @IsCode()
  code!: string;

  @Field(() => String, { nullable: true, description: 'Vietnamese registered name.' })
  @WhenGiven()
  @IsName()
  nameVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English registered name.' })
  @WhenGiven()
  @IsName()
  nameEn?: string | null;

  @Field(() => String, { nullable: true, description: 'Name that people use.' })
  @WhenGiven()
  @IsName()
  shortName?: string | null;
}
