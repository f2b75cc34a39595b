import { type ColumnType, fitOfType, printColumnType } from './column-type.ts';
import type { Hopping, TypeVerdict } from './rules.ts';

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
    if (declared === null) return cut ? 'CUT' : 'FITS';
    const now = fitOfType(after, declared);
    if (now === 'INCOMPATIBLE') return 'CLASH';
    const was = before === null ? 'SAME' : fitOfType(before, declared);
    if (now !== was && (now === 'NARROWING' || now === 'LOSSY')) return 'NARROW';
    return cut ? 'CUT' : 'FITS';
  }
  if (before === null || before.array !== after.array) return 'CLASH';
  // PostgreSQL compares and computes with days and moments alike; what was one day is many moments.
  if (before.family === 'DAY' && after.family === 'MOMENT') return 'NARROW';
  const alike = before.family === after.family || (before.family === 'MOMENT' && after.family === 'DAY');
  if (!alike) return 'CLASH';
  return cut ? 'CUT' : 'FITS';
}
