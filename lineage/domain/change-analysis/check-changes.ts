import { datasetOfField, fieldRef, kindOfRef, nameOfField } from '../node-ref.ts';
import { type ColumnType, printColumnType, readColumnType, TYPE_FORMS } from './column-type.ts';
import type { Effect } from './rules.ts';
import { MOST_CHANGES, type SchemaChange, SchemaChangeError } from './schema-change.ts';

/** What is known of the schemas that are to change. */
export interface Schemas {
  /** Whether the column is there, and not dropped already. */
  has(column: string): boolean;
  /** Its type as the catalog writes it; null when that is not known. */
  typeOf(column: string): string | null;
}

/** A change that fits, and what those who read its target meet. */
export interface CheckedChange {
  readonly change: SchemaChange;
  readonly effect: Effect;
  /** Of TYPE only; `from` is null when the former type is not known. */
  readonly types: { readonly from: ColumnType | null; readonly to: ColumnType } | null;
}

/** Equal for changes of type that do the same. */
export const typeChangeKey = ({ from, to }: NonNullable<CheckedChange['types']>): string =>
  `${from === null ? '' : printColumnType(from)} > ${printColumnType(to)}`;

const LONGEST_NAME = 256;

/**
 * Checks the changes of one question, each by itself and against the others.
 * @throws SchemaChangeError when one does not fit its target or changes nothing, or when two contradict each other.
 */
export function checkChanges(changes: readonly SchemaChange[], schemas: Schemas): CheckedChange[] {
  const checked = changes.map((change, position) => check(change, position, schemas));
  const types = new Set(checked.flatMap(({ types }) => (types === null ? [] : typeChangeKey(types))));
  if (types.size > MOST_CHANGES) {
    throw new SchemaChangeError(
      `One question takes at most ${MOST_CHANGES} different changes of type; given: ${types.size}.`,
      MOST_CHANGES,
    );
  }
  refuseContradictions(changes, schemas);
  return checked;
}

function check(change: SchemaChange, position: number, schemas: Schemas): CheckedChange {
  const { kind, target, to } = change;
  const refuse = (problem: string): never => {
    throw new SchemaChangeError(`${kind} of ${target}: ${problem}`, position);
  };
  const plain = (effect: Effect): CheckedChange => ({ change, effect, types: null });
  const isDataset = kindOfRef(target) === 'DATASET';
  if (kind === 'RETIRE') {
    if (!isDataset) refuse('only a dataset is retired; a column is dropped (DROP).');
    if (to !== null) refuse('it takes no "to".');
    return plain('RETIRED');
  }
  if (kindOfRef(target) !== 'FIELD')
    refuse('it changes a column, such as N01.ngay_sinh; name one as target. A dataset is retired (RETIRE).');
  switch (kind) {
    case 'DROP':
      if (to !== null) refuse('it takes no "to".');
      return plain('DROPPED');
    case 'RENAME': {
      if (to === null || to.trim() === '' || to.length > LONGEST_NAME)
        return refuse(`"to" takes the new name, of 1 to ${LONGEST_NAME} characters.`);
      if (to === nameOfField(target)) refuse('it has this name already; nothing would change.');
      const taken = columnNamed(target, to, refuse);
      if (schemas.has(taken))
        refuse(`${taken} is a column already; drop or rename that one first, or take another name.`);
      return plain('RENAMED');
    }
    case 'TYPE': {
      const type = to === null ? null : readColumnType(to);
      if (type === null) return refuse(`"to" takes a type: ${TYPE_FORMS}; given: ${shown(to)}.`);
      const before = schemas.typeOf(target);
      const from = before === null ? null : readColumnType(before);
      if (from !== null && printColumnType(from) === printColumnType(type))
        refuse(`it has the type ${printColumnType(type)} already; nothing would change.`);
      return { change, effect: 'RETYPED', types: { from, to: type } };
    }
    case 'NULLABILITY':
      if (to !== 'nullable' && to !== 'required') refuse(`"to" takes nullable or required; given: ${shown(to)}.`);
      return plain(to === 'nullable' ? 'NULLS' : 'NO_NULLS');
    case 'KEY':
      if (to !== 'key' && to !== 'none') refuse(`"to" takes key or none; given: ${shown(to)}.`);
      return plain('KEY');
    default:
      if (to !== null && (to.trim() === '' || to.length > LONGEST_NAME))
        refuse(`"to" says what it becomes, in 1 to ${LONGEST_NAME} characters, or is left out.`);
      return plain(kind === 'MEANING' ? 'MEANING' : 'CODES');
  }
}

function columnNamed(target: string, name: string, refuse: (problem: string) => never): string {
  try {
    return fieldRef(datasetOfField(target), name);
  } catch {
    return refuse(`${shown(name)} is no name of a column.`);
  }
}

/** Two changes that cannot both be made. */
function refuseContradictions(changes: readonly SchemaChange[], schemas: Schemas): void {
  const byColumn = new Map<string, SchemaChange[]>();
  const names = new Map<string, string>();
  const retired = new Set(changes.filter(({ kind }) => kind === 'RETIRE').map(({ target }) => target));
  const retirements = new Set<string>();
  for (const [position, change] of changes.entries()) {
    const refuse = (problem: string): never => {
      throw new SchemaChangeError(
        `${change.kind} of ${change.target} contradicts another change: ${problem}`,
        position,
      );
    };
    if (change.kind === 'RETIRE') {
      if (retirements.has(change.target)) refuse('it is retired twice.');
      retirements.add(change.target);
      continue;
    }
    const dataset = datasetOfField(change.target);
    if (retired.has(dataset)) refuse(`${dataset} is retired as a whole.`);
    const others = byColumn.get(change.target) ?? [];
    const same = others.find(({ kind }) => kind === change.kind);
    if (same !== undefined) refuse(`the column has a ${change.kind} already; one is the most.`);
    if (change.kind === 'DROP' && others.length > 0) refuse(`the column has a ${others[0]?.kind} too.`);
    if (others.some(({ kind }) => kind === 'DROP')) refuse('the column is dropped.');
    byColumn.set(change.target, [...others, change]);
    if (change.kind === 'RENAME' && change.to !== null) {
      const name = fieldRef(dataset, change.to);
      const other = names.get(name);
      if (other !== undefined) refuse(`${other} becomes ${name} too.`);
      names.set(name, change.target);
    }
    if (!schemas.has(change.target)) refuse('the column is not in the schema.');
  }
}

const shown = (text: string | null): string => (text === null ? 'nothing' : JSON.stringify(text.slice(0, 64)));
