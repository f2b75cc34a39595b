import { ArgsType, Field, Int } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { MOST_SKIPPED } from './observed.service.ts';

/** Arguments of a list that clients which count can read as well. */
@ArgsType()
export class SkippingArgs extends ConnectionArgs {
  @Field(() => Int, {
    defaultValue: 0,
    description: `How many elements are passed over, 0 to ${MOST_SKIPPED}: for clients that count. A cursor keeps its place when the list changes.`,
  })
  skip!: number;
}
