import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'The channel that a platform for sharing is.' })
@Directive('@key(fields: "code")')
export class DataChannel {
  @Field(() => ID, { description: 'Name of the channel, as flows give it: NDOP, NDXP or LGSP.' })
  code!: string;

  static of(code: string): DataChannel {
    return Object.assign(new DataChannel(), { code });
  }
}
