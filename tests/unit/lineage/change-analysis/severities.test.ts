import { describe, expect, test } from 'vitest';
import { readColumnType } from '../../../../lineage/domain/change-analysis/column-type.ts';
import { EFFECTS, type Effect, type Needs, RULES, ruleFor } from '../../../../lineage/domain/change-analysis/rules.ts';
import { SENTENCES } from '../../../../lineage/domain/change-analysis/sentences.ts';
import { typeVerdict } from '../../../../lineage/domain/change-analysis/type-verdict.ts';
import { TRANSFORMATIONS, type Transformation } from '../../../../lineage/domain/transformations.ts';

/** Written by hand, from what readers of a column do: effect, transformation, severity, reason, what is passed on. */
const CASES: readonly (readonly [Effect, Transformation | 'BOUND', string, Needs?])[] = [
  ['MEANING', 'BOUND', 'AT_RISK BOUND_TO_CHANGE > MEANING'],
  ['MEANING', 'BOUND', 'AT_RISK BOUND_TO_CHANGE > MEANING', { standard: true }],
  ['CODES', 'BOUND', 'AT_RISK BOUND_TO_CHANGE > CODES', { codeList: true }],
  ['NULLS', 'BOUND', 'AT_RISK BOUND_TO_CHANGE > NULLS', { notNull: true }],
  ['NO_NULLS', 'BOUND', 'AT_RISK BOUND_TO_CHANGE > NO_NULLS'],
  ['NO_NULLS', 'BOUND', 'UNAFFECTED BOUND_AND_FITS > ', { notNull: true }],
  ['NULLS', 'IDENTITY', 'BREAKS NULLS_REFUSED > STOPPED', { notNull: true, standard: true }],
  ['NULLS', 'SORT', 'AT_RISK NULLS_ARRIVE > DOUBTFUL', { notNull: true }],
  ['NULLS', 'GROUP_BY', 'AT_RISK NULLS_ARRIVE > DOUBTFUL'],
  ['NULLS', 'WINDOW', 'AT_RISK NULLS_ARRIVE > DOUBTFUL'],
  ['NULLS', 'HASH', 'BREAKS NULLS_REFUSED > STOPPED', { notNull: true }],
  ['NULLS', 'CONDITIONAL', 'AT_RISK NULLS_ARRIVE > NULLS', { notNull: true }],
  ['NULLS', 'AGGREGATION', 'AT_RISK NULLS_LEFT_OUT > DOUBTFUL', { notNull: true }],
  ['CODES_GONE', 'BOUND', 'AT_RISK BOUND_TO_CHANGE > CODES_GONE', { codeList: true }],
  ['CODES_GONE', 'IDENTITY', 'AT_RISK CODES_MISSED > CODES_GONE', { codeList: true }],
  ['CODES_GONE', 'FILTER', 'AT_RISK CODES_MISSED > DOUBTFUL'],
  ['CODES_GONE', 'CONDITIONAL', 'AT_RISK CODES_MISSED > DOUBTFUL'],
  ['CODES_GONE', 'AGGREGATION', 'AT_RISK CODES_MISSED > DOUBTFUL'],
  ['CODES_GONE', 'SORT', 'UNAFFECTED CODES_MISSED > '],
  ['NEW_KEY', 'IDENTITY', 'UNAFFECTED KEY_GAINED > '],
  ['NEW_KEY', 'JOIN', 'UNAFFECTED KEY_GAINED > '],
  ['NEW_KEY', 'AGGREGATION', 'UNAFFECTED KEY_GAINED > '],
  ['KEY', 'IDENTITY', 'BREAKS KEY_REPEATED > STOPPED', { key: true }],
  ['KEY', 'TRANSFORMATION', 'BREAKS KEY_REPEATED > STOPPED', { key: true }],
  ['KEY', 'HASH', 'BREAKS KEY_REPEATED > STOPPED', { key: true }],
  ['KEY', 'AGGREGATION', 'AT_RISK KEY_COUNTED > DOUBTFUL', { key: true }],
  ['KEY', 'GROUP_BY', 'AT_RISK KEY_GROUPED > DOUBTFUL'],
  ['MEANING', 'AGGREGATION', 'AT_RISK MEANING_COMPUTED_WITH > DOUBTFUL', { standard: true }],
  ['CODES', 'AGGREGATION', 'AT_RISK CODES_COMPUTED_WITH > DOUBTFUL', { codeList: true }],
  ['DROPPED', 'IDENTITY', 'BREAKS SOURCE_DROPPED > STOPPED'],
  ['DROPPED', 'TRANSFORMATION', 'BREAKS SOURCE_DROPPED > STOPPED'],
  ['DROPPED', 'HASH', 'BREAKS SOURCE_DROPPED > STOPPED'],
  ['DROPPED', 'AGGREGATION', 'BREAKS SOURCE_DROPPED > STOPPED'],
  ['DROPPED', 'DEIDENTIFICATION', 'BREAKS SOURCE_DROPPED > STOPPED'],
  ['DROPPED', 'JOIN', 'BREAKS SOURCE_DROPPED > STOPPED'],
  ['DROPPED', 'FILTER', 'BREAKS SOURCE_DROPPED > STOPPED'],
  ['DROPPED', 'GROUP_BY', 'BREAKS SOURCE_DROPPED > STOPPED'],
  ['DROPPED', 'SORT', 'BREAKS SOURCE_DROPPED > STOPPED'],
  ['DROPPED', 'WINDOW', 'BREAKS SOURCE_DROPPED > STOPPED'],
  ['DROPPED', 'CONDITIONAL', 'BREAKS SOURCE_DROPPED > STOPPED'],
  ['RETIRED', 'IDENTITY', 'BREAKS SOURCE_RETIRED > STOPPED'],
  ['RETIRED', 'AGGREGATION', 'BREAKS SOURCE_RETIRED > STOPPED'],
  ['RETIRED', 'JOIN', 'BREAKS SOURCE_RETIRED > STOPPED'],
  ['RENAMED', 'IDENTITY', 'BREAKS COPIED_BY_NAME > STOPPED'],
  ['RENAMED', 'TRANSFORMATION', 'BREAKS READ_BY_NAME > STOPPED'],
  ['RENAMED', 'HASH', 'BREAKS READ_BY_NAME > STOPPED'],
  ['RENAMED', 'AGGREGATION', 'AT_RISK AGGREGATED_BY_NAME > DOUBTFUL'],
  ['RENAMED', 'DEIDENTIFICATION', 'BREAKS READ_BY_NAME > STOPPED'],
  ['RENAMED', 'JOIN', 'BREAKS READ_BY_NAME > STOPPED'],
  ['RENAMED', 'FILTER', 'BREAKS READ_BY_NAME > STOPPED'],
  ['RENAMED', 'SORT', 'BREAKS READ_BY_NAME > STOPPED'],
  ['NULLS', 'IDENTITY', 'AT_RISK NULLS_ARRIVE > NULLS'],
  ['NULLS', 'IDENTITY', 'BREAKS NULLS_REFUSED > STOPPED', { notNull: true }],
  ['NULLS', 'IDENTITY', 'AT_RISK STANDARD_REQUIRED > NULLS', { standard: true }],
  ['NULLS', 'TRANSFORMATION', 'AT_RISK NULLS_ARRIVE > NULLS'],
  ['NULLS', 'TRANSFORMATION', 'BREAKS NULLS_REFUSED > STOPPED', { notNull: true }],
  ['NULLS', 'AGGREGATION', 'AT_RISK NULLS_LEFT_OUT > DOUBTFUL'],
  ['NULLS', 'JOIN', 'AT_RISK NULLS_LEFT_OUT > DOUBTFUL'],
  ['NULLS', 'FILTER', 'AT_RISK NULLS_LEFT_OUT > DOUBTFUL'],
  ['NULLS', 'HASH', 'AT_RISK NULLS_ARRIVE > NULLS'],
  ['NO_NULLS', 'IDENTITY', 'UNAFFECTED FEWER_NULLS > '],
  ['NO_NULLS', 'AGGREGATION', 'UNAFFECTED FEWER_NULLS > '],
  ['NO_NULLS', 'JOIN', 'UNAFFECTED FEWER_NULLS > '],
  ['MEANING', 'IDENTITY', 'AT_RISK MEANING_COPIED > MEANING'],
  ['MEANING', 'IDENTITY', 'BREAKS STANDARD_REQUIRED > MEANING', { standard: true }],
  ['MEANING', 'TRANSFORMATION', 'AT_RISK MEANING_COMPUTED_WITH > DOUBTFUL'],
  ['MEANING', 'AGGREGATION', 'AT_RISK MEANING_COMPUTED_WITH > DOUBTFUL'],
  ['MEANING', 'FILTER', 'AT_RISK MEANING_DECIDES_ROWS > DOUBTFUL'],
  ['MEANING', 'SORT', 'AT_RISK MEANING_DECIDES_ROWS > DOUBTFUL'],
  ['CODES', 'IDENTITY', 'AT_RISK CODES_COPIED > CODES'],
  ['CODES', 'IDENTITY', 'BREAKS CODES_NOT_IN_LIST > STOPPED', { codeList: true }],
  ['CODES', 'TRANSFORMATION', 'AT_RISK CODES_COMPUTED_WITH > DOUBTFUL', { codeList: true }],
  ['CODES', 'CONDITIONAL', 'AT_RISK CODES_COMPUTED_WITH > DOUBTFUL'],
  ['CODES', 'FILTER', 'AT_RISK CODES_DECIDE_ROWS > DOUBTFUL'],
  ['CODES', 'JOIN', 'AT_RISK CODES_DECIDE_ROWS > DOUBTFUL'],
  ['CODES', 'GROUP_BY', 'AT_RISK CODES_DECIDE_ROWS > DOUBTFUL'],
  ['CODES', 'SORT', 'UNAFFECTED CODES_COPIED > '],
  ['CODES', 'HASH', 'AT_RISK CODES_COMPUTED_WITH > DOUBTFUL'],
  ['KEY', 'IDENTITY', 'AT_RISK KEY_COPIED > KEY'],
  ['KEY', 'HASH', 'AT_RISK KEY_COPIED > KEY'],
  ['KEY', 'JOIN', 'AT_RISK KEY_JOINED > DOUBTFUL'],
  ['KEY', 'WINDOW', 'AT_RISK KEY_JOINED > DOUBTFUL'],
  ['KEY', 'AGGREGATION', 'AT_RISK KEY_COUNTED > DOUBTFUL'],
  ['KEY', 'FILTER', 'AT_RISK KEY_LOOKED_UP > DOUBTFUL'],
  ['KEY', 'SORT', 'UNAFFECTED KEY_NOT_USED > '],
  ['KEY', 'TRANSFORMATION', 'UNAFFECTED KEY_NOT_USED > '],
  ['KEY', 'DEIDENTIFICATION', 'UNAFFECTED KEY_NOT_USED > '],
  ['STOPPED', 'IDENTITY', 'BREAKS UPSTREAM_BROKEN > STOPPED'],
  ['STOPPED', 'AGGREGATION', 'BREAKS UPSTREAM_BROKEN > STOPPED'],
  ['STOPPED', 'JOIN', 'BREAKS UPSTREAM_BROKEN > STOPPED'],
  ['DOUBTFUL', 'IDENTITY', 'AT_RISK UPSTREAM_DOUBTFUL > DOUBTFUL'],
  ['DOUBTFUL', 'AGGREGATION', 'AT_RISK UPSTREAM_DOUBTFUL > DOUBTFUL'],
];

/** From type, to type, transformation, declared type of the reader (- for none), severity and reason. */
const TYPES = `
date        str          IDENTITY       date     BREAKS     EXACT_TYPE_NEEDED
date        str          IDENTITY       str      UNAFFECTED TYPE_FITS
date        str          IDENTITY       -        AT_RISK    TYPE_COPIED
date        dt           IDENTITY       -        AT_RISK    TYPE_COPIED
int         bigint       IDENTITY       -        UNAFFECTED TYPE_FITS
date        str          TRANSFORMATION -        BREAKS     EXACT_TYPE_NEEDED
date        str          SORT           -        AT_RISK    OTHER_ORDER
date        str          FILTER         -        BREAKS     EXACT_TYPE_NEEDED
date        str          HASH           -        AT_RISK    OTHER_TEXT_FORM
date        str          DEIDENTIFICATION -      BREAKS     EXACT_TYPE_NEEDED
date        dt           DEIDENTIFICATION -      AT_RISK    EXACT_TYPE_NEEDED
varchar(10) varchar(20)  HASH           -        UNAFFECTED TYPE_FITS
varchar(20) varchar(10)  HASH           -        AT_RISK    OTHER_TEXT_FORM
text        char(10)     HASH           -        AT_RISK    OTHER_TEXT_FORM
int         num          TRANSFORMATION -        AT_RISK    OTHER_ARITHMETIC
int         bigint       CONDITIONAL    -        AT_RISK    OTHER_ARITHMETIC
smallint    int          TRANSFORMATION -        UNAFFECTED TYPE_FITS
numeric(5,2) float8      TRANSFORMATION -        AT_RISK    OTHER_ARITHMETIC
int         num          AGGREGATION    -        UNAFFECTED TYPE_FITS
int         num          FILTER         -        UNAFFECTED TYPE_FITS
jsonb       json         GROUP_BY       -        BREAKS     NO_ORDER
jsonb       json         FILTER         -        BREAKS     EXACT_TYPE_NEEDED
jsonb       json         TRANSFORMATION -        BREAKS     EXACT_TYPE_NEEDED
jsonb       json         IDENTITY       jsonb    AT_RISK    EXACT_TYPE_NEEDED
jsonb       json         IDENTITY       json     UNAFFECTED TYPE_FITS
json        jsonb        IDENTITY       json     AT_RISK    VALUES_CUT
date        dt           IDENTITY       date     AT_RISK    EXACT_TYPE_NEEDED
date        dt           GROUP_BY       -        AT_RISK    EXACT_TYPE_NEEDED
dt          date         FILTER         -        AT_RISK    VALUES_CUT
dt          date         IDENTITY       dt       AT_RISK    VALUES_CUT
int         bigint       IDENTITY       int      AT_RISK    EXACT_TYPE_NEEDED
int         bigint       IDENTITY       bigint   UNAFFECTED TYPE_FITS
int         bigint       AGGREGATION    -        UNAFFECTED TYPE_FITS
int         bigint       JOIN           -        UNAFFECTED TYPE_FITS
int         bigint       HASH           -        AT_RISK    OTHER_TEXT_FORM
bigint      int          IDENTITY       bigint   AT_RISK    VALUES_CUT
bigint      int          AGGREGATION    -        AT_RISK    VALUES_CUT
num         int          IDENTITY       num      AT_RISK    VALUES_CUT
num         str          AGGREGATION    -        BREAKS     EXACT_TYPE_NEEDED
num         str          JOIN           -        BREAKS     EXACT_TYPE_NEEDED
num         str          GROUP_BY       -        AT_RISK    OTHER_ORDER
timestamp(3) timestamp    IDENTITY      timestamp(3) AT_RISK EXACT_TYPE_NEEDED
timestamp(3) timestamp    FILTER        -        UNAFFECTED TYPE_FITS
timestamptz timestamptz(0) IDENTITY     dt       AT_RISK    VALUES_CUT
time(0)     time         IDENTITY       time     UNAFFECTED TYPE_FITS
time        interval     IDENTITY       interval UNAFFECTED TYPE_FITS
interval    int          IDENTITY       interval BREAKS     EXACT_TYPE_NEEDED
numeric(6,2) numeric(8,2) IDENTITY      numeric(6,2) AT_RISK EXACT_TYPE_NEEDED
date        str          BOUND          date     AT_RISK    BOUND_TO_CHANGE
date        str          BOUND          str      UNAFFECTED BOUND_AND_FITS
date        str          BOUND          -        AT_RISK    BOUND_TO_CHANGE
varchar(20) varchar(10)  IDENTITY       str      AT_RISK    VALUES_CUT
varchar(10) varchar(20)  IDENTITY       str      UNAFFECTED TYPE_FITS
geo         str          IDENTITY       geo      BREAKS     EXACT_TYPE_NEEDED
int         int[]        TRANSFORMATION -        BREAKS     EXACT_TYPE_NEEDED
`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/) as [string, string, Transformation | 'BOUND', string, string, string]);

const type = (text: string) => {
  const read = readColumnType(text);
  if (read === null) throw new Error(`${text} is no type`);
  return read;
};

/** What is bound meets what can change in the dictionary. */
const bindable = (effect: Effect): readonly 'BOUND'[] =>
  ['RETYPED', 'NULLS', 'NO_NULLS', 'MEANING', 'CODES', 'CODES_GONE'].includes(effect) ? ['BOUND'] : [];

describe('what a change does to a reader', () => {
  test.each(CASES.map((given) => [`${given[0]} by ${given[1]}: ${given[2]}`, given] as const))('%s', (_, given) => {
    const [effect, transformation, expected, needs = {}] = given;
    const { severity, reason, next } = ruleFor({ effect, transformation, needs, type: null });
    expect(`${severity} ${reason} > ${next ?? ''}`).toBe(expected);
  });

  test.each(TYPES)('%s becomes %s, read by %s into %s: %s %s', (from, to, transformation, declared, ...expected) => {
    const verdict = typeVerdict(type(from), type(to), transformation, declared === '-' ? null : type(declared));
    const { severity, reason } = ruleFor({ effect: 'RETYPED', transformation, needs: {}, type: verdict });
    expect([severity, reason]).toEqual(expected);
  });

  test('every effect has a rule along every edge, and every reason a sentence in both languages', () => {
    for (const effect of EFFECTS) {
      for (const transformation of [null, ...TRANSFORMATIONS]) {
        const { reason } = ruleFor({ effect, transformation, needs: {}, type: null });
        expect(SENTENCES[reason].vi).not.toBe(SENTENCES[reason].en);
      }
    }
  });

  test('no rule is dead: each decides at least one case', () => {
    const used = new Set<unknown>();
    const verdicts = ['FITS', 'CUT', 'EXACT', 'OTHER', 'NARROW', 'CLASH', 'UNORDERED', null] as const;
    const needs: Needs[] = [{}, { notNull: true }, { standard: true }, { codeList: true }, { key: true }];
    for (const effect of EFFECTS)
      for (const transformation of [null, ...TRANSFORMATIONS, ...bindable(effect)])
        for (const verdict of verdicts)
          for (const need of needs) used.add(ruleFor({ effect, transformation, needs: need, type: verdict }));
    expect(RULES.filter((rule) => !used.has(rule))).toEqual([]);
  });
});
