import { isAbsolute, relative, sep } from 'node:path';
import { InvalidArgumentError } from 'commander';

/** A place in the repository that a pipeline works on. */
export interface Anchor {
  /** Relative to the working folder, as a URI has it. */
  readonly uri: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Reads `<file>` or `<file>:<line>`: where in the repository a change stands.
 * @throws InvalidArgumentError for what is outside of the working folder, which no code host can show.
 */
export function readAnchor(text: string): Anchor {
  const [, file = '', line = '1'] = /^(.*?)(?::(\d{1,7}))?$/s.exec(text) ?? [];
  const inside = isAbsolute(file) ? relative(process.cwd(), file) : file.replace(/^\.[/\\]/, '');
  if (inside === '' || isAbsolute(inside) || inside.split(/[/\\]/).includes('..') || Number(line) < 1) {
    throw new InvalidArgumentError(
      `${JSON.stringify(text.slice(0, 80))} is no place in this repository. Write a file below the working folder, with a line if you like: schemas/n01.json:12.`,
    );
  }
  const uri = inside.split(sep).map(encodeURIComponent).join('/');
  return { uri, line: Number(line) };
}
