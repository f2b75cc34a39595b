import type { IndicatorTarget } from './indicator-target.ts';

/** Where a figure stands. */
export type StandingName = 'REACHED' | 'NOT_REACHED' | 'NOT_MEASURED';

/** Share of the value by which an APPROX figure may fall short. */
const ABOUT = 0.05;

const reached = ({ operator, value, valueTo }: IndicatorTarget, latest: number): boolean => {
  switch (operator) {
    case 'LE':
    case 'RANK_TOP':
      return latest <= value;
    case 'GT':
      return latest > value;
    case 'RANGE':
      return latest >= value && latest <= (valueTo ?? value);
    case 'APPROX':
      return latest >= value - Math.abs(value) * ABOUT;
    default:
      // EQ too: a goal that its source states without "at least" is no less reached when it is passed.
      return latest >= value;
  }
};

/** Where the latest figure stands against what is to be reached; what was never measured is not taken for 0. */
export const standingOf = (target: IndicatorTarget, latest: number | null): StandingName =>
  latest === null ? 'NOT_MEASURED' : reached(target, latest) ? 'REACHED' : 'NOT_REACHED';
