import { Field, ID, InputType } from 'type-graphql';
import { FieldType } from '../../kernel/graphql/field-type.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { IsCode, IsDocumentCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { PiiClass } from './pii-class.ts';

/** One field of a field list; checked by `checkedFields`, which names the place in the list. */
@InputType({ description: 'A field of a dataset; its place in the list is its position.' })
export class FieldInput {
  @Field(() => String, { description: 'Name, any text of 1 to 1,024 characters, once in the list. It may hold dots.' })
  name!: string;

  @Field(() => FieldType, { description: 'Type of its values.' })
  type!: FieldType;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether a value may be missing.' })
  nullable!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it belongs to the key of the dataset.' })
  isKey!: boolean;

  @Field(() => PiiClass, { description: 'Class of personal data; somebody has to decide it, so there is no default.' })
  piiClass!: PiiClass;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it identifies a person by itself.' })
  directIdentifier!: boolean;
}

@InputType({ description: 'How a field is classified from now on; what is left out stays.' })
export class UpdateFieldInput {
  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;

  @Field(() => String, { description: 'Name of the field.' })
  name!: string;

  @Field(() => PiiClass, { nullable: true, description: 'Class of personal data.' })
  piiClass?: PiiClass | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it identifies a person by itself.' })
  directIdentifier?: boolean | null;
}

@InputType({ description: 'By which law a field is published although it is personal data.' })
export class SetPublicBasisInput extends MarkedInput {
  @Field(() => ID, { description: 'Reference of the field, such as O05.nguoi_dai_dien.' })
  field!: string;

  @Field(() => ID, { nullable: true, description: 'Official number of the document; null removes the basis.' })
  @WhenGiven()
  @IsDocumentCode()
  document?: string | null;

  @Field(() => String, { nullable: true, description: 'Article of the document; goes with it.' })
  @WhenGiven()
  @IsName()
  article?: string | null;
}
