import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { IsCode } from '../../kernel/text/plain-text.ts';
import { OversightRole } from './oversight.type.ts';

@InputType({ description: 'An agency that is to watch over a campaign.' })
export class AssignOversightInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the campaign.' })
  @IsCode()
  campaign!: string;

  @Field(() => ID, { description: 'Code of the agency.' })
  @IsCode()
  agency!: string;

  @Field(() => OversightRole, { description: 'What it watches over.' })
  role!: OversightRole;

  @Field(() => DateTime, { description: 'From this instant on.' })
  validFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until before this instant; without an end unless given.' })
  validTo?: Date | null;
}

@InputType({ description: 'The end of the oversight of an agency.' })
export class EndOversightInput {
  @Field(() => ID, { description: 'Code of the campaign.' })
  @IsCode()
  campaign!: string;

  @Field(() => ID, { description: 'Code of the agency.' })
  @IsCode()
  agency!: string;

  @Field(() => OversightRole, { description: 'What it watched over.' })
  role!: OversightRole;

  @Field(() => DateTime, { description: 'Until before this instant.' })
  validTo!: Date;
}
