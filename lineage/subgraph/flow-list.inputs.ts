import { Field, ID, InputType } from 'type-graphql';
import { IsDocumentCode, WhenGiven } from '../../kernel/text/plain-text.ts';
import { Channel, JobType } from './enums.ts';

@InputType({ description: 'Which flows; what is left out or null does not restrict.' })
export class FlowFilter {
  @Field(() => Channel, { nullable: true, description: 'Over this channel.' })
  channel?: Channel | null;

  @Field(() => JobType, { nullable: true, description: 'Of this type.' })
  type?: JobType | null;

  @Field(() => Boolean, { nullable: true, description: 'Mandatory ones, or the others.' })
  mandatory?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'That rest on the policy document with this number.' })
  @WhenGiven()
  @IsDocumentCode()
  document?: string | null;
}
