import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { IsCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { AccountableDuty } from './accountable-post.type.ts';

@InputType({ description: 'Appoints a post that answers for the data work of its agency; never a person.' })
export class AppointAccountablePostInput {
  @Field(() => ID, { description: 'Code of the agency.' })
  @IsCode()
  agency!: string;

  @Field(() => String, { description: 'Vietnamese title of the post, such as Giám đốc Sở Y tế.' })
  @IsName()
  postVi!: string;

  @Field(() => String, { description: 'English title of the post.' })
  @IsName()
  postEn!: string;

  @Field(() => [AccountableDuty], {
    nullable: true,
    description: 'What it answers for; progress, quality and compliance unless given.',
  })
  @WhenGiven()
  @ArrayMinSize(1, { message: 'duties is an empty list: leave it out for all three' })
  @ArrayMaxSize(3, { message: 'duties takes each duty once' })
  duties?: AccountableDuty[] | null;

  @Field(() => DateTime, {
    description: 'From this instant on; an appointment without an end that began before ends here.',
  })
  validFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until before this instant.' })
  validTo?: Date | null;
}
