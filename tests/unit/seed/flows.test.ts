import { describe, expect, it } from 'vitest';
import { loadSeedCatalogue, type SeedFlow } from '../../../seed/data/index.ts';
import { isValidAt, reach } from './reach.ts';

const seed = loadSeedCatalogue();
const columnsOf = new Map(
  seed.datasets.map((dataset) => [dataset.code, new Map(dataset.fields.map((field) => [field.name, field]))]),
);
const isCentral = (code: string): boolean => /^[NM]/.test(code);
const codesWhere = (keep: (flow: SeedFlow) => boolean): string =>
  seed.flows
    .filter(keep)
    .map((flow) => flow.code)
    .join(' ');

/** The rule of the seed, first match wins. */
function channelByRule(flow: SeedFlow): SeedFlow['channel'] {
  if (isCentral(flow.from) || isCentral(flow.to)) return 'NDXP';
  if (flow.type.startsWith('API_')) return 'LGSP';
  if (flow.type === 'FILE_IMPORT') return 'FILE';
  return flow.type === 'MANUAL' ? 'MANUAL' : 'DIRECT';
}

describe('flows of the seed', () => {
  it('run between columns that exist in both datasets, each edge once', () => {
    for (const flow of seed.flows) {
      for (const { from, to } of flow.columns) {
        expect(columnsOf.get(flow.from)?.has(from), `${flow.code} reads ${flow.from}.${from}`).toBe(true);
        expect(columnsOf.get(flow.to)?.has(to), `${flow.code} writes ${flow.to}.${to}`).toBe(true);
      }
      const edges = flow.columns.map(({ from, to }) => `${from}>${to}`);
      expect(new Set(edges).size, flow.code).toBe(edges.length);
    }
  });

  it('never come back to where they started', () => {
    for (const { code } of seed.datasets) {
      const next = seed.flows.filter((flow) => flow.from === code).map((flow) => flow.to);
      for (const to of next) expect(reach(seed, to).has(code), `${code} → ${to} → … → ${code}`).toBe(false);
      expect(next, code).not.toContain(code);
    }
  });

  it('have the channel of the rule', () => {
    expect(Object.fromEntries(seed.flows.map((flow) => [flow.code, flow.channel]))).toEqual(
      Object.fromEntries(seed.flows.map((flow) => [flow.code, channelByRule(flow)])),
    );
    expect(codesWhere((flow) => flow.channel === 'LGSP')).toBe('F39 F69');
    expect(codesWhere((flow) => flow.channel === 'FILE')).toBe('F70');
    expect(codesWhere((flow) => flow.channel === 'MANUAL')).toBe('F43');
  });

  it('are mandatory in three cases, of which one is not on a platform', () => {
    expect(codesWhere((flow) => flow.mandatory)).toBe('F01 F06 F70');
    expect(codesWhere((flow) => flow.mandatory && !['NDOP', 'NDXP', 'LGSP'].includes(flow.channel))).toBe('F70');
  });

  it('declare a cell size of 20 where they aggregate or de-identify, but 3 for F59', () => {
    for (const flow of seed.flows) {
      const summarises = flow.type === 'AGGREGATE' || flow.type === 'DE_IDENTIFY';
      expect(flow.minimumCellSize, flow.code).toBe(summarises ? (flow.code === 'F59' ? 3 : 20) : null);
    }
    expect(codesWhere((flow) => flow.minimumCellSize !== null)).toBe('F52 F53 F54 F55 F58 F59 F63');
  });

  it('start on 2026-01-14, and F49 and F60 on 2026-03-01, city time', () => {
    expect(codesWhere((flow) => !isValidAt(flow, '2026-01-14T00:00:00+07:00'))).toBe('F49 F60');
    expect(codesWhere((flow) => isValidAt(flow, '2026-01-13T23:59:59+07:00'))).toBe('');
    expect(codesWhere((flow) => !isValidAt(flow, '2026-02-28T23:59:59+07:00'))).toBe('F49 F60');
    expect(codesWhere((flow) => !isValidAt(flow, '2026-03-01T00:00:00+07:00'))).toBe('');
  });

  it('use twelve job types', () => {
    expect([...new Set(seed.flows.map((flow) => flow.type))].sort()).toEqual(
      [
        'API_SYNC',
        'BATCH_ETL',
        'CDC',
        'CLEANSE_MATCH',
        'ENRICH_JOIN',
        'REFERENCE',
        'API_VERIFY',
        'FILE_IMPORT',
        'MANUAL',
        'AGGREGATE',
        'DE_IDENTIFY',
        'PUBLISH_OPEN',
      ].sort(),
    );
  });

  it('leave identity edges mostly unnamed and mark the others', () => {
    const edges = seed.flows.flatMap((flow) => flow.columns.map((column) => ({ flow: flow.code, ...column })));
    const count = (transformation: string): number =>
      edges.filter((edge) => edge.transformation === transformation).length;
    expect(count('IDENTITY')).toBe(edges.length - 16);
    expect(edges.filter((edge) => edge.transformation === 'HASH').map((edge) => edge.flow)).toEqual(['F48']);
    expect(edges.filter((edge) => edge.transformation === 'DEIDENTIFICATION').map((edge) => edge.flow)).toEqual([
      'F58',
    ]);
    expect(
      edges.filter((edge) => edge.transformation === 'AGGREGATION').map((edge) => `${edge.flow} ${edge.from}`),
    ).toEqual(['F52 so_tien', 'F53 gia_dat', 'F54 pm25', 'F55 muc_nuoc', 'F58 ma_ca', 'F59 ma_hs', 'F63 bien_so']);
    expect(
      edges
        .filter((edge) => edge.transformation === 'TRANSFORMATION')
        .map((edge) => `${edge.flow} ${edge.from} ${edge.to}`),
    ).toEqual([
      'F01 noi_thuong_tru noi_o',
      'F17 loai_doi_tuong nhom_huong',
      'F18 dang_khuyet_tat nhom_huong',
      'F39 ben_mua chu_ten',
      'F54 thoi_diem gio',
      'F55 thoi_diem gio',
      'F63 thoi_diem gio',
    ]);
  });

  it('keep the type of a column over identity edges', () => {
    for (const flow of seed.flows) {
      for (const { from, to, transformation } of flow.columns) {
        if (transformation !== 'IDENTITY') continue;
        const source = columnsOf.get(flow.from)?.get(from)?.type;
        expect(columnsOf.get(flow.to)?.get(to)?.type, `${flow.code} ${from} → ${to}`).toBe(source);
      }
    }
  });

  it('touch every dataset but S20', () => {
    const touched = new Set(seed.flows.flatMap((flow) => [flow.from, flow.to]));
    expect(seed.datasets.map((dataset) => dataset.code).filter((code) => !touched.has(code))).toEqual(['S20']);
  });

  it('rest on the decree on mandatory sharing, or on the one on sharing and open data', () => {
    const grounds = new Set(seed.flows.map((flow) => flow.legalGround.document));
    expect(grounds).toEqual(new Set(['278/2025/NĐ-CP', '194/2025/NĐ-CP']));
    for (const flow of seed.flows.filter((candidate) => candidate.to.startsWith('O'))) {
      expect(flow.legalGround.document, flow.code).toBe('194/2025/NĐ-CP');
    }
  });
});
