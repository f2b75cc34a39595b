import { InvalidArgumentError } from 'commander';

/** Reads a whole number from 1 to 1,000,000 of the command line. */
export function count(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text) || Number(text) > 1_000_000)
    throw new InvalidArgumentError('It takes a whole number from 1 to 1000000.');
  return Number(text);
}
