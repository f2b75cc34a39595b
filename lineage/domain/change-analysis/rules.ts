import { TRANSFORMATIONS, type Transformation } from '../transformations.ts';

/** How badly a change hurts, from good to bad: the position orders them. */
export const SEVERITIES = ['UNAFFECTED', 'AT_RISK', 'BREAKS'] as const;
/** One of them. BREAKS: stops until it is adapted. AT_RISK: goes on, and may give wrong results. */
export type Severity = (typeof SEVERITIES)[number];

/**
 * What is the matter with a column, as those who read it meet it: what a change does to the column itself, and what a
 * reader passes on.
 */
export const EFFECTS = [
  'DROPPED',
  'RENAMED',
  'RETIRED',
  'RETYPED',
  'NULLS',
  'NO_NULLS',
  'MEANING',
  /** Codes come that were not there, others may go. */
  'CODES',
  /** Codes go, and none come. */
  'CODES_GONE',
  /** It no longer tells records apart. */
  'KEY',
  /** It belongs to the key now. */
  'NEW_KEY',
  /** What makes it has broken. */
  'STOPPED',
  /** What makes it goes on, and may make wrong values. */
  'DOUBTFUL',
] as const;
export type Effect = (typeof EFFECTS)[number];

/** Why a column is hurt, for programs. */
export const REASON_CODES = [
  'SOURCE_DROPPED',
  'SOURCE_RETIRED',
  'COPIED_BY_NAME',
  'READ_BY_NAME',
  'AGGREGATED_BY_NAME',
  'EXACT_TYPE_NEEDED',
  'VALUES_CUT',
  'OTHER_TEXT_FORM',
  'OTHER_ORDER',
  'NO_ORDER',
  'OTHER_ARITHMETIC',
  'TYPE_COPIED',
  'TYPE_FITS',
  'NULLS_ARRIVE',
  'NULLS_REFUSED',
  'NULLS_LEFT_OUT',
  'FEWER_NULLS',
  'MEANING_COPIED',
  'MEANING_COMPUTED_WITH',
  'MEANING_DECIDES_ROWS',
  'CODES_COPIED',
  'CODES_NOT_IN_LIST',
  'CODES_COMPUTED_WITH',
  'CODES_DECIDE_ROWS',
  'CODES_MISSED',
  'KEY_REPEATED',
  'KEY_COPIED',
  'KEY_JOINED',
  'KEY_COUNTED',
  'KEY_GROUPED',
  'KEY_LOOKED_UP',
  'KEY_NOT_USED',
  'KEY_GAINED',
  'STANDARD_REQUIRED',
  /** Of a column bound to something of the dictionary that changes. */
  'BOUND_TO_CHANGE',
  'BOUND_AND_FITS',
  'UPSTREAM_BROKEN',
  'UPSTREAM_DOUBTFUL',
  /** No rule was asked: what changes does not get so far. */
  'NOT_REACHED',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** What the reading column is bound to. Null or absent: not known, or nothing. */
export interface Needs {
  /** It does not take null. */
  readonly notNull?: boolean;
  /** A standard requires it. */
  readonly standard?: boolean;
  /** Its values are bound to a code list. */
  readonly codeList?: boolean;
  /** It is the whole key of its dataset: its values may not repeat. */
  readonly key?: boolean;
}

/**
 * How a new type goes with what reads it. CUT: it goes, but the change itself has cut values. EXACT: some functions and
 * operators take the former type only, or compute otherwise. OTHER: whoever reads the copy meets another type. UNORDERED: a type without order and equality.
 */
export type TypeVerdict = 'FITS' | 'CUT' | 'EXACT' | 'OTHER' | 'NARROW' | 'CLASH' | 'UNORDERED';

/**
 * How an effect comes to a column: over an edge that does something, over an edge between datasets (null), or because it
 * is bound to what changes in the dictionary.
 */
export type Hopping = Transformation | 'BOUND' | null;

/** One rule. The first one that matches decides; the last ones match everything. */
export interface Rule {
  readonly effect: Effect;
  /** Null: any, and the edge between datasets, which has none. DATASETS: that edge only. BOUND: a binding only. */
  readonly transformation: readonly Transformation[] | 'DATASETS' | 'BOUND' | null;
  /** Only where the reading column needs this. */
  readonly needs?: keyof Needs;
  /** Only with these verdicts on the type. */
  readonly types?: readonly TypeVerdict[];
  readonly severity: Severity;
  readonly reason: ReasonCode;
  /** What readers of the reading column meet; null: nothing. */
  readonly next: Effect | null;
  readonly example: string;
}

const COPY = ['IDENTITY'] as const;
const COMPUTE = ['TRANSFORMATION', 'CONDITIONAL', 'DEIDENTIFICATION'] as const;
const HASHED = ['HASH'] as const;
/** Functions that give nothing for nothing, nearly all of them. */
const STRICT = ['IDENTITY', 'TRANSFORMATION', 'HASH'] as const;
const AGGREGATE = ['AGGREGATION'] as const;
const COMPARE = ['JOIN', 'FILTER'] as const;
const ARRANGE = ['GROUP_BY', 'SORT', 'WINDOW'] as const;
const ROWS = [...COMPARE, ...ARRANGE] as const;

/** One line of the table. */
const rule = (
  effect: Effect,
  transformation: Rule['transformation'],
  [severity, reason, next]: readonly [Severity, ReasonCode, Effect | null],
  example: string,
  only: Pick<Rule, 'needs' | 'types'> = {},
): Rule => ({ effect, transformation, severity, reason, next, example, ...only });

/** The rules (docs/adr/0018, and 0019 for what is bound). */
// biome-ignore format: a table is read by its columns
export const RULES: readonly Rule[] = [
  rule('RETYPED', 'BOUND', ['UNAFFECTED', 'BOUND_AND_FITS', null], 'the element ngay_sinh becomes a date, and the column is one already', { types: ['FITS'] }),
  rule('RETYPED', 'BOUND', ['AT_RISK', 'BOUND_TO_CHANGE', 'RETYPED'], 'the element ngay_sinh becomes a text: the column has to follow, and then its readers meet a text'),
  rule('NULLS', 'BOUND', ['AT_RISK', 'BOUND_TO_CHANGE', 'NULLS'], 'the element ho_ten may be missing: the column will miss it too'),
  rule('NO_NULLS', 'BOUND', ['UNAFFECTED', 'BOUND_AND_FITS', null], 'the element ho_ten is required, and the column is NOT NULL already', { needs: 'notNull' }),
  rule('NO_NULLS', 'BOUND', ['AT_RISK', 'BOUND_TO_CHANGE', 'NO_NULLS'], 'the element ho_ten is required: records that miss it have to be completed'),
  rule('MEANING', 'BOUND', ['AT_RISK', 'BOUND_TO_CHANGE', 'MEANING'], 'the element dien_tich is in hectares now: the column has to follow'),
  rule('CODES', 'BOUND', ['AT_RISK', 'BOUND_TO_CHANGE', 'CODES'], 'the list ma_phuong has other codes: the column has to be recoded'),
  rule('CODES_GONE', 'BOUND', ['AT_RISK', 'BOUND_TO_CHANGE', 'CODES_GONE'], 'the list ma_phuong loses the codes of former wards: records that have them are to be recoded'),

  rule('DROPPED', null, ['BREAKS', 'SOURCE_DROPPED', 'STOPPED'], 'SELECT ngay_sinh FROM n01, and the column is no more'),
  rule('RETIRED', null, ['BREAKS', 'SOURCE_RETIRED', 'STOPPED'], 'SELECT … FROM n01, and the table is no more'),

  rule('RENAMED', AGGREGATE, ['AT_RISK', 'AGGREGATED_BY_NAME', 'DOUBTFUL'], 'avg(gia_dat): the figure has a name of its own; the mapping is adapted and it stays what it was'),
  rule('RENAMED', COPY, ['BREAKS', 'COPIED_BY_NAME', 'STOPPED'], 'SELECT ho_ten FROM n01, which is ten_day_du now'),
  rule('RENAMED', null, ['BREAKS', 'READ_BY_NAME', 'STOPPED'], "upper(ho_ten), … WHERE ho_ten <> ''"),

  rule('RETYPED', COPY, ['BREAKS', 'EXACT_TYPE_NEEDED', 'STOPPED'], 'a text is put into a column of type date', { types: ['CLASH'] }),
  rule('RETYPED', COMPUTE, ['BREAKS', 'EXACT_TYPE_NEEDED', 'STOPPED'], 'extract(year FROM ngay_sinh) of a text', { types: ['CLASH'] }),
  rule('RETYPED', AGGREGATE, ['BREAKS', 'EXACT_TYPE_NEEDED', 'STOPPED'], 'sum(so_tien) of texts', { types: ['CLASH'] }),
  rule('RETYPED', COMPARE, ['BREAKS', 'EXACT_TYPE_NEEDED', 'STOPPED'], 'JOIN … ON a.ma = b.ma of a text and a number', { types: ['CLASH'] }),
  rule('RETYPED', ARRANGE, ['BREAKS', 'NO_ORDER', 'STOPPED'], 'GROUP BY of json, which has no equality', { types: ['UNORDERED'] }),
  rule('RETYPED', ARRANGE, ['AT_RISK', 'OTHER_ORDER', 'DOUBTFUL'], "ORDER BY of texts puts '10' before '9'", { types: ['CLASH'] }),
  rule('RETYPED', HASHED, ['UNAFFECTED', 'TYPE_FITS', null], 'md5 of a varchar(20) that was a varchar(10)', { types: ['FITS'] }),
  rule('RETYPED', HASHED, ['AT_RISK', 'OTHER_TEXT_FORM', 'DOUBTFUL'], "md5('1') is not md5('1.00'): hashes no longer meet"),
  rule('RETYPED', null, ['AT_RISK', 'EXACT_TYPE_NEEDED', 'DOUBTFUL'], 'a bigint is put into a column of type integer; records are grouped by a day that has a time now', { types: ['NARROW'] }),
  rule('RETYPED', COMPUTE, ['AT_RISK', 'OTHER_ARITHMETIC', 'DOUBTFUL'], 'nam / 100 of integers drops the rest, of numerics it does not; left(ten, so) takes no bigint', { types: ['EXACT'] }),
  rule('RETYPED', COPY, ['AT_RISK', 'TYPE_COPIED', null], 'a view of ngay_sinh gives texts now: whoever reads it outside of the graph, or UNIONs it with days, meets them', { types: ['OTHER'] }),
  rule('RETYPED', null, ['AT_RISK', 'VALUES_CUT', 'DOUBTFUL'], 'numeric(12,2) became integer: the sum is of rounded values', { types: ['CUT'] }),
  rule('RETYPED', null, ['UNAFFECTED', 'TYPE_FITS', null], 'integer became bigint, and it is summed'),

  rule('NULLS', STRICT, ['BREAKS', 'NULLS_REFUSED', 'STOPPED'], 'a null, or upper(null), is put into a column that is NOT NULL', { needs: 'notNull' }),
  rule('NULLS', COPY, ['AT_RISK', 'STANDARD_REQUIRED', 'NULLS'], 'QCVN 109:2017 requires ho_ten', { needs: 'standard' }),
  rule('NULLS', ARRANGE, ['AT_RISK', 'NULLS_ARRIVE', 'DOUBTFUL'], 'ORDER BY gia_dat DESC begins with nulls; GROUP BY has a group of them'),
  rule('NULLS', [...AGGREGATE, ...COMPARE], ['AT_RISK', 'NULLS_LEFT_OUT', 'DOUBTFUL'], 'avg leaves nulls out, a join drops their rows'),
  rule('NULLS', null, ['AT_RISK', 'NULLS_ARRIVE', 'NULLS'], 'ho || ten is null when one of them is'),
  rule('NO_NULLS', null, ['UNAFFECTED', 'FEWER_NULLS', null], 'a column becomes NOT NULL: its readers get less than they can take'),

  rule('MEANING', COPY, ['BREAKS', 'STANDARD_REQUIRED', 'MEANING'], 'a standard says what ngay_sinh means, and it means something else now', { needs: 'standard' }),
  rule('MEANING', COPY, ['AT_RISK', 'MEANING_COPIED', 'MEANING'], 'an area in hectares stands where square metres are expected'),
  rule('MEANING', ROWS, ['AT_RISK', 'MEANING_DECIDES_ROWS', 'DOUBTFUL'], 'WHERE dien_tich > 500, now in hectares'),
  rule('MEANING', null, ['AT_RISK', 'MEANING_COMPUTED_WITH', 'DOUBTFUL'], 'sum(dien_tich) of two units'),

  rule('CODES', COPY, ['BREAKS', 'CODES_NOT_IN_LIST', 'STOPPED'], 'a new code is put into a column bound to the former list', { needs: 'codeList' }),
  rule('CODES', COPY, ['AT_RISK', 'CODES_COPIED', 'CODES'], 'ma_phuong of the new division arrives'),
  rule('CODES', ['SORT'], ['UNAFFECTED', 'CODES_COPIED', null], 'ORDER BY ma_phuong orders new codes as well'),
  rule('CODES', [...COMPARE, 'GROUP_BY', 'WINDOW'], ['AT_RISK', 'CODES_DECIDE_ROWS', 'DOUBTFUL'], "WHERE trang_thai = 'DONE'"),
  rule('CODES', null, ['AT_RISK', 'CODES_COMPUTED_WITH', 'DOUBTFUL'], "CASE trang_thai WHEN 'DONE' …"),

  rule('CODES_GONE', ['SORT'], ['UNAFFECTED', 'CODES_MISSED', null], 'ORDER BY ma_phuong orders fewer codes as well'),
  rule('CODES_GONE', COPY, ['AT_RISK', 'CODES_MISSED', 'CODES_GONE'], 'what was copied before has codes that the source knows no more; a list that had them takes the rest'),
  rule('CODES_GONE', null, ['AT_RISK', 'CODES_MISSED', 'DOUBTFUL'], "WHERE ma_phuong = '27007' finds nothing any more, and says so to nobody"),

  rule('KEY', STRICT, ['BREAKS', 'KEY_REPEATED', 'STOPPED'], 'a value that repeats is put into a column that is the PRIMARY KEY', { needs: 'key' }),
  rule('KEY', [...COPY, 'HASH'], ['AT_RISK', 'KEY_COPIED', 'KEY'], 'so_dinh_danh is no longer unique in the copy'),
  rule('KEY', ['JOIN', 'WINDOW'], ['AT_RISK', 'KEY_JOINED', 'DOUBTFUL'], 'a join over a key that repeats multiplies rows'),
  rule('KEY', AGGREGATE, ['AT_RISK', 'KEY_COUNTED', 'DOUBTFUL'], 'count(ma_hs) counts a pupil twice'),
  rule('KEY', ['GROUP_BY'], ['AT_RISK', 'KEY_GROUPED', 'DOUBTFUL'], 'SELECT ho_ten … GROUP BY so_dinh_danh: allowed as long as that is the key'),
  rule('KEY', ['FILTER'], ['AT_RISK', 'KEY_LOOKED_UP', 'DOUBTFUL'], '(SELECT ho_ten … WHERE so_dinh_danh = …) finds more than one record'),
  rule('KEY', null, ['UNAFFECTED', 'KEY_NOT_USED', null], 'ORDER BY ma_ho_so; substr(so_dinh_danh, 1, 3)'),
  rule('NEW_KEY', null, ['UNAFFECTED', 'KEY_GAINED', null], 'a column becomes the key: its readers get no value that they did not get'),

  rule('STOPPED', 'DATASETS', ['AT_RISK', 'UPSTREAM_BROKEN', 'DOUBTFUL'], 'a dataset is fed by one that breaks, and which columns it takes is not known'),
  rule('STOPPED', null, ['BREAKS', 'UPSTREAM_BROKEN', 'STOPPED'], 'a view over a view that can no longer be made'),
  rule('DOUBTFUL', null, ['AT_RISK', 'UPSTREAM_DOUBTFUL', 'DOUBTFUL'], 'a copy of a figure that may be wrong'),
];

/** Rules by effect and by how it comes, in their order. */
const BY_HOP: ReadonlyMap<Effect, ReadonlyMap<Hopping, readonly Rule[]>> = new Map(
  EFFECTS.map((effect) => {
    const lines = RULES.filter((line) => line.effect === effect);
    const hoppings: readonly Hopping[] = [...TRANSFORMATIONS, 'BOUND', null];
    return [effect, new Map(hoppings.map((by) => [by, lines.filter((line) => follows(line.transformation, by))]))];
  }),
);

/** What one hop asks the table. */
export interface Hop {
  readonly effect: Effect;
  readonly transformation: Hopping;
  readonly needs: Needs;
  /** Of RETYPED only. */
  readonly type: TypeVerdict | null;
}

/** The rule that decides a hop. Every effect has one that matches all: a test sees to it. */
export function ruleFor({ effect, transformation, needs, type }: Hop): Rule {
  const found = (BY_HOP.get(effect)?.get(transformation) ?? []).find(
    (line) =>
      (line.needs === undefined || needs[line.needs] === true) &&
      (line.types === undefined || (type !== null && line.types.includes(type))),
  );
  if (found === undefined) throw new Error(`No rule for ${effect} along ${transformation ?? 'a dataset edge'}.`);
  return found;
}

function follows(wanted: Rule['transformation'], given: Hopping): boolean {
  if (wanted === null) return true;
  if (wanted === 'DATASETS') return given === null;
  return wanted === 'BOUND' || given === 'BOUND' ? wanted === given : given !== null && wanted.includes(given);
}
