import { type ColumnType, fitOfType, printColumnType } from './column-type.ts';

/** Which part of a version number a change raises (Semantic Versioning 2.0.0, 8 to 10, read for data). */
export type VersionStep = 'MAJOR' | 'MINOR' | 'PATCH';

/**
 * What another type of a column raises: MINOR when every value of the former one fits and stays of its kind, else MAJOR;
 * null when it is the same.
 * @param was null when it is not known: then nobody knows that its values fit.
 */
export function stepOfType(was: ColumnType | null, is: ColumnType): VersionStep | null {
  if (was === null) return 'MAJOR';
  if (printColumnType(was) === printColumnType(is)) return null;
  return fitOfType(was, is) === 'WIDENING' && was.family === is.family ? 'MINOR' : 'MAJOR';
}
