/** Most that a ratio to a baseline may be, by the baseline's short name. */
export type Bounds = ReadonlyMap<string, number>;

/**
 * Reads `apollo=0.5 monolith=1.7`.
 * @throws RangeError for another form, or a baseline that the program does not measure.
 */
export function readBounds(given: readonly string[], baselines: readonly string[]): Bounds {
  return new Map(
    given.map((text): [string, number] => {
      const [, name = '', most = ''] = /^([a-z-]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
      if (!baselines.includes(name))
        throw new RangeError(
          `--fail-above takes baseline=ratio, the baseline one of ${baselines.join(', ')}; given: "${text.slice(0, 80)}".`,
        );
      return [name, Number(most)];
    }),
  );
}

/** A sentence for every ratio that is over its bound, and for every bound that nothing was measured for. */
export const broken = (
  bounds: Bounds,
  measured: readonly { readonly what: string; readonly baseline: string; readonly ratio: number }[],
): string[] =>
  [...bounds].flatMap(([baseline, most]) => {
    const those = measured.filter((one) => one.baseline === baseline);
    if (those.length === 0) return [`Nothing was measured against ${baseline}, which has the bound ${most}.`];
    return those
      .filter(({ ratio }) => !(ratio <= most))
      .map(({ what, ratio }) => `${what}: ${ratio.toFixed(2)} of ${baseline}, at most ${most}.`);
  });
