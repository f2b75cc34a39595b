import { Matches } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { FieldType } from '../../kernel/graphql/field-type.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsDescription, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';

/** What elements may be ordered by. */
export enum DataElementOrderField {
  CODE = 'CODE',
  NAME = 'NAME',
}
registerEnumType(DataElementOrderField, {
  name: 'DataElementOrderField',
  description: 'What elements of the dictionary may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Code.' },
    NAME: { description: 'Vietnamese name, in Vietnamese alphabetical order.' },
  },
});

/** The list of elements. */
export const DATA_ELEMENTS: ListSpec<DataElementOrderField> = {
  name: 'dataElements',
  key: 'code',
  orderings: { CODE: 'code', NAME: 'nameVi' },
  ordering: DataElementOrderField.CODE,
};

@InputType({ description: 'How to order elements of the dictionary.' })
export class DataElementOrder {
  @Field(() => DataElementOrderField, { description: 'By what.' })
  field!: DataElementOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which elements; what is left out does not restrict.' })
export class DataElementFilter {
  @Field(() => FieldType, { nullable: true, description: 'Of this type.' })
  type?: FieldType | null;

  @Field(() => ID, { nullable: true, description: 'With values from the code list with this code.' })
  @WhenGiven()
  @IsCode()
  codeList?: string | null;

  @Field(() => RecordMark, { nullable: true, description: 'Only facts, or only sample data.' })
  mark?: RecordMark | null;
}

@InputType({ description: 'A new element of the dictionary.' })
export class CreateDataElementInput extends MarkedInput {
  @Field(() => ID, { description: 'Code, such as so_dinh_danh; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Vietnamese name.' })
  @IsName()
  nameVi!: string;

  @Field(() => String, { description: 'English name.' })
  @IsName()
  nameEn!: string;

  @Field(() => String, { description: 'Vietnamese definition.' })
  @IsDescription()
  @Matches(/\S/u, { message: '$property must not be blank' })
  definitionVi!: string;

  @Field(() => String, { description: 'English definition.' })
  @IsDescription()
  @Matches(/\S/u, { message: '$property must not be blank' })
  definitionEn!: string;

  @Field(() => FieldType, { description: 'Type of its values.' })
  type!: FieldType;

  @Field(() => ID, { nullable: true, description: 'Code of the code list that its values come from.' })
  @WhenGiven()
  @IsCode()
  codeList?: string | null;
}

@InputType({ description: 'What to change of an element; what is left out stays, null clears what may be empty.' })
export class UpdateDataElementInput {
  @Field(() => ID, { description: 'Code of the element.' })
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

  @Field(() => String, { nullable: true, description: 'Vietnamese definition.' })
  @WhenGiven()
  @IsDescription()
  @Matches(/\S/u, { message: '$property must not be blank' })
  definitionVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English definition.' })
  @WhenGiven()
  @IsDescription()
  @Matches(/\S/u, { message: '$property must not be blank' })
  definitionEn?: string | null;

  @Field(() => FieldType, { nullable: true, description: 'Type of its values.' })
  type?: FieldType | null;

  @Field(() => ID, { nullable: true, description: 'Code of the code list that its values come from; null for none.' })
  @WhenGiven()
  @IsCode()
  codeList?: string | null;
}
