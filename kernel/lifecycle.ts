/** How long a graceful stop may take before the process ends anyway. */
const STOP_WITHIN_MS = 10_000;

/**
 * Resolves at SIGTERM or SIGINT. A second signal ends the process at once; so does a stop that takes more than ten
 * seconds after the first.
 */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let signalled = false;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (signalled) process.exit(1);
      signalled = true;
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
      resolve(signal);
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  });
}
