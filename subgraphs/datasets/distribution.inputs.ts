import { IsUrl, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { IsCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';

const LONGEST_URL = 2_048;
const LONGEST_FORMAT = 64;

/** RFC 6838, 4.2: restricted names, without parameters. */
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;

/** An address that a browser may be sent to: `javascript:` and the like are refused. */
const IsWebAddress = (): PropertyDecorator =>
  IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: '$property takes an http or https address' },
  );

const IsFormat = (): PropertyDecorator =>
  MaxLength(LONGEST_FORMAT, { message: `$property takes at most ${LONGEST_FORMAT} characters` });

const IsMediaType = (): PropertyDecorator =>
  Matches(MEDIA_TYPE, { message: '$property takes a media type such as text/csv' });

@InputType({ description: 'A new form in which a dataset can be had.' })
export class AddDistributionInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;

  @Field(() => ID, { description: 'Code of the distribution, such as O01-CSV; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Format, such as CSV or API.' })
  @IsName()
  @IsFormat()
  format!: string;

  @Field(() => String, { nullable: true, description: 'Media type, such as text/csv.' })
  @WhenGiven()
  @IsMediaType()
  mediaType?: string | null;

  @Field(() => String, { nullable: true, description: 'An http or https address where it can be had.' })
  @WhenGiven()
  @IsWebAddress()
  @MaxLength(LONGEST_URL, { message: `$property takes at most ${LONGEST_URL} characters` })
  accessUrl?: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the platform through which it is had.' })
  @WhenGiven()
  @IsCode()
  accessService?: string | null;

  @Field(() => String, { nullable: true, description: 'Licence in Vietnamese; goes with the English one.' })
  @WhenGiven()
  @IsName()
  licenceVi?: string | null;

  @Field(() => String, { nullable: true, description: 'Licence in English.' })
  @WhenGiven()
  @IsName()
  licenceEn?: string | null;
}

@InputType({ description: 'What to change of a distribution; what is left out stays, null clears what may be empty.' })
export class UpdateDistributionInput {
  @Field(() => ID, { description: 'Code of the distribution.' })
  @IsCode()
  code!: string;

  @Field(() => String, { nullable: true, description: 'Format.' })
  @WhenGiven()
  @IsName()
  @IsFormat()
  format?: string | null;

  @Field(() => String, { nullable: true, description: 'Media type.' })
  @WhenGiven()
  @IsMediaType()
  mediaType?: string | null;

  @Field(() => String, { nullable: true, description: 'An http or https address where it can be had.' })
  @WhenGiven()
  @IsWebAddress()
  @MaxLength(LONGEST_URL, { message: `$property takes at most ${LONGEST_URL} characters` })
  accessUrl?: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the platform through which it is had.' })
  @WhenGiven()
  @IsCode()
  accessService?: string | null;

  @Field(() => String, { nullable: true, description: 'Licence in Vietnamese.' })
  @WhenGiven()
  @IsName()
  licenceVi?: string | null;

  @Field(() => String, { nullable: true, description: 'Licence in English.' })
  @WhenGiven()
  @IsName()
  licenceEn?: string | null;
}
