import { describe, expect, it } from 'vitest';
import { ANONYMOUS, type Viewer } from '../../../kernel/identity/viewer.ts';
import { seesDataset } from '../../../kernel/identity/visibility.ts';
import { loadSeedCatalogue, type SeedDataset } from '../../../seed/data/index.ts';

const seed = loadSeedCatalogue();
const codesWhere = (keep: (dataset: SeedDataset) => boolean): string =>
  seed.datasets
    .filter(keep)
    .map((dataset) => dataset.code)
    .join(' ');
const columnsWhere = (keep: (field: SeedDataset['fields'][number]) => boolean): readonly string[] =>
  seed.datasets.flatMap((dataset) => dataset.fields.filter(keep).map((field) => `${dataset.code}.${field.name}`));
const tierOf = { N: 'NATIONAL', M: 'MINISTRY', S: 'SPECIALIZED', O: 'OPEN' } as const;

describe('datasets of the seed', () => {
  it('have the tier of their letter, and the sharing class that goes with it', () => {
    for (const { code, tier, sharingClass } of seed.datasets) {
      const letter = code.slice(0, 1) as keyof typeof tierOf;
      expect(tier, code).toBe(tierOf[letter]);
      if (letter === 'O') expect(sharingClass, code).toBe('OPEN');
      else if (letter === 'S') expect(['SHARED', 'PRIVATE'], code).toContain(sharingClass);
      else expect(sharingClass, code).toBeNull();
    }
  });

  it('are private in twelve cases and important in six', () => {
    expect(codesWhere((dataset) => dataset.sharingClass === 'PRIVATE')).toBe(
      'S01 S02 S03 S12 S13 S14 S17 S24 S26 S34 S35 S36',
    );
    expect(codesWhere((dataset) => dataset.importanceClass === 'IMPORTANT')).toBe('S01 S03 S07 S18 S24 S26');
    expect(codesWhere((dataset) => dataset.importanceClass === 'CORE')).toBe('');
  });

  it('have the publishers of the central ones and leave ten agencies without any', () => {
    const publishedBy = (agency: string): string => codesWhere((dataset) => dataset.publisher === agency);
    const central = seed.agencies.filter((agency) => agency.code.startsWith('B'));
    expect(Object.fromEntries(central.map((agency) => [agency.code, publishedBy(agency.code)]))).toEqual({
      B01: 'N01 N10 M04 M05',
      B02: 'N02',
      B03: 'N03 N04',
      B04: 'N06 N12',
      B05: 'N07',
      B06: 'N09',
      B07: 'N11',
      B08: 'M01',
      B09: 'M02',
      B10: 'M03',
      B11: 'N05',
      B12: 'N08',
    });
    const without = seed.agencies.filter((agency) => agency.code.startsWith('A') && publishedBy(agency.code) === '');
    expect(without.map((agency) => agency.code).join(' ')).toBe('A03 A13 A16 A19 A20 A21 A24 A25 A26 A27');
  });

  it('show 22 to anonymous, 61 to a developer, 63 to a steward of A11 and 75 to an architect', () => {
    const seenBy = (viewer: Viewer): number => seed.datasets.filter((dataset) => seesDataset(viewer, dataset)).length;
    const as = (role: Viewer['role'], agencies: readonly string[] = []): Viewer => ({
      subject: 'test',
      role,
      agencies,
    });
    expect(seenBy(ANONYMOUS)).toBe(22);
    expect(seenBy(as('developer'))).toBe(61);
    expect(seenBy(as('steward', ['A11']))).toBe(63);
    expect(seenBy(as('architect'))).toBe(75);
  });

  it('hold sensitive personal data in exactly these columns', () => {
    expect(columnsWhere((field) => field.piiClass === 'SENSITIVE')).toEqual([
      'N01.dan_toc',
      'N06.dang_vien',
      'N11.tai_san',
      'N12.nhom_huong',
      'M03.ma_icd',
      'M05.an_tich',
      'S03.an_tich',
      'S12.dang_vien',
      'S13.loai_doi_tuong',
      'S14.dang_khuyet_tat',
      'S26.ma_icd',
      'S26.ngay_kham',
      'S27.ma_icd',
      'S34.noi_dung',
    ]);
  });

  it('open personal data in four problem sets and where a law publishes it', () => {
    const opened = columnsWhere((field) => field.piiClass !== 'NONE').filter((column) => column.startsWith('O'));
    expect(opened).toEqual([
      'O03.ma_nguoi_nop_hash',
      'O04.noi_dung',
      'O04.toa_do',
      'O04.sdt',
      'O05.nguoi_dai_dien',
      'O11.so_cchn',
      'O11.ten_nhn',
      'O14.so_bao_danh',
      'O14.ho_ten',
      'O14.ngay_sinh',
      'O14.diem',
    ]);
    expect(seed.publicBasis.map((basis) => basis.field)).toEqual(['O05.nguoi_dai_dien', 'O11.so_cchn', 'O11.ten_nhn']);
  });

  it('mark as direct identifier only personal columns', () => {
    expect(columnsWhere((field) => field.directIdentifier && field.piiClass === 'NONE')).toEqual([]);
    expect(columnsWhere((field) => field.directIdentifier)).toHaveLength(51);
  });

  it('have columns of distinct names, and keys that are never empty', () => {
    for (const dataset of seed.datasets) {
      const names = dataset.fields.map((field) => field.name);
      expect(new Set(names).size, dataset.code).toBe(names.length);
    }
    expect(columnsWhere((field) => field.isKey && field.nullable)).toEqual([]);
  });

  it('flag a handful of open datasets as of high value, and no other', () => {
    const highValue = seed.datasets.filter((dataset) => dataset.highValue);
    expect(highValue.length).toBeGreaterThan(2);
    expect(highValue.filter((dataset) => dataset.tier !== 'OPEN')).toEqual([]);
  });

  it('have CSV and JSON with a licence to be set for each open one, and a service through LGSP for each shared one', () => {
    for (const { code, sharingClass } of seed.datasets) {
      const found = seed.distributions.filter((distribution) => distribution.dataset === code);
      const formats = found.map((distribution) => `${distribution.format} ${distribution.accessService}`);
      if (sharingClass === 'OPEN') {
        expect(formats, code).toEqual(['CSV OPEN-PORTAL', 'JSON OPEN-PORTAL']);
        for (const { licenceVi, licenceEn } of found) {
          expect([licenceVi, licenceEn], code).toEqual(['Thành phố sẽ quy định', 'To be set by the city']);
        }
      } else expect(formats, code).toEqual(sharingClass === 'SHARED' ? ['API LGSP'] : []);
    }
  });
});
