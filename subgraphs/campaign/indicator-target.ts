import { BadInputError } from '../../kernel/errors/errors.ts';

/** How a figure is compared with what is to be reached. */
export interface IndicatorTarget {
  readonly operator: string;
  readonly value: number;
  readonly valueTo: number | null;
}

/** @throws BadInputError unless a range has two ends in order, everything else one value, and a rank is a whole number. */
export function checkTarget({ operator, value, valueTo }: IndicatorTarget): void {
  if (operator === 'RANGE') {
    if (valueTo === null || valueTo <= value) {
      throw new BadInputError(
        `RANGE goes from value to valueTo: give a valueTo greater than ${value}; given: ${valueTo ?? 'none'}.`,
        {
          argument: 'valueTo',
        },
      );
    }
    return;
  }
  if (valueTo !== null) {
    throw new BadInputError(
      `valueTo goes with the operator RANGE alone; given operator: ${operator}. Leave valueTo out, or use RANGE.`,
      {
        argument: 'valueTo',
      },
    );
  }
  if (operator === 'RANK_TOP' && !(Number.isInteger(value) && value >= 1)) {
    throw new BadInputError(`RANK_TOP takes a rank, a whole number from 1; given: ${value}.`, { argument: 'value' });
  }
}
