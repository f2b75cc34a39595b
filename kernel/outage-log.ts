/** Tells when something begins to fail and when it works again, and is silent in between. */
export interface OutageLog {
  /** An attempt failed. */
  failed(error: unknown): void;
  /** An attempt succeeded. */
  worked(): void;
}

/**
 * For what is tried again and again: an outage of an hour is two lines, not seven thousand.
 * @param begins told the first failure. @param over told the first success after it.
 */
export function outageLog(begins: (error: unknown) => void, over: () => void): OutageLog {
  let failing = false;
  return {
    failed(error) {
      if (!failing) begins(error);
      failing = true;
    },
    worked() {
      if (failing) over();
      failing = false;
    },
  };
}
