import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  kindOfRef,
  type NodeName,
  type NodeRef,
  parseNodeRef,
  printNodeRef,
} from '../../../lineage/domain/node-ref.ts';

const hostile = fc.constantFrom(
  '__proto__',
  'constructor',
  'a.b.c',
  '/abs/olute//path',
  'job:x',
  'element:y',
  'standard:',
  '%2F',
  '%',
  '100%25',
  '|#|',
  ' lead and trail ',
  'line\nbreak\r\t',
  '\u00a0\u2028\ufeff\u200d',
  '"quoted" \'twice\' \\',
  'Sổ hộ khẩu 戸籍 👨‍👩‍👧',
  'x'.repeat(900),
);
const part = fc.oneof(
  hostile,
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 40 })
    .filter((text) => text.isWellFormed() && !text.includes('\0')),
);
const code = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9/:_-]{0,63}$/).map((text) => text.slice(0, 64));
const name: fc.Arbitrary<NodeName> = fc.oneof(fc.record({ code }), fc.record({ namespace: part, name: part }));
// After "job:" a code of the catalog is told from a pair by the bar, so that any name will do.
const ref: fc.Arbitrary<NodeRef> = fc.oneof(
  fc.record({ kind: fc.constant('DATASET' as const), dataset: name }),
  fc.record({ kind: fc.constant('FIELD' as const), dataset: name, field: part }),
  fc.record({ kind: fc.constant('JOB' as const), job: name }),
  fc.record({ kind: fc.constantFrom('ELEMENT' as const, 'CODELIST' as const, 'STANDARD' as const), code: part }),
);

test('whatever the names, a reference that is printed and read is the same, and holds no blank', () => {
  fc.assert(
    fc.property(ref, (given) => {
      const text = printNodeRef(given);
      expect(parseNodeRef(text)).toEqual(given);
      expect(printNodeRef(parseNodeRef(text))).toBe(text);
      expect(kindOfRef(text)).toBe(given.kind);
      expect(text).not.toMatch(/[\s\p{Cc}\p{Z}]/u);
    }),
    { numRuns: 5_000 },
  );
});

test('different references have different texts', () => {
  fc.assert(
    fc.property(ref, ref, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(printNodeRef(a)).not.toBe(printNodeRef(b));
    }),
    { numRuns: 5_000 },
  );
});

test('any text is either read or refused as no reference, never anything else', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), part, fc.stringMatching(/^[|#%.:a-z0-9]{0,20}$/)), (text) => {
      try {
        const read = parseNodeRef(text);
        expect(parseNodeRef(printNodeRef(read))).toEqual(read);
      } catch (error) {
        expect((error as Error).name).toBe('NodeRefError');
      }
    }),
    { numRuns: 5_000 },
  );
});
