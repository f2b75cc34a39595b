import { ArgsType, Field, Int } from 'type-graphql';
import { BadInputError } from '../errors/errors.ts';
import { LIMITS } from '../limits/limits.ts';

/** Page size when none is asked for. */
export const DEFAULT_PAGE = 50;

/** `first` and `after` of every connection. */
@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, {
    defaultValue: DEFAULT_PAGE,
    description: `How many to return, 0 to ${LIMITS.page}; 0 asks for totalCount alone.`,
  })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the element after which to go on (pageInfo.endCursor).',
  })
  after?: string | null;
}

/** @throws BadInputError unless `first` is a whole number from 0 to 200. */
export function checkFirst(first: number): number {
  if (Number.isInteger(first) && first >= 0 && first <= LIMITS.page) return first;
  throw new BadInputError(
    `first takes a whole number from 0 to ${LIMITS.page}; given: ${first}. Ask for ${LIMITS.page} or fewer and go on with after.`,
    { argument: 'first', given: first, least: 0, most: LIMITS.page },
  );
}
