import { BadInputError } from './errors/errors.ts';

/** A half-open interval of time; `validTo` null is open-ended. */
export interface Validity {
  readonly validFrom: Date;
  readonly validTo: Date | null;
}

/** @throws BadInputError when the interval is empty or runs backwards. */
export function checkValidity({ validFrom, validTo }: Validity): void {
  if (validTo !== null && validTo <= validFrom) {
    throw new BadInputError(
      `validTo must be after validFrom; given validFrom ${validFrom.toISOString()} and validTo ${validTo.toISOString()}. Leave validTo out for an open end.`,
      { argument: 'validTo' },
    );
  }
}

/** Whether an instant lies in the interval. */
export const isValidAt = ({ validFrom, validTo }: Validity, at: Date): boolean =>
  validFrom <= at && (validTo === null || at < validTo);

/** MikroORM condition: valid at an instant. */
export const validAt = (at: Date): Record<string, unknown> => ({
  validFrom: { $lte: at },
  $or: [{ validTo: null }, { validTo: { $gt: at } }],
});
