import type { GraphQLError } from 'graphql';

type Path = readonly (string | number)[];

function compare(one: Path, other: Path): number {
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const [a, b] = [one[at] as string | number, other[at] as string | number];
    if (a === b) continue;
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return String(a) < String(b) ? -1 : 1;
  }
  return one.length - other.length;
}

/**
 * Errors by their paths, those without one first: what fails at the same time is told in the same order, whichever
 * failed first.
 */
export const inOrder = (errors: readonly GraphQLError[]): GraphQLError[] =>
  [...errors].sort((one, other) => compare(one.path ?? [], other.path ?? []));
