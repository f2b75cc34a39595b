import { Matches } from 'class-validator';

/** ISO 8601-1:2019, 5.5.2: a duration with designators, one part at least, whole numbers. */
const DURATION = /^P(?=.)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,4}D)?(T(?=\d)(\d{1,4}H)?(\d{1,4}M)?(\d{1,4}S)?)?$/;

/** Refuses what is no ISO 8601 duration. */
export const IsDuration = (): PropertyDecorator =>
  Matches(DURATION, { message: '$property takes an ISO 8601 duration such as P1D, P1M or PT15M' });
