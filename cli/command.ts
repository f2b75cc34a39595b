import type { Command } from 'commander';
import type { Config } from '../kernel/config/config.ts';

/**
 * A command: one file each. It reads the configuration only when it runs, so that --help always works, and imports the
 * system only then, so that neither --help nor the small commands wait for it.
 */
export type CommandFactory = (config: () => Config) => Command;

/** Prints JSON on standard output. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
};

/** Prints a line on standard output. */
export const printLine = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};
