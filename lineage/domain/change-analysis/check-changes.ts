import { type DictionaryKind, isDictionaryKind } from '../dictionary/dictionary-facts.ts';
import { datasetOfField, fieldRef, kindOfRef, LONGEST_PART, nameOfField } from '../node-ref.ts';
import { type ColumnType, printColumnType, readColumnType, TYPE_FORMS } from './column-type.ts';
import type { Effect } from './rules.ts';
import { type ChangeKind, MOST_CHANGES, type SchemaChange, SchemaChangeError } from './schema-change.ts';

/** What is known of the schemas that are to change. */
export interface Schemas {
  /** Whether the column is there, and not dropped already. */
  has(column: string): boolean;
  /** The type of a column or an element as the catalog writes it; null when that is not known. */
  typeOf(target: string): string | null;
  /** Whether a value may be missing; null when that is not known. */
  isNullable(column: string): boolean | null;
  /** Whether it belongs to the key; null when that is not known. */
  isKey(column: string): boolean | null;
  /** References of the columns of the key of a dataset; none when that is not known. */
  keyOf(dataset: string): readonly string[];
  /** Code of the list that the values of a column, or of what is bound to an element or a list, come from; null for none. */
  listOf(target: string): string | null;
  /** References of the columns that are bound to an element, a code list or a standard. */
  boundTo(entry: string): readonly string[];
}

/** A change that fits, and what those who read its target meet. */
export interface CheckedChange {
  readonly change: SchemaChange;
  readonly effect: Effect;
  /** Of TYPE only; `from` is null when the former type is not known. */
  readonly types: { readonly from: ColumnType | null; readonly to: ColumnType } | null;
  /**
   * Of codes: the list that the values are of then. Of MEANING, of the dictionary: what they mean then, in the words of the
   * change, else the reference of what changes. Null when it is not known, and of a column that changes itself.
   */
  readonly becomes: string | null;
  /** What of the dictionary changes that the target of `change`, a column, is bound to; null when it changes itself. */
  readonly bound: string | null;
}

/** Equal for changes of a type, of a code list or of a meaning that do the same. */
export const differenceKey = ({
  effect,
  types,
  becomes,
}: Pick<CheckedChange, 'effect' | 'types' | 'becomes'>): string =>
  types === null
    ? `${effect} > ${becomes ?? ''}`
    : `${types.from === null ? '' : printColumnType(types.from)} > ${printColumnType(types.to)}`;

/** Effects that are told from others of their kind: what takes the one does not take the other. */
export const DIFFERENT: ReadonlySet<Effect> = new Set(['RETYPED', 'CODES', 'MEANING']);

/** What `to` of CODE_LIST says beside the code of a list. */
const [ADDED, REMOVED] = ['added', 'removed'];

/**
 * Checks the changes of one question, each by itself and against the others.
 * @throws SchemaChangeError when one does not fit its target or changes nothing, or when two contradict each other.
 */
export function checkChanges(changes: readonly SchemaChange[], schemas: Schemas): CheckedChange[] {
  // A name is free for another column when the one that has it gives it up in the same question.
  const vacated = new Set(changes.flatMap(({ kind, target }) => (kind === 'DROP' || kind === 'RENAME' ? target : [])));
  const checked = changes.flatMap((change, position) => {
    const kind = kindOfRef(change.target);
    return isDictionaryKind(kind)
      ? checkOfDictionary(change, kind, position, schemas)
      : check(change, position, schemas, vacated);
  });
  const different = new Set(checked.flatMap((one) => (DIFFERENT.has(one.effect) ? differenceKey(one) : [])));
  if (different.size > MOST_CHANGES) {
    throw new SchemaChangeError(
      `One question takes at most ${MOST_CHANGES} different changes of type, of meaning and of code list; given: ${different.size}. Ask in several questions.`,
      MOST_CHANGES,
    );
  }
  refuseContradictions(changes, schemas);
  refuseTwoWays(checked, changes);
  return [...checked, ...besideNewKeys(checked, schemas)];
}

/** What was the key alone tells records apart only together with what comes to it: once for each dataset. */
function besideNewKeys(checked: readonly CheckedChange[], schemas: Schemas): CheckedChange[] {
  const own = new Set(checked.flatMap(({ change: { kind, target } }) => (kind === 'KEY' ? target : [])));
  const first = new Map<string, CheckedChange>();
  for (const one of checked) {
    const dataset = one.effect === 'NEW_KEY' ? datasetOfField(one.change.target) : null;
    if (dataset !== null && !first.has(dataset)) first.set(dataset, one);
  }
  return [...first].flatMap(([dataset, one]) =>
    schemas
      .keyOf(dataset)
      .filter((column) => !own.has(column))
      .map((column) => ({ ...one, change: { ...one.change, target: column }, effect: 'KEY' })),
  );
}

/** What can be done to what stands in the dictionary; columns are dropped and renamed where they are. */
const OF_DICTIONARY: Readonly<Record<DictionaryKind, readonly ChangeKind[]>> = {
  ELEMENT: ['TYPE', 'NULLABILITY', 'MEANING', 'CODE_LIST'],
  CODELIST: ['MEANING', 'CODE_LIST'],
  STANDARD: ['NULLABILITY', 'MEANING', 'CODE_LIST'],
};

/** A change of an element, a code list or a standard: the same change of every column that is bound to it. */
function checkOfDictionary(
  change: SchemaChange,
  of: DictionaryKind,
  position: number,
  schemas: Schemas,
): readonly CheckedChange[] {
  const { kind, target } = change;
  if (!OF_DICTIONARY[of].includes(kind)) {
    throw new SchemaChangeError(
      `${kind} of ${target}: what can be done to it is ${OF_DICTIONARY[of].join(', ')}; other changes are of columns.`,
      position,
    );
  }
  const refuse = refuser(change, position);
  const { effect, type } = checkedTo(change, refuse);
  const columns = schemas.boundTo(target);
  // The element may have the type already: the question is then which columns have to follow.
  if (type !== null && columns.every((column) => isOfType(schemas.typeOf(column), type)))
    refuseSameType(schemas.typeOf(target), type, refuse);
  const becomes = change.kind === 'MEANING' ? (change.to ?? target) : listAfter(change, schemas, refuse);
  return columns.map((column) => {
    const before = schemas.typeOf(column);
    const from = before === null ? null : readColumnType(before);
    return {
      change: { ...change, target: column },
      effect,
      types: type === null ? null : { from, to: type },
      becomes,
      bound: target,
    };
  });
}

/**
 * The list that values are of after a change of codes: the one that is named, else that of the element or list whose own
 * codes change. Which codes a column has beside those of its list, nobody knows.
 */
function listAfter({ kind, target, to }: SchemaChange, schemas: Schemas, refuse: Refuse): string | null {
  if (kind !== 'CODE_LIST') return null;
  const now = schemas.listOf(target);
  if (to === null || to === ADDED || to === REMOVED) return isDictionaryKind(kindOfRef(target)) ? now : null;
  if (to === now) refuse(`its values are of ${to} already; nothing would change. Its codes change: leave "to" out.`);
  return to;
}

const isOfType = (before: string | null, type: ColumnType): boolean => {
  const from = before === null ? null : readColumnType(before);
  return from !== null && printColumnType(from) === printColumnType(type);
};

function refuseSameType(before: string | null, type: ColumnType, refuse: Refuse): ColumnType | null {
  if (isOfType(before, type)) refuse(`it has the type ${printColumnType(type)} already; nothing would change.`);
  return before === null ? null : readColumnType(before);
}

type Refuse = (problem: string) => never;

const refuser =
  ({ kind, target }: SchemaChange, position: number): Refuse =>
  (problem) => {
    throw new SchemaChangeError(`${kind} of ${target}: ${problem}`, position);
  };

/** What a change does, from its kind and `to` alone: of the kinds that columns and what they are bound to share. */
function checkedTo(
  { kind, to }: Pick<SchemaChange, 'kind' | 'to'>,
  refuse: Refuse,
): { readonly effect: Effect; readonly type: ColumnType | null } {
  switch (kind) {
    case 'TYPE': {
      const type = to === null ? null : readColumnType(to);
      if (type === null) return refuse(`"to" takes a type: ${TYPE_FORMS}; given: ${shown(to)}.`);
      return { effect: 'RETYPED', type };
    }
    case 'NULLABILITY':
      if (to !== 'nullable' && to !== 'required') refuse(`"to" takes nullable or required; given: ${shown(to)}.`);
      return { effect: to === 'nullable' ? 'NULLS' : 'NO_NULLS', type: null };
    default:
      if (to !== null && (to.trim() === '' || to.length > LONGEST_PART))
        refuse(`"to" says what it becomes, in 1 to ${LONGEST_PART} characters, or is left out.`);
      if (kind === 'MEANING') return { effect: 'MEANING', type: null };
      return { effect: to === REMOVED ? 'CODES_GONE' : 'CODES', type: null };
  }
}

function check(
  change: SchemaChange,
  position: number,
  schemas: Schemas,
  vacated: ReadonlySet<string>,
): readonly CheckedChange[] {
  const { kind, target, to } = change;
  const refuse: Refuse = refuser(change, position);
  const plain = (effect: Effect): CheckedChange[] => [{ change, effect, types: null, becomes: null, bound: null }];
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
      if (to === null || to.trim() === '' || to.length > LONGEST_PART)
        return refuse(`"to" takes the new name, of 1 to ${LONGEST_PART} characters.`);
      if (to === nameOfField(target)) refuse('it has this name already; nothing would change.');
      const taken = columnNamed(target, to, refuse);
      if (schemas.has(taken) && !vacated.has(taken))
        refuse(`${taken} is a column already; drop or rename that one as well, or take another name.`);
      return plain('RENAMED');
    }
    case 'KEY':
      if (to !== 'key' && to !== 'none') refuse(`"to" takes key or none; given: ${shown(to)}.`);
      if (schemas.isKey(target) === (to === 'key'))
        refuse(`it ${to === 'key' ? 'belongs to the key' : 'is no part of the key'} already; nothing would change.`);
      return plain(to === 'key' ? 'NEW_KEY' : 'KEY');
    default: {
      const { effect, type } = checkedTo(change, refuse);
      if (kind === 'NULLABILITY' && schemas.isNullable(target) === (to === 'nullable'))
        refuse(`it is ${to} already; nothing would change.`);
      const becomes = listAfter(change, schemas, refuse);
      if (type === null) return plain(effect).map((one) => ({ ...one, becomes }));
      const from = refuseSameType(schemas.typeOf(target), type, refuse);
      return plain(effect).map((one) => ({ ...one, types: { from, to: type } }));
    }
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
  const entries = new Set<string>();
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
    if (isDictionaryKind(kindOfRef(change.target))) {
      const key = `${change.kind} ${change.target}`;
      if (entries.has(key)) refuse(`it has a ${change.kind} already; one is the most.`);
      entries.add(key);
      continue;
    }
    const dataset = datasetOfField(change.target);
    if (retired.has(dataset)) refuse(`${dataset} is retired as a whole.`);
    const others = byColumn.get(change.target) ?? [];
    const same = others.find(({ kind }) => kind === change.kind);
    if (same !== undefined) refuse(`the column has a ${change.kind} already; one is the most.`);
    if (change.kind === 'DROP' && others.length > 0) refuse(`the column has a ${others[0]?.kind} too.`);
    if (others.some(({ kind }) => kind === 'DROP')) refuse('the column is dropped.');
    if ([...others, change].some(({ kind, to }) => kind === 'KEY' && to === 'key')) {
      if ([...others, change].some(({ kind, to }) => kind === 'NULLABILITY' && to === 'nullable'))
        refuse('what belongs to the key may not be missing.');
    }
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

/**
 * Two changes of the dictionary that leave one column no way to follow both: bound to the one and to the other, it would
 * have to be required and not, or mean this and that.
 */
function refuseTwoWays(checked: readonly CheckedChange[], changes: readonly SchemaChange[]): void {
  const ways = new Map<string, CheckedChange>();
  for (const one of checked) {
    const { kind, target, to } = one.change;
    if (one.bound === null || to === null || (kind === 'CODE_LIST' && one.becomes !== to)) continue;
    const key = `${kind} ${target}`;
    const other = ways.get(key);
    ways.set(key, one);
    if (other === undefined || other.change.to === to) continue;
    const position = changes.findIndex((change) => change.target === one.bound && change.kind === kind);
    throw new SchemaChangeError(
      `${kind} of ${one.bound} contradicts another change: ${target} is bound to ${other.bound} too, which says ${shown(other.change.to)} where this says ${shown(to)}.`,
      position,
    );
  }
}

const shown = (text: string | null): string => (text === null ? 'nothing' : JSON.stringify(text.slice(0, 64)));
