import { readColumnType } from '../change-analysis/column-type.ts';
import { stepOfType, type VersionStep } from '../change-analysis/version-step.ts';

/** Names that Spark, BigQuery, Snowflake and Java give types, and the type of PostgreSQL that holds the same values. */
const ALIASES: Readonly<Record<string, string>> = {
  string: 'text',
  byte: 'smallint',
  tinyint: 'smallint',
  short: 'smallint',
  long: 'bigint',
  int64: 'bigint',
  int32: 'integer',
  float: 'real',
  float64: 'double precision',
  double: 'double precision',
  number: 'numeric',
  bignumeric: 'numeric',
  binary: 'bytea',
  bytes: 'bytea',
  datetime: 'timestamp',
};

const FORM = /^([a-z0-9]+)(\(.*\))?$/;

/** Reads a type as producers write it: of PostgreSQL or of the catalog, or a name that others give one. Null for any other. */
function readToldType(text: string) {
  const [, head = '', parameters = ''] = FORM.exec(text) ?? [];
  return readColumnType(Object.hasOwn(ALIASES, head) ? ALIASES[head] + parameters : text);
}

/**
 * What another type raises; null when it is the same, in whatever case and spelling. Of types that nobody can read, as
 * structs, it is not known that values fit: MAJOR.
 */
export function stepOfToldType(before: string, after: string): VersionStep | null {
  const [was, is] = [plain(before), plain(after)];
  if (was === is) return null;
  const [from, to] = [readToldType(was), readToldType(is)];
  return to === null ? 'MAJOR' : stepOfType(from, to);
}

const plain = (type: string): string => type.trim().toLowerCase().replace(/\s+/g, ' ');
