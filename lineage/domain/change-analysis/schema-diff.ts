import { fieldRef, LONGEST_PART } from '../node-ref.ts';
import { readColumnType, TYPE_FORMS } from './column-type.ts';
import { type SchemaChange, SchemaChangeError } from './schema-change.ts';
import { stepOfType, type VersionStep } from './version-step.ts';

/** Most columns of a proposed schema: as many as a dataset may have. */
export const MOST_PROPOSED = 10_000;

/** A column of a proposed schema; they stand in their order. */
export interface ProposedColumn {
  readonly name: string;
  readonly type: string;
  /** The name that it has now; null or absent: the same. */
  readonly renamedFrom?: string | null | undefined;
  /** Whether a value may be missing; null or absent: as it is. */
  readonly nullable?: boolean | null | undefined;
  /** Whether it belongs to the key; null or absent: as it is. */
  readonly isKey?: boolean | null | undefined;
}

/** A column of the schema in force; they stand in their order. */
export interface ColumnInForce {
  readonly name: string;
  readonly type: string;
  /** Null: not known, so that whatever is proposed changes it. */
  readonly nullable: boolean | null;
  readonly isKey: boolean | null;
}

/** What a proposed schema changes. */
export interface SchemaDiff {
  readonly changes: readonly SchemaChange[];
  /** Names of new columns. */
  readonly added: readonly string[];
  /** Whether columns that stay stand in another order. */
  readonly reordered: boolean;
  /**
   * MAJOR: readers that knew the former schema may fail: a column dropped or renamed, of a type that is not wider, one
   * that may be missing now, another key. MINOR: columns added or widened, or no longer missing. PATCH: another order only.
   */
  readonly step: VersionStep;
}

/**
 * Compares a proposed schema with the one in force. Renames are those that are said to be: a name that goes and another
 * that comes are else a drop and an addition.
 * @throws SchemaChangeError for what is no schema, and for one that changes nothing; the position is that of the column.
 */
export function diffSchema(
  dataset: string,
  inForce: readonly ColumnInForce[],
  proposed: readonly ProposedColumn[],
): SchemaDiff {
  const before = new Map(inForce.map((column) => [column.name, column]));
  checkSchema(proposed, before);
  const changes: SchemaChange[] = [];
  const added: string[] = [];
  const kept: string[] = [];
  let isMajor = false;
  let isWider = false;
  for (const { name, type, renamedFrom, nullable = null, isKey = null } of proposed) {
    const former = before.get(renamedFrom ?? name);
    if (former === undefined) {
      added.push(name);
      continue;
    }
    kept.push(former.name);
    const target = fieldRef(dataset, former.name);
    if (former.name !== name) {
      changes.push({ target, kind: 'RENAME', to: name });
      isMajor = true;
    }
    if (nullable !== null && nullable !== former.nullable) {
      changes.push({ target, kind: 'NULLABILITY', to: nullable ? 'nullable' : 'required' });
      if (nullable) isMajor = true;
      else isWider = true;
    }
    if (isKey !== null && isKey !== former.isKey) {
      changes.push({ target, kind: 'KEY', to: isKey ? 'key' : 'none' });
      isMajor = true;
    }
    const [was, is] = [readColumnType(former.type), readColumnType(type)];
    const raised = is === null ? null : stepOfType(was, is);
    if (raised === null) continue;
    changes.push({ target, kind: 'TYPE', to: type });
    if (raised === 'MINOR') isWider = true;
    else isMajor = true;
  }
  const stays = new Set(kept);
  for (const { name } of inForce) {
    if (!stays.has(name)) changes.push({ target: fieldRef(dataset, name), kind: 'DROP', to: null });
  }
  isMajor ||= stays.size < inForce.length;
  const order = inForce.filter(({ name }) => stays.has(name)).map(({ name }) => name);
  const reordered = kept.some((name, place) => name !== order[place]);
  if (changes.length === 0 && added.length === 0 && !reordered)
    throw new SchemaChangeError('The proposed schema is the one in force; nothing would change.', 0);
  const step = isMajor ? 'MAJOR' : isWider || added.length > 0 ? 'MINOR' : 'PATCH';
  return { changes, added, reordered, step };
}

function checkSchema(proposed: readonly ProposedColumn[], before: ReadonlyMap<string, ColumnInForce>): void {
  if (proposed.length === 0)
    throw new SchemaChangeError('A schema has one column at least. To give up a dataset, RETIRE it.', 0);
  if (proposed.length > MOST_PROPOSED)
    throw new SchemaChangeError(
      `A schema takes at most ${MOST_PROPOSED} columns; given: ${proposed.length}.`,
      MOST_PROPOSED,
    );
  const names = new Set<string>();
  const origins = new Set<string>();
  for (const [position, { name, type, renamedFrom = null, nullable, isKey }] of proposed.entries()) {
    const refuse = (problem: string): never => {
      throw new SchemaChangeError(`Column ${position + 1} of the proposed schema: ${problem}`, position);
    };
    if (name === '' || name.length > LONGEST_PART) refuse(`a name has 1 to ${LONGEST_PART} characters.`);
    if (name.includes('\0') || !name.isWellFormed()) refuse('its name holds NUL or half a surrogate pair.');
    const former = before.get(renamedFrom ?? name);
    if (isKey === true && nullable === true && !(former?.isKey === true && former.nullable === true))
      refuse('it belongs to the key and may be missing; it can be one of these.');
    if (names.has(name)) refuse(`there are two columns ${name}.`);
    if (readColumnType(type) === null)
      refuse(`${JSON.stringify(type.slice(0, 64))} is no type; types are ${TYPE_FORMS}.`);
    if (renamedFrom !== null && !before.has(renamedFrom))
      refuse(`renamedFrom: the schema in force has no column ${JSON.stringify(renamedFrom.slice(0, 64))}.`);
    const origin = renamedFrom ?? name;
    if (before.has(origin) && origins.has(origin)) refuse(`two columns come from ${origin}.`);
    names.add(name);
    origins.add(origin);
  }
}
