import { Field, ID, InputType } from 'type-graphql';
import { IsCode, WhenGiven } from '../../kernel/text/plain-text.ts';

@InputType({ description: 'Which datasets; what is left out does not restrict.' })
export class QualityRollupFilter {
  @Field(() => ID, {
    nullable: true,
    description: 'On the version in force of this data list, or on this mandate list; judged by its profile.',
  })
  @WhenGiven()
  @IsCode()
  list?: string | null;

  @Field(() => ID, { nullable: true, description: 'Published by this agency.' })
  @WhenGiven()
  @IsCode()
  agency?: string | null;
}
