import { describe, expect, it } from 'vitest';
import type { AskedAs } from '../../cli/asker.ts';
import { ANONYMOUS, ARCHITECT, DEVELOPER, type TestAsker } from '../support/instance.ts';

/** What is missing of each dataset, by code; nothing for one that conforms. */
const GAPS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'QCVN 109:2017': { N01: [], S01: [], S07: [], S12: ['ngay_sinh'], S16: ['ngay_sinh'], S29: [] },
  'QCVN 120:2019': {
    N07: ['han_tra', 'trang_thai'],
    O02: ['han_tra', 'trang_thai'],
    O03: ['han_tra'],
    S04: [],
  },
};

interface Compared {
  readonly dataset: { readonly code: string };
  readonly declaredLevel: string | null;
  readonly computed: {
    readonly verdict: string;
    readonly gaps: readonly { readonly element: string; readonly reason: string }[];
  };
}

/**
 * What is found in the sample catalogue of standards, quality and master sources, each asked as one operation.
 * @param asker asks the system; called inside tests only.
 */
export function qualityLines(asker: () => TestAsker): void {
  const ask = async (query: string, as: AskedAs = ARCHITECT) => {
    const { data, errors } = await asker()(query, {}, as);
    expect(errors).toEqual([]);
    return data;
  };

  describe('conformance', () => {
    it.each(Object.entries(GAPS))(
      'to %s names the missing elements of those that do not conform',
      async (code, gaps) => {
        const { standard } = await ask(
          `{ standard(code: "${code}") { conformances(first: 50) { nodes {
             dataset { code title } declaredLevel computed { verdict gaps { element reason } } } } } }`,
        );
        const found = standard.conformances.nodes as Compared[];
        expect(Object.fromEntries(found.map(({ dataset, computed }) => [dataset.code, computed]))).toEqual(
          Object.fromEntries(
            Object.entries(gaps).map(([dataset, missing]) => [
              dataset,
              {
                verdict: missing.length === 0 ? 'CONFORMS' : 'DOES_NOT_CONFORM',
                gaps: missing.map((element) => ({ element, reason: 'MISSING_ELEMENT' })),
              },
            ]),
          ),
        );
        // Nobody stated a level, and what is computed does not stand in for one.
        expect(found.every(({ declaredLevel }) => declaredLevel === null)).toBe(true);
      },
    );

    it('is said of a standard without known requirements to be nothing to compare', async () => {
      const { dataset } = await ask(
        '{ dataset(code: "O01") { conformances { standard { code } computed { verdict } } } }',
      );
      expect(dataset.conformances).toContainEqual({
        standard: { code: 'DCAT 3' },
        computed: { verdict: 'NOTHING_REQUIRED' },
      });
    });
  });

  describe('the dictionary', () => {
    it('keeps nine homonyms apart: columns of these names are bound to nothing, and nothing is suggested for them', async () => {
      const { homonyms } = await ask(
        '{ homonyms(first: 10) { nodes { name note fields(first: 10) { nodes { ref element { code } bindingSuggestions { score } } } } } }',
      );
      type Node = { name: string; fields: { nodes: { element: unknown; bindingSuggestions: unknown[] }[] } };
      const nodes = homonyms.nodes as Node[];
      expect(nodes.map(({ name }) => name)).toEqual(
        'dia_chi gio hinh_hoc linh_vuc ngay noi_dung ten ten_cs toa_do'.split(' '),
      );
      const fields = nodes.flatMap((node) => node.fields.nodes);
      expect(fields).toHaveLength(41);
      expect(
        fields.every(({ element, bindingSuggestions }) => element === null && bindingSuggestions.length === 0),
      ).toBe(true);
    });

    it('suggests an element for an unbound column, with reasons, and none to whom the column is hidden', async () => {
      const { dataset } = await ask(
        '{ dataset(code: "S08") { bindingSuggestions { field { ref } element { code } reasons { kind text(lang: EN) } } } }',
      );
      expect(Array.isArray(dataset.bindingSuggestions)).toBe(true);
      const hidden = await asker()('{ dataset(code: "S01") { bindingSuggestions { score } } }', {}, DEVELOPER);
      expect(hidden.data.dataset).toBeNull();
    });

    it('looks codes up', async () => {
      const { codeList } = await ask(
        '{ codeList(code: "ma_phuong") { check(codes: ["P04", "P99"]) { code listed { label(lang: VI) } } } }',
        ANONYMOUS,
      );
      expect(codeList.check).toEqual([
        { code: 'P04', listed: { label: 'Phường An Lạc' } },
        { code: 'P99', listed: null },
      ]);
    });
  });
}
