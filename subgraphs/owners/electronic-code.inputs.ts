import { Matches } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { IsCode } from '../../kernel/text/plain-text.ts';

/** Decision 20/2020/QĐ-TTg: a letter and two digits, then a number for each level below, four levels in all. */
const ELECTRONIC_CODE = /^[A-Z]\d{2}(\.\d{1,3}){0,3}$/;

/** Refuses what is no electronic identification code. */
export const IsElectronicCode = (): PropertyDecorator =>
  Matches(ELECTRONIC_CODE, {
    message: '$property takes a letter and two digits with up to three numbers after dots, such as H29',
  });

@InputType({ description: 'The electronic identification code that an agency was given.' })
export class SetElectronicCodeInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the agency in this catalogue.' })
  @IsCode()
  agency!: string;

  @Field(() => ID, { description: 'Its electronic identification code, such as H29; no other agency has it.' })
  @IsElectronicCode()
  code!: string;
}
