import type { FieldState } from './field-state.ts';

/** What one field list changes against another, by names in the order of the new list. A rename is a removal and an addition. */
export interface SchemaChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly type: readonly string[];
  readonly nullability: readonly string[];
  readonly key: readonly string[];
  /** Class of personal data, or whether it identifies directly. */
  readonly class: readonly string[];
  /** Whether the fields that both lists have stand in another order. */
  readonly order: boolean;
}

/** Compares two field lists in one pass over each. */
export function schemaChanges(before: readonly FieldState[], after: readonly FieldState[]): SchemaChanges {
  const old = new Map(before.map((field) => [field.name, field]));
  const now = new Set(after.map((field) => field.name));
  const kept = after.flatMap((field) => {
    const was = old.get(field.name);
    return was === undefined ? [] : [{ was, field }];
  });
  const stayed = before.filter((field) => now.has(field.name));
  const namesWhere = (differs: (was: FieldState, is: FieldState) => boolean): string[] =>
    kept.filter(({ was, field }) => differs(was, field)).map(({ field }) => field.name);
  return {
    added: after.filter((field) => !old.has(field.name)).map((field) => field.name),
    removed: before.filter((field) => !now.has(field.name)).map((field) => field.name),
    type: namesWhere((was, is) => was.type !== is.type),
    nullability: namesWhere((was, is) => was.nullable !== is.nullable),
    key: namesWhere((was, is) => was.isKey !== is.isKey),
    class: namesWhere((was, is) => was.piiClass !== is.piiClass || was.directIdentifier !== is.directIdentifier),
    order: kept.some(({ field }, place) => stayed[place]?.name !== field.name),
  };
}

/** Whether the two lists were the same. */
export const isUnchanged = ({ order, ...names }: SchemaChanges): boolean =>
  !order && Object.values(names).every((changed) => changed.length === 0);
