import { InvalidArgumentError } from 'commander';

/** How large a generated graph is. */
export interface Size {
  readonly name: string;
  /** Columns. */
  readonly nodes: number;
  /** Edges between columns, parallel ones of other jobs included. */
  readonly edges: number;
}

/** The sizes, the least first. */
export const SIZES: readonly Size[] = [
  { name: '10k', nodes: 10_000, edges: 50_000 },
  { name: '100k', nodes: 100_000, edges: 500_000 },
  { name: '1M', nodes: 1_000_000, edges: 10_000_000 },
];

/** Reads a size of the command line. */
export function sizeOf(text: string): Size {
  const found = SIZES.find(({ name }) => name === text);
  if (found === undefined)
    throw new InvalidArgumentError(`It takes one of ${SIZES.map(({ name }) => name).join(', ')}.`);
  return found;
}
