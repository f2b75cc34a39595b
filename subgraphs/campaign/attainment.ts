/** Where a target begins and ends. It may lie below its baseline, such as a number of duplicates. */
export interface Distance {
  readonly baseline: number;
  readonly value: number;
}

/** Share of the way from the baseline to the target: 0 at the baseline, 1 at the target; below 0 and above 1 beyond them. */
export const attainment = ({ baseline, value }: Distance, reached: number): number =>
  (reached - baseline) / (value - baseline);

/** Whether a figure is at the target or past it. */
export const isReached = (distance: Distance, reached: number): boolean => attainment(distance, reached) >= 1;
