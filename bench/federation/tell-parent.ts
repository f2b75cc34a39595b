/**
 * Tells the benchmark that this process is ready and what it needs to know, answers it how much CPU time was used since
 * the start, and ends with it.
 */
export function tellParent(ready: Readonly<Record<string, unknown>>, close: () => Promise<void>): void {
  process.on('message', (message) => {
    if (message === 'cpu') process.send?.({ cpu: process.cpuUsage() });
  });
  process.once('disconnect', () => {
    void close().finally(() => process.exit(0));
  });
  process.send?.({ ready });
}
