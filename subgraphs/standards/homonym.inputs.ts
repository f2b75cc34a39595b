import { Field, ID, InputType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import type { ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsDescription } from '../../kernel/text/plain-text.ts';

/** The list of homonyms. */
export const HOMONYMS: ListSpec<'NAME'> = {
  name: 'homonyms',
  key: 'name',
  orderings: { NAME: 'name' },
  ordering: 'NAME',
};

/** `Homonym.fields`, by field. */
export const FIELDS_OF_HOMONYM: ListSpec<'REF'> = {
  name: 'homonym.fields',
  key: 'ref',
  orderings: { REF: 'ref' },
  ordering: 'REF',
};

@InputType({ description: 'A name that columns bear with different meanings; declared again, it takes the new notes.' })
export class DeclareHomonymInput extends MarkedInput {
  @Field(() => ID, { description: 'The name, such as dia_chi; no element of the dictionary may have it as its code.' })
  @IsCode()
  name!: string;

  @Field(() => String, { description: 'What it means where, in Vietnamese.' })
  @IsDescription()
  noteVi!: string;

  @Field(() => String, { description: 'What it means where, in English.' })
  @IsDescription()
  noteEn!: string;
}

@InputType({ description: 'A name that is no homonym after all.' })
export class WithdrawHomonymInput {
  @Field(() => ID, { description: 'The name.' })
  @IsCode()
  name!: string;
}
