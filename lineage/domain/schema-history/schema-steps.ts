import type { VersionStep } from '../change-analysis/version-step.ts';
import type { ToldColumn } from './told-schema.ts';
import { stepOfToldType } from './told-type.ts';

/** Kinds of changes between two schemas that were told one after the other. */
export const TOLD_CHANGE_KINDS = ['ADDED', 'REMOVED', 'TYPE', 'NULLABILITY', 'ORDER', 'DESCRIPTION'] as const;
/** One of them. */
export type ToldChangeKind = (typeof TOLD_CHANGE_KINDS)[number];

/** A change of a column; of the order of columns, `column` is null. */
export interface ToldChange {
  readonly kind: ToldChangeKind;
  readonly column: string | null;
  readonly step: VersionStep;
  /** Type, or `nullable` and `required`; null where there is none, and for descriptions, which are not kept. */
  readonly before: string | null;
  readonly after: string | null;
}

const NULLABLE = { true: 'nullable', false: 'required' } as const;
const nullability = (nullable: boolean): string => NULLABLE[`${nullable}`];

/**
 * What a schema changes against the one before, column by column in their order, then what went, then the order. MAJOR:
 * what readers relied on may fail them: a column went, its type is not wider or may not be (nobody knows the type), a value
 * may be missing. MINOR: a column came, a type is wider, a value is no longer missing. PATCH: order and descriptions.
 * Producers do not tell renames: a column under another name went and came. What a producer does not say is not changed.
 *
 * Cost: linear in the columns.
 */
export function stepsBetween(before: readonly ToldColumn[], after: readonly ToldColumn[]): ToldChange[] {
  const former = new Map(before.map((column) => [column[0], column]));
  const now = new Set(after.map(([name]) => name));
  const changes: ToldChange[] = [];
  for (const [column, type, nullable, description] of after) {
    const was = former.get(column);
    if (was === undefined) {
      changes.push({ kind: 'ADDED', column, step: 'MINOR', before: null, after: textOf(type) });
      continue;
    }
    const raised = type === '' || was[1] === '' ? null : stepOfToldType(was[1], type);
    if (raised !== null) changes.push({ kind: 'TYPE', column, step: raised, before: was[1], after: type });
    if (nullable !== null && was[2] !== null && nullable !== was[2]) {
      const step = nullable ? 'MAJOR' : 'MINOR';
      changes.push({ kind: 'NULLABILITY', column, step, before: nullability(was[2]), after: nullability(nullable) });
    }
    if (description !== '' && description !== was[3])
      changes.push({ kind: 'DESCRIPTION', column, step: 'PATCH', before: null, after: null });
  }
  for (const [column, type] of before) {
    if (!now.has(column)) changes.push({ kind: 'REMOVED', column, step: 'MAJOR', before: textOf(type), after: null });
  }
  const stayed = before.filter(([name]) => now.has(name));
  const stays = after.filter(([name]) => former.has(name));
  if (stays.some(([name], place) => name !== stayed[place]?.[0]))
    changes.push({ kind: 'ORDER', column: null, step: 'PATCH', before: null, after: null });
  return changes;
}

const textOf = (type: string): string | null => (type === '' ? null : type);

/** The schema with what it does not say taken from the one before. */
export function carried(before: readonly ToldColumn[], after: readonly ToldColumn[]): readonly ToldColumn[] {
  const former = new Map(before.map((column) => [column[0], column]));
  return after.map((column): ToldColumn => {
    const was = former.get(column[0]);
    if (was === undefined) return column;
    const [name, type, nullable, description] = column;
    return [name, type === '' ? was[1] : type, nullable ?? was[2], description === '' ? was[3] : description];
  });
}
