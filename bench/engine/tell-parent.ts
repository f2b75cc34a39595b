/** What a benchmark may ask one of its processes, by name. */
export type Questions = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Tells the benchmark that this process is ready and what it needs to know, answers its questions, of which `cpu` (the
 * time used since the start) is always one, and ends with it.
 */
export function tellParent(
  ready: Readonly<Record<string, unknown>>,
  close: () => Promise<void>,
  questions: Questions = {},
): void {
  const all: Questions = { cpu: async () => process.cpuUsage(), ...questions };
  process.on('message', (question) => {
    const answer = all[String(question)];
    if (answer !== undefined) void answer().then((value) => process.send?.({ [String(question)]: value }));
  });
  process.once('disconnect', () => {
    void close().finally(() => process.exit(0));
  });
  process.send?.({ ready });
}
