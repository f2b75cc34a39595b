import { IsEmail, MaxLength } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { AgencyLevel } from '../../kernel/graphql/agency-level.ts';
import { Bloc } from '../../kernel/graphql/bloc.ts';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { AgencyLine } from './agency.type.ts';
import { IsElectronicCode } from './electronic-code.inputs.ts';

/** What agencies may be ordered by. */
export enum AgencyOrderField {
  CODE = 'CODE',
  NAME = 'NAME',
  VALID_FROM = 'VALID_FROM',
}
registerEnumType(AgencyOrderField, {
  name: 'AgencyOrderField',
  description: 'What agencies may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Code.' },
    NAME: { description: 'Vietnamese name, in Vietnamese alphabetical order.' },
    VALID_FROM: { description: 'When the agency came into being.' },
  },
});

/** The list of agencies. */
export const AGENCIES: ListSpec<AgencyOrderField> = {
  name: 'agencies',
  key: 'code',
  orderings: { CODE: 'code', NAME: 'nameVi', VALID_FROM: 'validFrom' },
  ordering: AgencyOrderField.CODE,
};

@InputType({ description: 'How to order agencies.' })
export class AgencyOrder {
  @Field(() => AgencyOrderField, { description: 'By what.' })
  field!: AgencyOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which agencies; what is left out does not restrict.' })
export class AgencyFilter {
  @Field(() => Bloc, { nullable: true, description: 'Of this bloc.' })
  bloc?: Bloc | null;

  @Field(() => AgencyLevel, { nullable: true, description: 'Of this level.' })
  level?: AgencyLevel | null;

  @Field(() => AgencyLine, { nullable: true, description: 'In this line of command.' })
  line?: AgencyLine | null;

  @Field(() => ID, { nullable: true, description: 'Directly under the agency with this code.' })
  @WhenGiven()
  @IsCode()
  parent?: string | null;

  @Field(() => ID, { nullable: true, description: 'With this electronic identification code, such as H29.' })
  @WhenGiven()
  @IsElectronicCode()
  electronicCode?: string | null;
}

@InputType({ description: 'A new agency.' })
export class CreateAgencyInput extends MarkedInput {
  @Field(() => ID, { description: 'Code, such as A11; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Vietnamese name.' })
  @IsName()
  nameVi!: string;

  @Field(() => String, { description: 'English name.' })
  @IsName()
  nameEn!: string;

  @Field(() => Bloc, { description: 'Bloc.' })
  bloc!: Bloc;

  @Field(() => AgencyLevel, { description: 'Level.' })
  level!: AgencyLevel;

  @Field(() => AgencyLine, { description: 'Line of command.' })
  line!: AgencyLine;

  @Field(() => ID, { nullable: true, description: 'Code of the agency above it.' })
  @WhenGiven()
  @IsCode()
  parent?: string | null;

  @Field(() => DateTime, { description: 'Exists from this instant on.' })
  validFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Exists until before this instant.' })
  validTo?: Date | null;
}

@InputType({ description: 'What to change of an agency; what is left out stays, null clears what may be empty.' })
export class UpdateAgencyInput {
  @Field(() => ID, { description: 'Code of the agency.' })
  @IsCode()
  code!: string;

  @Field(() => String, { nullable: true, description: 'Vietnamese name.' })
  @WhenGiven()
  @IsName()
  nameVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English name.' })
  @WhenGiven()
  @IsName()
  nameEn?: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the agency above it; null for none.' })
  @WhenGiven()
  @IsCode()
  parent?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Exists until before this instant; null while it exists.' })
  validTo?: Date | null;
}

@InputType({ description: 'Who took over the work of a former agency.' })
export class LinkPredecessorInput {
  @Field(() => ID, { description: 'Code of the former agency.' })
  @IsCode()
  predecessor!: string;

  @Field(() => ID, { description: 'Code of the agency that took over.' })
  @IsCode()
  successor!: string;
}

@InputType({ description: 'A contact point of an agency: a post, never a person.' })
export class AddContactPointInput {
  @Field(() => ID, { description: 'Code of the agency.' })
  @IsCode()
  agency!: string;

  @Field(() => String, { description: 'Vietnamese title of the post.' })
  @IsName()
  postVi!: string;

  @Field(() => String, { description: 'English title of the post.' })
  @IsName()
  postEn!: string;

  @Field(() => String, { nullable: true, description: 'Address of the office.' })
  @WhenGiven()
  @IsEmail({}, { message: 'email takes an e-mail address' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the office.' })
  @WhenGiven()
  @MaxLength(32, { message: 'phone takes at most 32 characters' })
  phone?: string | null;
}

@InputType({ description: "Appoints a post as steward of an agency's data." })
export class AppointStewardInput {
  @Field(() => ID, { description: 'Code of the agency.' })
  @IsCode()
  agency!: string;

  @Field(() => String, { description: 'Vietnamese title of the post.' })
  @IsName()
  postVi!: string;

  @Field(() => String, { description: 'English title of the post.' })
  @IsName()
  postEn!: string;

  @Field(() => DateTime, { description: 'From this instant on.' })
  validFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until before this instant.' })
  validTo?: Date | null;
}
