import { BadInputError } from '../../kernel/errors/errors.ts';

/** Most points of a trend. */
const MOST_POINTS = 1_000;

/** @throws BadInputError for a number of points that is out of bounds. */
export function pointsAsked(last: number): number {
  if (last >= 1 && last <= MOST_POINTS) return last;
  throw new BadInputError(`last takes a number from 1 to ${MOST_POINTS}; given: ${last}.`, {
    argument: 'last',
    given: last,
  });
}
