/** What values of a type are, so that one of a family may stand where another one does. */
export type TypeFamily =
  | 'NUMBER'
  | 'TEXT'
  | 'DAY'
  | 'MOMENT'
  | 'TIME'
  | 'SPAN'
  | 'TRUTH'
  | 'SHAPE'
  | 'BYTES'
  | 'ID'
  | 'DOCUMENT';

/** A type of a column. */
export interface ColumnType {
  readonly family: TypeFamily;
  /** Name as PostgreSQL prints it, without parameters. */
  readonly name: string;
  /** Length of a text, digits of a number, digits of seconds after the point; null is unbounded. */
  readonly size: number | null;
  /** Digits after the point of a numeric; null is unbounded. */
  readonly scale: number | null;
  readonly array: boolean;
}

/** What becomes of the values of one type where another is needed, from good to bad. */
export const TYPE_FITS = ['SAME', 'WIDENING', 'NARROWING', 'LOSSY', 'INCOMPATIBLE'] as const;

/**
 * SAME: nothing. WIDENING: every value fits. NARROWING: some values do not fit and are refused. LOSSY: values are
 * rounded or lose a part without a word. INCOMPATIBLE: PostgreSQL has no assignment cast.
 */
export type TypeFit = (typeof TYPE_FITS)[number];

/** Whole numbers by range, then numbers with decimals: from each, those to its right hold more. */
const WHOLE = ['smallint', 'integer', 'bigint'] as const;
const WHOLE_DIGITS = { smallint: 5, integer: 10, bigint: 19 } as const;
/** Whole digits that a number of the kind surely holds exactly. */
const EXACT_IN_FLOAT = { real: 6, 'double precision': 15 } as const;

/** Name or alias → printed name and family (PostgreSQL 17 manual, chapter 8). The eight first are the catalog's own. */
const NAMES: Readonly<Record<string, readonly [string, TypeFamily]>> = {
  str: ['character varying', 'TEXT'],
  num: ['numeric', 'NUMBER'],
  int: ['integer', 'NUMBER'],
  date: ['date', 'DAY'],
  dt: ['timestamp with time zone', 'MOMENT'],
  geo: ['geometry', 'SHAPE'],
  text: ['text', 'TEXT'],
  bool: ['boolean', 'TRUTH'],
  smallint: ['smallint', 'NUMBER'],
  int2: ['smallint', 'NUMBER'],
  integer: ['integer', 'NUMBER'],
  int4: ['integer', 'NUMBER'],
  bigint: ['bigint', 'NUMBER'],
  int8: ['bigint', 'NUMBER'],
  numeric: ['numeric', 'NUMBER'],
  decimal: ['numeric', 'NUMBER'],
  real: ['real', 'NUMBER'],
  float4: ['real', 'NUMBER'],
  'double precision': ['double precision', 'NUMBER'],
  float8: ['double precision', 'NUMBER'],
  varchar: ['character varying', 'TEXT'],
  'character varying': ['character varying', 'TEXT'],
  char: ['character', 'TEXT'],
  character: ['character', 'TEXT'],
  boolean: ['boolean', 'TRUTH'],
  timestamp: ['timestamp without time zone', 'MOMENT'],
  'timestamp without time zone': ['timestamp without time zone', 'MOMENT'],
  timestamptz: ['timestamp with time zone', 'MOMENT'],
  'timestamp with time zone': ['timestamp with time zone', 'MOMENT'],
  time: ['time without time zone', 'TIME'],
  'time without time zone': ['time without time zone', 'TIME'],
  timetz: ['time with time zone', 'TIME'],
  'time with time zone': ['time with time zone', 'TIME'],
  interval: ['interval', 'SPAN'],
  geometry: ['geometry', 'SHAPE'],
  geography: ['geography', 'SHAPE'],
  bytea: ['bytea', 'BYTES'],
  uuid: ['uuid', 'ID'],
  json: ['json', 'DOCUMENT'],
  jsonb: ['jsonb', 'DOCUMENT'],
};

/** Types that take parameters, and how many. */
const PARAMETERS: Readonly<Record<string, number>> = {
  'character varying': 1,
  character: 1,
  numeric: 2,
  'timestamp without time zone': 1,
  'timestamp with time zone': 1,
  'time without time zone': 1,
  'time with time zone': 1,
  interval: 1,
};

/** Families whose parameter is the digits of seconds; PostgreSQL keeps six where none is given. */
const CLOCKS: readonly TypeFamily[] = ['MOMENT', 'TIME', 'SPAN'];
const MOST_SECOND_DIGITS = 6;
/** Characters that PostgreSQL takes as the length of a text. */
const LONGEST_TEXT = 10_485_760;

/** Types that people may write, for messages. */
export const TYPE_FORMS =
  'str, text, num, int, date, dt, geo, bool, or a type of PostgreSQL such as varchar(20), numeric(12,2), bigint, timestamp(3), timestamptz, text[]';

const FORM = /^([a-z][a-z0-9]*(?: [a-z]+)*)(?:\((\d{1,8})(?:,(\d{1,4}))?\))?((?: [a-z]+)*)(\[\])?$/;

/** Reads a type of PostgreSQL or of the catalog, in any case. Null when it is none, or its parameters are not its own. */
export function readColumnType(given: string): ColumnType | null {
  if (given.length > 64) return null;
  const text = given
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/ ?([(,[\]]) ?/g, '$1')
    .replace(/ ?\)/g, ')');
  const [, head, first, second, tail = '', array] = FORM.exec(text) ?? [];
  if (head === undefined) return null;
  const known = Object.hasOwn(NAMES, head + tail) ? NAMES[head + tail] : undefined;
  if (known === undefined) return null;
  const [name, family] = known;
  const most = PARAMETERS[name] ?? 0;
  if ((first !== undefined && most < 1) || (second !== undefined && most < 2)) return null;
  const size = first === undefined ? (name === 'character' ? 1 : null) : Number(first);
  const scale = name === 'numeric' && size !== null ? Number(second ?? 0) : null;
  if (CLOCKS.includes(family)) {
    const digits = first === undefined || Number(first) === MOST_SECOND_DIGITS ? null : Number(first);
    if (digits !== null && digits > MOST_SECOND_DIGITS) return null;
    return { family, name, size: digits, scale: null, array: array !== undefined };
  }
  if (family === 'TEXT' && (size ?? 1) > LONGEST_TEXT) return null;
  if (size === 0 || (name === 'numeric' && ((size ?? 1) > 1_000 || (scale ?? 0) > (size ?? 1_000)))) return null;
  return { family, name, size, scale, array: array !== undefined };
}

/** Prints a type as PostgreSQL does. */
export function printColumnType({ name, size, scale, array }: ColumnType): string {
  const parameters = size === null ? '' : scale === null ? `(${size})` : `(${size},${scale})`;
  // The digits of seconds stand within the name: timestamp(3) with time zone.
  const [first = '', rest = ''] = /^(time(?:stamp)?)( .*)$/.exec(name)?.slice(1) ?? [name];
  return `${first}${parameters}${rest}${array ? '[]' : ''}`;
}

/** What becomes of values of `from` where `to` is needed. */
export function fitOfType(from: ColumnType, to: ColumnType): TypeFit {
  if (printColumnType(from) === printColumnType(to)) return 'SAME';
  if (from.array !== to.array) return to.family === 'TEXT' && !to.array ? textFit(from, to) : 'INCOMPATIBLE';
  if (from.family === 'NUMBER' && to.family === 'NUMBER') return numberFit(from, to);
  if (to.family === 'TEXT') return textFit(from, to);
  if (from.name === to.name && CLOCKS.includes(from.family))
    return to.size === null || (from.size !== null && from.size < to.size) ? 'WIDENING' : 'LOSSY';
  if (from.family === to.family) return OTHERS[`${from.name} > ${to.name}`] ?? 'INCOMPATIBLE';
  return OTHERS[`${from.family} > ${to.family}`] ?? 'INCOMPATIBLE';
}

/** Pairs that are neither numbers nor become text: by names within a family, else by families. */
const OTHERS: Readonly<Record<string, TypeFit>> = {
  'timestamp without time zone > timestamp with time zone': 'LOSSY',
  'timestamp with time zone > timestamp without time zone': 'LOSSY',
  'time without time zone > time with time zone': 'LOSSY',
  'time with time zone > time without time zone': 'LOSSY',
  'geometry > geography': 'NARROWING',
  'geography > geometry': 'WIDENING',
  'json > jsonb': 'LOSSY',
  'jsonb > json': 'WIDENING',
  'DAY > MOMENT': 'WIDENING',
  'MOMENT > DAY': 'LOSSY',
  'MOMENT > TIME': 'LOSSY',
  'TIME > SPAN': 'WIDENING',
  'SPAN > TIME': 'LOSSY',
};

function numberFit(from: ColumnType, to: ColumnType): TypeFit {
  const place = (type: ColumnType): number => (WHOLE as readonly string[]).indexOf(type.name);
  if (place(from) >= 0 && place(to) >= 0) return place(from) < place(to) ? 'WIDENING' : 'NARROWING';
  if (place(to) >= 0) return 'LOSSY';
  const digits = wholeDigits(from);
  if (to.name === 'real' || to.name === 'double precision') {
    if (from.name === 'real') return 'WIDENING';
    if (from.name === 'double precision') return 'LOSSY';
    const exact = EXACT_IN_FLOAT[to.name];
    return digits !== null && digits + (from.scale ?? 0) <= exact ? 'WIDENING' : 'LOSSY';
  }
  const isFloat = from.name === 'real' || from.name === 'double precision';
  if (to.size === null) return 'WIDENING';
  const scale = from.name === 'numeric' ? from.scale : isFloat ? null : 0;
  if (scale === null || scale > (to.scale ?? 0)) return 'LOSSY';
  return digits !== null && digits <= to.size - (to.scale ?? 0) ? 'WIDENING' : 'NARROWING';
}

/** Digits before the point; null is unbounded. */
function wholeDigits({ name, size, scale }: ColumnType): number | null {
  if (name in WHOLE_DIGITS) return WHOLE_DIGITS[name as keyof typeof WHOLE_DIGITS];
  return size === null ? null : size - (scale ?? 0);
}

/** Every type can be written as a text; only its length decides. */
function textFit(from: ColumnType, to: ColumnType): TypeFit {
  if (to.array !== from.array && to.array) return 'INCOMPATIBLE';
  if (to.size === null) return 'WIDENING';
  return from.family === 'TEXT' && !from.array && from.size !== null && from.size <= to.size ? 'WIDENING' : 'NARROWING';
}
