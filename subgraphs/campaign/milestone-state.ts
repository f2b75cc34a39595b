import { cityDay } from './city-time.ts';

/** A milestone as its state is told by. */
export interface MilestoneDates {
  readonly dueOn: Date;
  readonly reachedOn: Date | null;
}

/**
 * Where a milestone stands at an instant, by days of the city: its day counts to the end. Nobody having said that it was
 * reached is not the same as its having been missed: after its day it is overdue, until somebody says when.
 */
export function milestoneStateAt(
  { dueOn, reachedOn }: MilestoneDates,
  at: Date,
): 'AHEAD' | 'REACHED' | 'REACHED_LATE' | 'OVERDUE' {
  if (reachedOn !== null && reachedOn <= at) return cityDay(reachedOn) <= cityDay(dueOn) ? 'REACHED' : 'REACHED_LATE';
  return cityDay(at) <= cityDay(dueOn) ? 'AHEAD' : 'OVERDUE';
}
