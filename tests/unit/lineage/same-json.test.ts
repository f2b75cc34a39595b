import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../lineage/domain/canonical-json.ts';
import { sameJson } from '../../../lineage/domain/same-json.ts';

/** Values that are often equal, with members in any order; some of them are undefined. */
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, 0, 1, '', 'a', '__proto__'),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), fc.oneof(tie('any'), fc.constant(undefined)), {
      maxKeys: 3,
    }),
  ),
})).any;

test('two values are the same JSON when their canonical JSON is', () => {
  let same = 0;
  fc.assert(
    fc.property(value, value, (a, b) => {
      const expected = canonicalJson(a) === canonicalJson(b);
      if (expected) same += 1;
      expect(sameJson(a, b)).toBe(expected);
      expect(sameJson({ x: [a] }, { x: [structuredClone(a)], y: undefined })).toBe(true);
    }),
    { numRuns: 3_000 },
  );
  expect(same).toBeGreaterThan(100);
});
