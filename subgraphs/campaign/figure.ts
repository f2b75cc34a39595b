import { Max, Min } from 'class-validator';
import { WhenGiven } from '../../kernel/text/plain-text.ts';

/** Largest figure, positive or negative: below it a Float is exact to the thousandth. */
const LARGEST_FIGURE = 1e12;
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2199;

/** Property decorator: a figure, unless none is given. */
export const IsFigure = (): PropertyDecorator => (target, key) => {
  WhenGiven()(target, key);
  const message = `$property takes a figure from -${LARGEST_FIGURE} to ${LARGEST_FIGURE}`;
  Min(-LARGEST_FIGURE, { message })(target, key);
  Max(LARGEST_FIGURE, { message })(target, key);
};

/** Property decorator: a year, unless none is given. */
export const IsYear = (): PropertyDecorator => (target, key) => {
  WhenGiven()(target, key);
  const message = `$property takes a year from ${EARLIEST_YEAR} to ${LATEST_YEAR}`;
  Min(EARLIEST_YEAR, { message })(target, key);
  Max(LATEST_YEAR, { message })(target, key);
};
