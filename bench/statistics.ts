/** The middle of some figures, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** @throws RangeError when there is no figure. */
export function spread(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  const [least] = sorted;
  const most = sorted.at(-1);
  const above = sorted[sorted.length >> 1];
  const below = sorted[(sorted.length - 1) >> 1];
  if (least === undefined || most === undefined || above === undefined || below === undefined)
    throw new RangeError('There is no middle of no figures.');
  return { median: (below + above) / 2, least, most };
}

/**
 * Figures of the same rounds, divided round by round: what slows a machine down for a while slows both down alike, and
 * is gone from the ratio.
 * @throws RangeError when the rounds are not the same number.
 */
export function ratios(figures: readonly number[], baseline: readonly number[]): number[] {
  if (figures.length !== baseline.length)
    throw new RangeError(`${figures.length} rounds cannot be divided by ${baseline.length}.`);
  return figures.map((figure, round) => figure / (baseline[round] ?? Number.NaN));
}
