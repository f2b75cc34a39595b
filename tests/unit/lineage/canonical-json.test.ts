import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, UnstorableTextError } from '../../../lineage/domain/canonical-json.ts';

const refusalOf = (value: unknown): unknown => {
  try {
    return canonicalJson(value);
  } catch (error) {
    return error;
  }
};
const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });

describe('canonical JSON', () => {
  test('reads back as the value, and is one text for members in any order', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 3 }), (value) => {
        const refused = refusalOf(value);
        // A drawn text may hold NUL, which cannot be kept.
        if (refused instanceof UnstorableTextError) return;
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test('has names in the order of UTF-16 code units, and no member that is undefined', () => {
    expect(canonicalJson({ b: undefined, '\uff5e': 1, '😀': 2, a: [undefined, '"\\\n'], '': {}, c: [] })).toBe(
      '{"":{},"a":[null,"\\"\\\\\\n"],"c":[],"😀":2,"\uff5e":1}',
    );
  });

  test('is refused with the place: NUL, half a surrogate pair, no number, too deep', () => {
    expect(refusalOf({ b: 'x\0', a: [{ c: '\ud800' }] })).toMatchObject({ path: '$.a[0].c' });
    expect(refusalOf({ a: { 'x\0': 1 } })).toMatchObject({ path: '$.a' });
    expect(String(refusalOf({ a: [1, Number.NaN] }))).toContain('NaN at $.a[1]');
    expect(typeof refusalOf(nested(64))).toBe('string');
    expect(String(refusalOf(nested(65)))).toContain('deeper than 64');
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
