import { BadInputError } from '../../kernel/errors/errors.ts';

/** A column of a dataset, as bindings keep it. */
export interface FieldRef {
  readonly dataset: string;
  readonly name: string;
}

/**
 * What may be bound: code of the dataset, a dot, name of the column of at most 512 characters. Longer names exist, but
 * a B-tree row of PostgreSQL (2,704 bytes) would not hold them.
 */
export const FIELD_REF_PATTERN = /^[A-Za-z0-9][A-Za-z0-9/:_-]{0,63}\.[\s\S]{1,512}$/u;

/** Reads `N01.ngay_sinh`: the dataset is what stands before the first dot. Null when there is no dot. */
export function parseFieldRef(ref: string): FieldRef | null {
  const dot = ref.indexOf('.');
  return dot < 0 ? null : { dataset: ref.slice(0, dot), name: ref.slice(dot + 1) };
}

/**
 * The same of what a caller wrote.
 * @throws BadInputError that names the argument.
 */
export function writtenField(ref: string, argument: string): FieldRef {
  const field = parseFieldRef(ref);
  if (field !== null) return field;
  throw new BadInputError(
    `"${ref}" is no field. Write code of the dataset, a dot, name of the column: N01.ngay_sinh.`,
    { argument },
  );
}
