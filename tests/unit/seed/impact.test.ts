import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { seesDataset } from '../../../kernel/identity/visibility.ts';
import { loadSeedCatalogue } from '../../../seed/data/index.ts';
import { datasetOf, isValidAt, type ReachOptions, reach, reachedDatasets } from './reach.ts';

const seed = loadSeedCatalogue();
const publisherOf = new Map(seed.datasets.map((dataset) => [dataset.code, dataset.publisher]));
const EARLY: ReachOptions = { asOf: '2026-02-01T00:00:00+07:00' };
const developer: Viewer = { subject: 'test', role: 'developer', agencies: [] };
const asDeveloper: ReachOptions = { sees: (dataset) => seesDataset(developer, dataset) };

/** Datasets, agencies, lead partners and open datasets behind a node, as of a day on which every flow is valid. */
function impact(of: string, at = '2026-11-01T00:00:00+07:00') {
  const datasets = [...reachedDatasets(seed, of, { asOf: at }).keys()];
  const agencies = new Set(datasets.map((code) => publisherOf.get(code)));
  const leads = seed.assignments.filter(
    (assignment) => assignment.isLead && agencies.has(assignment.agency) && isValidAt(assignment, at),
  );
  return {
    datasets: datasets.length,
    agencies: agencies.size,
    partners: [...new Set(leads.map((lead) => lead.partner))].sort().join(' '),
    open: datasets.filter((code) => code.startsWith('O')).join(' '),
  };
}

const codes = (of: string, options?: ReachOptions): string => [...reachedDatasets(seed, of, options).keys()].join(' ');

describe('impact on the seed', () => {
  it.each([
    ['N01', 25, 14, 'MBF VNPT VTL', 'O03 O07 O12 O13 O14 O15'],
    ['S26', 3, 2, 'VTL', 'O12'],
    ['S29', 4, 2, 'VTL', 'O13 O14'],
    ['N01.ngay_sinh', 5, 3, 'MBF VTL', 'O14'],
    ['N01.ho_ten', 12, 9, 'MBF VNPT VTL', 'O14'],
    ['N01.so_dinh_danh', 16, 11, 'MBF VNPT VTL', 'O03 O12'],
    ['N01.noi_thuong_tru', 2, 2, 'MBF VTL', ''],
    ['N01.gioi_tinh', 0, 0, '', ''],
  ])('of %s is %i datasets, %i agencies, partners %s, open %s', (of, datasets, agencies, partners, open) => {
    expect(impact(of)).toEqual({ datasets, agencies, partners, open });
  });

  it('names the datasets behind S26, S29 and two columns of N01', () => {
    expect(codes('S26')).toBe('M03 O12 S27');
    expect(codes('S29')).toBe('M02 O13 O14 S30');
    expect(codes('N01.noi_thuong_tru')).toBe('S01 S07');
    expect(Object.fromEntries(reachedDatasets(seed, 'N01.ngay_sinh'))).toEqual({
      S01: 1,
      S07: 1,
      S29: 1,
      S30: 2,
      O14: 3,
    });
  });

  it('concerns Public Security, the Digital Transformation Centre and Education for a date of birth', () => {
    const agencies = [...reachedDatasets(seed, 'N01.ngay_sinh').keys()].map((code) => publisherOf.get(code));
    expect([...new Set(agencies)].sort()).toEqual(['A02', 'A04', 'A12']);
  });

  it('of all columns of N01 is 35 columns in 20 datasets, five fewer than at dataset level', () => {
    const population = seed.datasets.find((dataset) => dataset.code === 'N01');
    const columns = new Set(population?.fields.flatMap((field) => [...reach(seed, `N01.${field.name}`).keys()]));
    const datasets = new Set([...columns].map(datasetOf));
    expect(columns.size).toBe(35);
    expect(datasets.size).toBe(20);
    const onlyAsDatasets = [...reachedDatasets(seed, 'N01').keys()].filter((code) => !datasets.has(code));
    expect(onlyAsDatasets.join(' ')).toBe('N09 O07 O13 O15 S21');
  });

  it('as of 2026-02-01 does not reach what was not fed yet', () => {
    expect(reachedDatasets(seed, 'N01', EARLY).size).toBe(24);
    expect(codes('N01', EARLY)).not.toContain('O14');
    expect(codes('N01.ngay_sinh', EARLY)).toBe('S01 S07 S29 S30');
    expect(codes('S05', EARLY)).toBe('S34');
    expect(codes('S05')).toBe('O04 S34');
  });

  it('as of 2026-02-01 finds the lead partners', () => {
    expect(impact('N01', '2026-02-01T00:00:00+07:00').partners).toBe('MBF VNPT VTL');
  });

  it('for a developer reaches only what that role sees', () => {
    expect(codes('N01', asDeveloper)).toBe('M02 O03 O13 O14 S04 S29 S30');
    expect(codes('N01.ngay_sinh', asDeveloper)).toBe('O14 S29 S30');
  });
});
