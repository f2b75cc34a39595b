import type { Reached } from './reference.ts';

/** Most differences that are told of one engine. */
const MOST_TOLD = 5;

/** What an engine answers otherwise than the reference, a sentence each. */
export function differences(
  engine: string,
  sources: readonly number[],
  expected: readonly Reached[],
  given: readonly Reached[],
): string[] {
  const wrong = sources.flatMap((source, i) => {
    const [wanted, got] = [expected[i], given[i]];
    const equal =
      wanted !== undefined &&
      got !== undefined &&
      got.nodes === wanted.nodes &&
      got.sum === wanted.sum &&
      got.distances === wanted.distances;
    return equal ? [] : [`${engine}, from ${source}: ${told(got)}; the reference: ${told(wanted)}.`];
  });
  const more = wrong.length - MOST_TOLD;
  return more > 0 ? [...wrong.slice(0, MOST_TOLD), `${engine}: ${more} more.`] : wrong;
}

const told = (reached: Reached | undefined): string =>
  reached === undefined
    ? 'nothing'
    : `${reached.nodes} nodes of sum ${reached.sum}, distances of sum ${reached.distances}`;

/** @throws Error with the differences, if there is one. */
export function compareOrThrow(...given: Parameters<typeof differences>): void {
  const wrong = differences(...given);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}
