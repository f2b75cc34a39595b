import { type ColumnType, fitOfType, printColumnType } from './column-type.ts';
import type { Hopping, TypeVerdict } from './rules.ts';

const ARRANGED: readonly Hopping[] = ['GROUP_BY', 'SORT', 'WINDOW'];
const COMPUTED: readonly Hopping[] = ['TRANSFORMATION', 'CONDITIONAL', 'DEIDENTIFICATION'];

/**
 * How a changed type goes with what reads it. A copy into a column whose type is declared needs an assignment cast to
 * that; an expression, and a copy into whatever it gives, needs what the former type was good for.
 * @param before the former type; null when it is not known: then nothing is known to clash but what is declared.
 * @param declared type of the reading column; null when it takes the type of what it reads, as a view does.
 */
export function typeVerdict(
  before: ColumnType | null,
  after: ColumnType,
  transformation: Hopping,
  declared: ColumnType | null,
): TypeVerdict {
  // Bound to an element of that type: it has it, or it has to follow.
  if (transformation === 'BOUND')
    return declared !== null && printColumnType(declared) === printColumnType(after) ? 'FITS' : 'CLASH';
  const cut = before !== null && ['NARROWING', 'LOSSY', 'INCOMPATIBLE'].includes(fitOfType(before, after));
  if (transformation === 'IDENTITY') {
    if (declared === null) return cut ? 'CUT' : before === null || isAlike(before, after) ? 'FITS' : 'OTHER';
    const now = fitOfType(after, declared);
    if (now === 'INCOMPATIBLE') return 'CLASH';
    const was = before === null ? 'SAME' : fitOfType(before, declared);
    if (now !== was && (now === 'NARROWING' || now === 'LOSSY')) return 'NARROW';
    return cut ? 'CUT' : 'FITS';
  }
  // The only type of those that we know without order and equality (PostgreSQL manual, 8.14).
  if (after.name === 'json' && before?.name !== 'json' && ARRANGED.includes(transformation)) return 'UNORDERED';
  if (before === null || before.array !== after.array) return 'CLASH';
  if (transformation === 'HASH') return hasSameText(before, after) && !cut ? 'FITS' : 'CLASH';
  // PostgreSQL compares and computes with days and moments alike; what was one day is many moments.
  if (before.family === 'DAY' && after.family === 'MOMENT') return 'NARROW';
  if (!isAlike(before, after)) return 'CLASH';
  if (cut) return 'CUT';
  return COMPUTED.includes(transformation) && computesOtherwise(before, after) ? 'EXACT' : 'FITS';
}

/** Whether expressions over the one are expressions over the other, at least most of them. */
const isAlike = (before: ColumnType, after: ColumnType): boolean =>
  before.family === 'DOCUMENT'
    ? before.name === after.name
    : before.family === after.family || (before.family === 'MOMENT' && after.family === 'DAY');

/** Whether every value is hashed as it was, whoever hashes: what pads its values to a length does not, nor do numbers. */
const hasSameText = (before: ColumnType, after: ColumnType): boolean =>
  before.family === 'TEXT' && after.family === 'TEXT' && before.name !== 'character' && after.name !== 'character';

/** Integers divide without a rest and count places; floats are not rounded to places. Small integers become integers. */
function computesOtherwise(before: ColumnType, after: ColumnType): boolean {
  const kind = (type: ColumnType): 'INTEGER' | 'BIG' | 'NUMERIC' | 'FLOAT' | null => {
    if (type.family !== 'NUMBER') return null;
    if (type.name === 'smallint' || type.name === 'integer') return 'INTEGER';
    if (type.name === 'bigint') return 'BIG';
    return type.name === 'numeric' ? 'NUMERIC' : 'FLOAT';
  };
  const [was, is] = [kind(before), kind(after)];
  return was !== is && is !== null && !(was === 'FLOAT' && is === 'NUMERIC');
}
