/**
 * How many random graphs a differential test draws: LINEAGE_GRAPHS, or a share that every commit can afford.
 * @param batch they are drawn so many at a time.
 */
export function howManyGraphs(share: number, batch = 1): number {
  const wanted = Number(process.env['LINEAGE_GRAPHS'] ?? share);
  if (!Number.isSafeInteger(wanted) || wanted < 1) throw new RangeError('LINEAGE_GRAPHS takes a whole number from 1.');
  return Math.ceil(wanted / batch) * batch;
}

/** Milliseconds that a test on so many graphs may take. */
export const patienceFor = (graphs: number): number => Math.max(120_000, graphs * 1_000);

/** Graphs that are drawn when they are looked at, so that thousands of them do not stand in memory. */
export const drawn = <T>(count: number, draw: (i: number) => T): Iterable<T> => ({
  *[Symbol.iterator]() {
    for (let i = 0; i < count; i++) yield draw(i);
  },
});
