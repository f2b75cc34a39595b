import { registerEnumType } from 'type-graphql';

/** Direction of an ordering. */
export enum Direction {
  ASC = 'ASC',
  DESC = 'DESC',
}

registerEnumType(Direction, {
  name: 'Direction',
  description: 'Direction of an ordering.',
  valuesConfig: { ASC: { description: 'Smallest first.' }, DESC: { description: 'Largest first.' } },
});

/**
 * How a list is ordered: a property that is never null, then the unique key. A cursor holds its value as JavaScript has
 * it: instants in whole milliseconds (a `timestamptz(3)`, or one that only our clock writes), no floating point.
 */
export interface Ordering {
  /** Property of the entity. */
  readonly property: string;
  readonly direction: Direction;
}

/** A list that can be paged: its name, its unique key and what it may be ordered by. */
export interface ListSpec<Field extends string = string> {
  /** Names the list in cursors. */
  readonly name: string;
  /** Property that is unique, the last part of every ordering. */
  readonly key: string;
  /** Property by name of ordering. */
  readonly orderings: Readonly<Record<Field, string>>;
  /** Used when none is asked for. */
  readonly ordering: Field;
}

/** The `orderBy` argument of a list. */
export interface OrderBy<Field extends string = string> {
  readonly field: Field;
  readonly direction: Direction;
}

/** The ordering that was asked for, else the list's own. */
export const orderingOf = <Field extends string>(spec: ListSpec<Field>, asked?: OrderBy<Field> | null): Ordering => ({
  property: spec.orderings[asked?.field ?? spec.ordering],
  direction: asked?.direction ?? Direction.ASC,
});
