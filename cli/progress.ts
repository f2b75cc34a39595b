const WIDTH = 30;
/** Where nobody looks on, a line for each tenth. */
const LINES = 10;
/** A terminal is not written to more often than this. */
const DRAW_EVERY_MS = 100;

/** Where progress is written: standard error, as a rule. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows how far something is. */
export interface Progress {
  tell(done: number, of: number): void;
  /** Leaves the line. */
  end(): void;
}

/** A bar that is drawn over itself on a terminal, lines elsewhere. @param what is counted: "events". */
export function progress(output: ProgressOutput, what: string, now: () => number = () => performance.now()): Progress {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let linedAt = 0;
  let drawn = false;
  return {
    tell(done, of) {
      const part = of === 0 ? 1 : Math.min(1, done / of);
      const said = `${String(Math.floor(part * 100)).padStart(3)} %  ${done} of ${of} ${what}`;
      if (output.isTTY === true) {
        if (part < 1 && now() - drawnAt < DRAW_EVERY_MS) return;
        drawnAt = now();
        drawn = true;
        const full = Math.round(part * WIDTH);
        output.write(`\r[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${said}`);
      } else if (Math.floor(part * LINES) > linedAt) {
        linedAt = Math.floor(part * LINES);
        output.write(`${said}\n`);
      }
    },
    end() {
      if (drawn) output.write('\n');
      drawn = false;
    },
  };
}
