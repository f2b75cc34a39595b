import { expect, it } from 'vitest';
import type { AskedAs } from '../../cli/asker.ts';
import { loadSeedCatalogue } from '../../seed/data/index.ts';
import { ANONYMOUS, ARCHITECT, DEVELOPER, stewardOf, type TestAsker } from '../support/instance.ts';
import { type AskedImpact, askImpact, byDistance, federated } from './acceptance-questions.ts';

const seed = loadSeedCatalogue();
const EARLY = '2026-02-01';
const STEWARD = stewardOf('A11');

/** Datasets by distance from N01, in code order within a distance, as `impact` gives them. */
const N01 = {
  1: 'S01 S04 S07 S12 S13 S18 S26 S29',
  2: 'M02 M03 N06 N08 N11 N12 O03 O07 O13 S21 S22 S27 S30',
  3: 'N09 O12 O14 O15',
};

interface Expected {
  readonly of: string;
  /** Datasets by distance. */
  readonly reached: Readonly<Record<number, string>>;
  readonly fields: number;
  readonly agencies: string;
  readonly partners: string;
  readonly open: string;
}

const EXPECTED: readonly Expected[] = [
  {
    of: 'N01',
    reached: N01,
    fields: 35,
    agencies: 'A01 A02 A04 A06 A08 A10 A11 A12 B04 B06 B07 B09 B10 B12',
    partners: 'MBF VNPT VTL',
    open: 'O03 O07 O12 O13 O14 O15',
  },
  { of: 'S26', reached: { 1: 'M03 S27', 2: 'O12' }, fields: 7, agencies: 'A11 B10', partners: 'VTL', open: 'O12' },
  {
    of: 'S29',
    reached: { 1: 'M02 O13 S30', 2: 'O14' },
    fields: 11,
    agencies: 'A12 B09',
    partners: 'VTL',
    open: 'O13 O14',
  },
  {
    of: 'N01.ngay_sinh',
    reached: { 1: 'S01 S07 S29', 2: 'S30', 3: 'O14' },
    fields: 5,
    agencies: 'A02 A04 A12',
    partners: 'MBF VTL',
    open: 'O14',
  },
  {
    of: 'N01.ho_ten',
    reached: { 1: 'S01 S04 S07 S12 S13 S18 S29', 2: 'M02 N06 S22 S30', 3: 'O14' },
    fields: 12,
    agencies: 'A01 A02 A04 A06 A08 A10 A12 B04 B09',
    partners: 'MBF VNPT VTL',
    open: 'O14',
  },
  {
    of: 'N01.so_dinh_danh',
    reached: { 1: 'S01 S04 S07 S12 S13 S18 S26 S29', 2: 'M03 N06 N08 N11 N12 O03 S27', 3: 'O12' },
    fields: 16,
    agencies: 'A01 A02 A04 A06 A10 A11 A12 B04 B07 B10 B12',
    partners: 'MBF VNPT VTL',
    open: 'O03 O12',
  },
  {
    of: 'N01.noi_thuong_tru',
    reached: { 1: 'S01', 2: 'S07' },
    fields: 2,
    agencies: 'A02 A04',
    partners: 'MBF VTL',
    open: '',
  },
  { of: 'N01.gioi_tinh', reached: {}, fields: 0, agencies: '', partners: '', open: '' },
];

const count = (codes: string): number => (codes === '' ? 0 : codes.split(' ').length);

const VISIBLE: readonly (readonly [string, number, AskedAs])[] = [
  ['anonymous', 22, ANONYMOUS],
  ['a developer', 61, DEVELOPER],
  ['a steward of A11', 63, STEWARD],
  ['an architect', 75, ARCHITECT],
];

/**
 * What everybody finds in the sample catalogue, whatever it runs on: the lines that the system is accepted by.
 * @param asker asks the system; called inside tests only.
 */
export function acceptanceLines(asker: () => TestAsker): void {
  const impactOf = (of: string, as = ARCHITECT, asOf?: string): Promise<AskedImpact> =>
    askImpact(asker(), as, of, asOf);

  it('holds 27 agencies, 12 central bodies, 6 partners, 75 datasets, 314 columns, 70 flows, 183 column edges, 47 assignments', async () => {
    const { data, errors } = await asker()(
      '{ catalogTotals { agencies centralBodies partners datasets fields flows columnEdges assignments } }',
    );
    expect(errors).toEqual([]);
    expect(data.catalogTotals).toEqual({
      agencies: 27,
      centralBodies: 12,
      partners: 6,
      datasets: 75,
      fields: 314,
      flows: 70,
      columnEdges: 183,
      assignments: 47,
    });
  });

  it('says the same totals as the lists of the other subgraphs', async () => {
    const { data, errors } = await asker()(`{
      city: agencies(first: 200) { totalCount nodes { level assignments { partner { code } } } }
      partners(first: 0) { totalCount }
      national: datasets(filter: { tier: NATIONAL }, first: 0) { totalCount }
      ministry: datasets(filter: { tier: MINISTRY }, first: 0) { totalCount }
      specialized: datasets(filter: { tier: SPECIALIZED }, first: 0) { totalCount }
      open: datasets(filter: { tier: OPEN }, first: 0) { totalCount }
      all: datasets(first: 200) { nodes { fields { ref } } }
    }`);
    expect(errors).toEqual([]);
    const levels = data.city.nodes.map(({ level }: { level: string }) => level === 'CENTRAL');
    expect([data.city.totalCount, levels.filter(Boolean).length]).toEqual([39, 12]);
    expect(data.city.nodes.flatMap(({ assignments }: { assignments: unknown[] }) => assignments)).toHaveLength(47);
    expect(data.partners.totalCount).toBe(6);
    expect([data.national, data.ministry, data.specialized, data.open].map(({ totalCount }) => totalCount)).toEqual([
      12, 5, 36, 22,
    ]);
    expect(data.all.nodes.flatMap(({ fields }: { fields: unknown[] }) => fields)).toHaveLength(314);
  });

  it.each(EXPECTED)('impact of $of reaches exactly these datasets at these distances', async ({ of, reached }) => {
    const impact = await impactOf(of);
    expect(byDistance(impact)).toEqual(reached);
    expect(impact).toMatchObject({ of, complete: true, reasons: [] });
    expect(impact.totalCount).toBe(impact.totals.datasets);
    expect(impact.affected.every(({ severity }) => severity === null)).toBe(true);
  });

  it.each(EXPECTED)(
    'impact of $of counts what federation finds',
    async ({ of, reached, fields, agencies, partners, open }) => {
      const impact = await impactOf(of);
      expect(federated(impact)).toEqual({ agencies, partners, open });
      expect(impact.totals).toEqual({
        datasets: count(Object.values(reached).join(' ')),
        fields,
        agencies: count(agencies),
        partners: count(partners),
        openDatasets: count(open),
        hidden: 0,
        unresolved: 0,
      });
    },
  );

  it.each(EXPECTED)('impact of $of explains every dataset by a way that the flows go', async ({ of }) => {
    for (const { ref, distance, path, fields } of (await impactOf(of)).affected) {
      expect(path).toHaveLength(2 * distance + 1);
      expect(path[0]?.ref).toBe(of);
      expect(path.some(({ hidden }) => hidden)).toBe(false);
      expect(path.at(-1)?.ref?.split('.')[0]).toBe(ref);
      expectFlows(path.map((step) => step.ref ?? ''));
      for (const field of fields) {
        expect(field.path).toHaveLength(2 * field.distance + 1);
        expect(field.path.at(-1)?.ref).toBe(field.ref);
        expectFlows(field.path.map((step) => step.ref));
      }
    }
  });

  it('the columns of N01 reach 35 columns of 20 datasets; O07, O13, O15, S21 and N09 only as datasets', async () => {
    const population = seed.datasets.find(({ code }) => code === 'N01');
    const columns = new Set<string>();
    for (const { name } of population?.fields ?? []) {
      for (const { fields } of (await impactOf(`N01.${name}`)).affected) for (const { ref } of fields) columns.add(ref);
    }
    const datasets = new Set([...columns].map((ref) => ref.split('.')[0]));
    expect([columns.size, datasets.size]).toEqual([35, 20]);

    const { affected, totals } = await impactOf('N01');
    expect(totals.fields).toBe(35);
    expect(new Set(affected.flatMap(({ fields }) => fields.map(({ ref }) => ref)))).toEqual(columns);
    const asDatasetsOnly = affected.filter(({ fields }) => fields.length === 0).map(({ ref }) => ref);
    expect(asDatasetsOnly.sort()).toEqual(['N09', 'O07', 'O13', 'O15', 'S21']);
  });

  it('as of 2026-02-01 N01 reaches 24 datasets: O14 is not fed yet', async () => {
    const impact = await impactOf('N01', ARCHITECT, EARLY);
    expect(byDistance(impact)).toEqual({ ...N01, 3: 'N09 O12 O15' });
    expect(impact.totals.datasets).toBe(24);
    expect(impact.asOf).toBe('2026-01-31T17:00:00.000Z');
  });

  it('as of 2026-02-01 N01.ngay_sinh reaches S01, S07, S29 and S30', async () => {
    expect(byDistance(await impactOf('N01.ngay_sinh', ARCHITECT, EARLY))).toEqual({ 1: 'S01 S07 S29', 2: 'S30' });
  });

  it('as of 2026-02-01 S05 reaches S34 alone, now also O04', async () => {
    expect(byDistance(await impactOf('S05', ARCHITECT, EARLY))).toEqual({ 1: 'S34' });
    expect(byDistance(await impactOf('S05'))).toEqual({ 1: 'O04 S34' });
  });

  it.each([
    ['2026-01-13', 0],
    ['2026-01-14', 24],
    ['2026-02-28T23:59:59+07:00', 24],
    ['2026-03-01', 25],
  ])('as of %s N01 reaches %i datasets', async (asOf, datasets) => {
    expect((await impactOf('N01', ARCHITECT, asOf)).totals.datasets).toBe(datasets);
  });

  it.each(VISIBLE)('%s sees %i datasets, in the list and in the totals', async (_role, datasets, as) => {
    const { data, errors } = await asker()(
      '{ datasets(first: 200) { totalCount nodes { code } } catalogTotals { agencies centralBodies partners datasets assignments } }',
      {},
      as,
    );
    expect(errors).toEqual([]);
    expect(data.datasets.totalCount).toBe(datasets);
    expect(data.datasets.nodes).toHaveLength(datasets);
    expect(data.catalogTotals).toEqual({ agencies: 27, centralBodies: 12, partners: 6, datasets, assignments: 47 });
  });

  it('a steward of A11 sees S14 and S26 beside what a developer sees', async () => {
    const codes = async (as: AskedAs): Promise<string[]> => {
      const { data } = await asker()('{ datasets(first: 200) { nodes { code } } }', {}, as);
      return data.datasets.nodes.map(({ code }: { code: string }) => code);
    };
    const developers = new Set(await codes(DEVELOPER));
    expect((await codes(STEWARD)).filter((code) => !developers.has(code))).toEqual(['S14', 'S26']);
  });

  it('for a developer N01 reaches 7 datasets and N01.ngay_sinh 3, with nothing said of the others', async () => {
    const whole = await impactOf('N01', DEVELOPER);
    expect(byDistance(whole)).toEqual({ 1: 'S04 S29', 2: 'M02 O03 O13 S30', 3: 'O14' });
    expect(whole).toMatchObject({ complete: true, reasons: [] });
    expect(whole.totals).toMatchObject({ datasets: 7, agencies: 3, partners: 2, openDatasets: 3, hidden: 0 });
    const column = await impactOf('N01.ngay_sinh', DEVELOPER);
    expect(byDistance(column)).toEqual({ 1: 'S29', 2: 'S30', 3: 'O14' });
    expect(column).toMatchObject({ complete: true, reasons: [] });
    expect(column.totals).toMatchObject({ hidden: 0, unresolved: 0 });
  });

  it('S20 has no flow', async () => {
    const { data } = await asker()(
      '{ dataset(code: "S20") { upstream { totalCount } downstream { totalCount } } impact(of: "S20") { complete totals { datasets } } }',
    );
    expect(data).toEqual({
      dataset: { upstream: { totalCount: 0 }, downstream: { totalCount: 0 } },
      impact: { complete: true, totals: { datasets: 0 } },
    });
  });

  it('A03, A13, A16, A19, A20, A21 and A24 to A27 own no dataset, and A25 alone has no partner', async () => {
    const { data } = await asker()(
      '{ agencies(first: 200) { nodes { code level datasets(first: 0) { totalCount } partners { code } leadPartner { code } } } }',
    );
    type Row = {
      code: string;
      level: string;
      datasets: { totalCount: number };
      partners: unknown[];
      leadPartner: unknown;
    };
    const city = (data.agencies.nodes as Row[]).filter(({ level }) => level !== 'CENTRAL');
    const without = (lacks: (row: Row) => boolean): string[] => city.filter(lacks).map(({ code }) => code);
    expect(without(({ datasets }) => datasets.totalCount === 0)).toEqual([
      'A03',
      'A13',
      'A16',
      'A19',
      'A20',
      'A21',
      'A24',
      'A25',
      'A26',
      'A27',
    ]);
    expect(without(({ partners }) => partners.length === 0)).toEqual(['A25']);
    expect(without(({ leadPartner }) => leadPartner === null)).toEqual(['A25']);
  });

  it('one question gives of every dataset behind N01.ngay_sinh its titles, publisher, lead partner, standards, distance and path', async () => {
    const { data, errors } = await asker()(`{
      impact(of: "N01.ngay_sinh") { datasets(first: 50) { nodes {
        ref distance path { ref }
        dataset {
          code titleVi: title(lang: VI) titleEn: title(lang: EN)
          publisher { code name(lang: EN) leadPartner { code name(lang: EN) } }
          standards { code title(lang: EN) }
        }
      } } }
    }`);
    expect(errors).toEqual([]);
    const nodes = data.impact.datasets.nodes;
    expect(nodes.map(({ ref }: { ref: string }) => ref)).toEqual(['S01', 'S07', 'S29', 'S30', 'O14']);
    expect(nodes[4]).toMatchObject({
      distance: 3,
      path: ['N01.ngay_sinh', 'job:F26', 'S29.ngay_sinh', 'job:F31', 'S30.ngay_sinh', 'job:F60', 'O14.ngay_sinh'].map(
        (ref) => ({ ref }),
      ),
      dataset: { titleVi: 'Điểm thi lớp 10', publisher: { code: 'A12', leadPartner: { code: 'VTL' } } },
    });
    expect(nodes[4].dataset.titleEn).toMatch(/Grade-10 exam results/i);
    expect(nodes[2].dataset.standards.map(({ code }: { code: string }) => code).sort()).toEqual(
      seed.conformance
        .filter(({ dataset }) => dataset === 'S29')
        .map(({ standard }) => standard)
        .sort(),
    );
  });
}

/** Fails unless every step of a path is a flow of the seed between the two nodes beside it. */
function expectFlows(path: readonly string[]): void {
  for (let i = 0; i + 2 < path.length; i += 2) {
    const [from, job, to] = path.slice(i, i + 3);
    const flow = seed.flows.find(({ code }) => `job:${code}` === job);
    const ways = [
      `${flow?.from} ${flow?.to}`,
      ...(flow?.columns ?? []).map((column) => `${flow?.from}.${column.from} ${flow?.to}.${column.to}`),
    ];
    expect(ways, `${job} of the path ${path.join(' → ')}`).toContain(`${from} ${to}`);
  }
}
