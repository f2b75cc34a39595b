import { describe, expect, it } from 'vitest';
import type { AskedAs } from '../../cli/asker.ts';
import { loadSeedCatalogue } from '../../seed/data/index.ts';
import { ADMINISTRATOR, ANONYMOUS, ARCHITECT, DEVELOPER, type TestAsker } from '../support/instance.ts';

const seed = loadSeedCatalogue();

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

  describe('quality', () => {
    it('is judged by six criteria with their Vietnamese and English names; what nobody measured is said to be so', async () => {
      const { dataset } = await ask(`{ dataset(code: "S04") { qualityScore(asOf: "2026-11-01") {
        score coverage measuredCriteria passes
        criteria { vi: label(lang: VI) en: label(lang: EN) measured score weight values { metric kind value } } } } }`);
      const { criteria, ...whole } = dataset.qualityScore;
      expect(criteria.map(({ vi, en, measured }: Record<string, unknown>) => [vi, en, measured])).toEqual([
        ['Đúng', 'Accurate', false],
        ['Đủ', 'Complete', false],
        ['Sạch', 'Clean', false],
        ['Sống', 'Live', false],
        ['Thống nhất', 'Unified', true],
        ['Dùng chung', 'In shared use', true],
      ]);
      // 3 of 7 columns are bound; ho_ten and dinh_danh_nguoi_nop have the types of N01; six of six items are stated.
      expect(criteria[4].values).toEqual([
        { metric: 'bound_fields', kind: 'COMPUTED', value: 3 / 7 },
        { metric: 'type_agreement', kind: 'COMPUTED', value: 1 },
        { metric: 'metadata', kind: 'COMPUTED', value: 1 },
      ]);
      // It feeds O03 alone, and is served through LGSP.
      expect(criteria[5].values).toEqual([
        { metric: 'connected', kind: 'COMPUTED', value: 1 },
        { metric: 'consumers', kind: 'COMPUTED', value: 0.5 },
      ]);
      expect(whole).toMatchObject({ measuredCriteria: 2, passes: null });
      expect(whole.coverage).toBeCloseTo(1 / 3);
    });

    it('rolls up with what was measured, of those that the viewer sees', async () => {
      const rollup =
        '{ qualityRollup { datasets scored criteria { criterion score measured coverage } recordGroups { counted total } } }';
      const { qualityRollup } = await ask(rollup);
      expect(qualityRollup).toMatchObject({ datasets: 75, scored: 75, recordGroups: { counted: 1, total: 4_770_000 } });
      expect(qualityRollup.criteria[0]).toEqual({ criterion: 'ACCURATE', score: null, measured: 0, coverage: 0 });
      expect(qualityRollup.criteria[5]).toMatchObject({ measured: 75, coverage: 1 });
      expect((await ask(rollup, DEVELOPER)).qualityRollup).toMatchObject({
        datasets: 61,
        recordGroups: { counted: 0, total: null },
      });
    });

    it('rolls up by agency and by mandate list', async () => {
      const { agency, qualityRollup } = await ask(
        '{ agency(code: "A11") { quality { datasets } } qualityRollup(filter: { list: "ML-2025-11" }) { datasets profile { list } } }',
      );
      expect(agency.quality).toEqual({ datasets: 7 });
      expect(qualityRollup).toEqual({ datasets: 11, profile: { list: null } });
    });

    it('follows the drive on land data by its three groups', async () => {
      const { dataset } = await ask(
        '{ dataset(code: "S18") { recordGroups { total completeShare mark } recordGroupTrend { complete missing toRebuild } } }',
      );
      expect(dataset.recordGroupTrend).toEqual([
        { complete: 2_900_000, missing: 1_400_000, toRebuild: 470_000 },
        { complete: 3_600_000, missing: 850_000, toRebuild: 320_000 },
      ]);
      expect(dataset.recordGroups).toMatchObject({ total: 4_770_000, mark: 'ILLUSTRATIVE' });
    });

    it('has metrics mapped to ISO/IEC 25012 and to the six criteria', async () => {
      const { qualityMetrics } = await ask(
        '{ qualityMetrics { code kind criterion characteristics dqvDimension definition } }',
      );
      expect(new Set(qualityMetrics.map(({ criterion }: { criterion: string }) => criterion)).size).toBe(6);
      expect(
        qualityMetrics.every(
          ({ characteristics, definition }: { characteristics: unknown[]; definition: string }) =>
            characteristics.length > 0 && definition !== '',
        ),
      ).toBe(true);
    });
  });

  describe('what the campaign asks for', () => {
    it('has data actions as kinds of tasks and of jobs', async () => {
      const { create, cleanse, enrich, standardise, jobs } = await ask(`{
        create: tasks(filter: { kind: CREATE }) { totalCount }
        cleanse: tasks(filter: { kind: CLEANSE }) { totalCount }
        enrich: tasks(filter: { kind: ENRICH }) { totalCount }
        standardise: tasks(filter: { kind: STANDARDISE }) { totalCount }
        jobs: job(ref: "job:F04") { type } }`);
      const inSeed = (kind: string): number => seed.tasks.filter((task) => task.kind === kind).length;
      expect([create, cleanse, enrich, standardise].map(({ totalCount }) => totalCount)).toEqual(
        ['CREATE', 'CLEANSE', 'ENRICH', 'STANDARDISE'].map(inSeed),
      );
      expect(jobs).toEqual({ type: 'CLEANSE_MATCH' });
    });

    it('places every dataset in the National Data Architecture Framework, with the standards that it follows', async () => {
      const { datasets } = await ask(
        '{ datasets(first: 200) { nodes { code dataLayer dataBlock standards { code } } } }',
      );
      type Node = { dataLayer: string | null; dataBlock: string | null; standards: unknown[] };
      const nodes = datasets.nodes as Node[];
      expect(nodes).toHaveLength(75);
      expect(nodes.every(({ dataLayer, dataBlock }) => dataLayer !== null && dataBlock !== null)).toBe(true);
      expect(nodes.flatMap(({ standards }) => standards)).toHaveLength(126);
    });
  });

  describe('master sources', () => {
    it('are reconciled: who claims the full name, and who has it from whom', async () => {
      const { dataElement } = await ask(`{ dataElement(code: "ho_ten") { reconciliation(asOf: "2026-11-01") {
        contested claims { dataset { code } approved } fedByMaster fedByOther notFed
        fields { field { ref } role fedBy { field { ref } flow } } } } }`);
      const { fields, ...rest } = dataElement.reconciliation;
      expect(rest.claims).toEqual([
        { dataset: { code: 'N01' }, approved: true },
        { dataset: { code: 'S01' }, approved: false },
      ]);
      expect(rest.contested).toBe(true);
      type Row = { field: { ref: string }; role: string; fedBy: { field: { ref: string }; flow: string }[] };
      const by = (role: string): string =>
        (fields as Row[])
          .filter((one) => one.role === role)
          .map(({ field }) => field.ref.split('.')[0])
          .join(' ');
      expect(by('MASTER')).toBe('N01');
      expect(by('CLAIMANT')).toBe('S01');
      expect(by('FED_BY_MASTER')).toBe('M02 N06 O14 S04 S07 S12 S13 S29 S30');
      expect((fields as Row[]).find(({ field }) => field.ref === 'S30.ho_ten')?.fedBy).toEqual([
        { field: { ref: 'S29.ho_ten' }, flow: 'F31' },
      ]);
      expect(rest).toMatchObject({ fedByMaster: 9 });
    });

    it('that are claimed twice are finding R6, and a second approval is refused', async () => {
      const { policyFindings } = await ask(
        '{ policyFindings(filter: { rules: [R6] }, asOf: "2026-11-01") { nodes { rule target severity } } }',
      );
      expect(policyFindings.nodes).toEqual([{ rule: 'R6', target: 'element:ho_ten', severity: 'ERROR' }]);
      const { errors } = await asker()(
        'mutation { approveMasterSource(input: { element: "ho_ten", dataset: "S01" }) { code } }',
        {},
        ADMINISTRATOR,
      );
      expect(errors[0]).toMatchObject({ code: 'CONFLICT' });
    });

    it('that a second dataset claims are a finding a moment later, and none when it gives the claim up', async () => {
      const write = async (mutation: string): Promise<void> => {
        const query = `mutation { ${mutation}(input: { element: "ngay_sinh", dataset: "S01" }) { code } }`;
        expect((await asker()(query, {}, ADMINISTRATOR)).errors).toEqual([]);
      };
      const targets = async (): Promise<string[]> => {
        const { policyFindings } = await ask(
          '{ policyFindings(filter: { rules: [R6] }, asOf: "2026-11-01") { nodes { target } } }',
        );
        return policyFindings.nodes.map(({ target }: { target: string }) => target);
      };
      await write('claimMasterSource');
      await expect.poll(targets, { timeout: 20_000 }).toEqual(['element:ho_ten', 'element:ngay_sinh']);
      await write('withdrawMasterClaim');
      await expect.poll(targets, { timeout: 20_000 }).toEqual(['element:ho_ten']);
    });
  });
}
