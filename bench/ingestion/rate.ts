/** Runs something and gives events a second. */
export async function rateOf(events: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return events / ((performance.now() - started) / 1_000);
}
