import { Field, ID, InputType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import type { ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode } from '../../kernel/text/plain-text.ts';
import { IsFieldRefs } from './batch.inputs.ts';

/** `DataElement.fields`, by field. */
export const FIELDS_OF_ELEMENT: ListSpec<'REF'> = {
  name: 'dataElement.fields',
  key: 'ref',
  orderings: { REF: 'ref' },
  ordering: 'REF',
};

/** `CodeList.fields`, by field. */
export const FIELDS_OF_CODE_LIST: ListSpec<'REF'> = { ...FIELDS_OF_ELEMENT, name: 'codeList.fields' };

@InputType({
  description: 'Fields that have the meaning of an element; one that is bound to another element moves to this one.',
})
export class BindFieldsInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the element.' })
  @IsCode()
  element!: string;

  @Field(() => [ID], { description: 'Fields such as N01.ngay_sinh, 1 to 1,000.' })
  @IsFieldRefs()
  fields!: string[];
}

@InputType({ description: 'Fields that do not have the meaning of an element; those not bound to it are left alone.' })
export class UnbindFieldsInput {
  @Field(() => ID, { description: 'Code of the element.' })
  @IsCode()
  element!: string;

  @Field(() => [ID], { description: 'Fields such as N01.ngay_sinh, 1 to 1,000.' })
  @IsFieldRefs()
  fields!: string[];
}

@InputType({
  description:
    'Fields that take their values from a code list; one that has another list of its own changes to this one.',
})
export class BindCodeListInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the code list.' })
  @IsCode()
  codeList!: string;

  @Field(() => [ID], { description: 'Fields such as S04.trang_thai, 1 to 1,000.' })
  @IsFieldRefs()
  fields!: string[];
}

@InputType({
  description: 'Fields that no longer have a code list of their own; those not bound to it are left alone.',
})
export class UnbindCodeListInput {
  @Field(() => ID, { description: 'Code of the code list.' })
  @IsCode()
  codeList!: string;

  @Field(() => [ID], { description: 'Fields such as S04.trang_thai, 1 to 1,000.' })
  @IsFieldRefs()
  fields!: string[];
}
