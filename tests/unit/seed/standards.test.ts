import { describe, expect, it } from 'vitest';
import { loadSeedCatalogue, type SeedDataset } from '../../../seed/data/index.ts';

const seed = loadSeedCatalogue();

const named = (codes: string) => {
  const wanted = new Set(codes.split(' '));
  return (dataset: SeedDataset): boolean => wanted.has(dataset.code);
};
const fedByNational = new Set(seed.flows.filter((flow) => flow.from.startsWith('N')).map((flow) => flow.to));
const isOpen = (dataset: SeedDataset): boolean => dataset.tier === 'OPEN';

/** Which datasets a standard applies to. */
const APPLIES: Readonly<Record<string, (dataset: SeedDataset) => boolean>> = {
  'TT 39/2017': ({ sharingClass }) => sharingClass === 'SHARED' || sharingClass === 'OPEN',
  'TT 13/2017': (dataset) => dataset.tier === 'NATIONAL' || fedByNational.has(dataset.code),
  'TCVN 7980': isOpen,
  'DCAT 3': isOpen,
  'QCVN 109:2017': named('N01 S01 S07 S12 S16 S29'),
  'QCVN 120:2019': named('S04 N07 O02 O03'),
  'QCVN 102:2016': named('S04'),
  'TCVN 7789': named('S06'),
};

const ELEMENTS =
  'so_dinh_danh ho_ten ma_phuong ma_so_dn ngay_sinh ma_thua ten_dn nguoi_dai_dien ma_tthc muc_tro_cap ma_cs muc_dich so_gpxd dia_diem so_ho_tich su_kien ma_hs ma_truong ma_icd bien_so chu_ten ma_tram ma_tuyen';
const OTHER_NAMES =
  'N02.chu_sdd_dinh_danh N03.dinh_danh_ndd N11.dinh_danh_nke_khai S04.dinh_danh_nguoi_nop S09.dinh_danh_ndd S18.chu_dinh_danh';
const HOMONYMS = 'ten ten_cs dia_chi toa_do hinh_hoc noi_dung linh_vuc gio ngay'.split(' ');

const columnsNamed = (name: string): string[] =>
  seed.datasets.flatMap((dataset) =>
    dataset.fields.filter((field) => field.name === name).map(() => `${dataset.code}.${name}`),
  );
const typeOf = new Map<string, string>(
  seed.datasets.flatMap((dataset) =>
    dataset.fields.map((field) => [`${dataset.code}.${field.name}`, field.type] as const),
  ),
);
const nameOf = (column: string): string => column.slice(column.indexOf('.') + 1);
const elementOf = new Map<string, string>(seed.elementBindings.map((binding) => [binding.field, binding.element]));

/** The code list of a column: bound directly or through its element. */
function codeListOf(column: string): string | null | undefined {
  const direct = seed.codeListBindings.find((binding) => binding.field === column)?.codeList;
  return direct ?? seed.dataElements.find((element) => element.code === elementOf.get(column))?.codeList;
}

describe('standards of the seed', () => {
  it('are ten', () => {
    expect(seed.standards.map((standard) => standard.code)).toEqual([
      'QCVN 102:2016',
      'QCVN 109:2017',
      'QCVN 120:2019',
      'TT 13/2017',
      'TT 39/2017',
      'TCVN 7789',
      'TCVN 7980',
      'TCVN 11930:2017',
      'DCAT 3',
      'ISO/IEC 25012',
    ]);
  });

  it('apply to datasets by rule: 126 links on 62 datasets', () => {
    const byRule = Object.entries(APPLIES).flatMap(([standard, applies]) =>
      seed.datasets.filter(applies).map((dataset) => `${dataset.code} ${standard}`),
    );
    const written = seed.conformance.map((link) => `${link.dataset} ${link.standard}`);
    expect(written.toSorted()).toEqual(byRule.toSorted());
    expect(written).toHaveLength(126);
    expect(new Set(seed.conformance.map((link) => link.dataset)).size).toBe(62);
  });

  it('find the elements they require in some of their datasets and miss them in others', () => {
    const conforms = (dataset: string, standard: string): boolean =>
      seed.requiredElements
        .filter((required) => required.standard === standard)
        .every(({ element, type, codeList }) =>
          [...typeOf.keys()].some(
            (column) =>
              column.startsWith(`${dataset}.`) &&
              (elementOf.get(column) ?? nameOf(column)) === element &&
              typeOf.get(column) === type &&
              (codeList === null || codeListOf(column) === codeList),
          ),
        );
    const split = (standard: string): [string, string] => {
      const linked = seed.conformance.filter((link) => link.standard === standard).map((link) => link.dataset);
      return [
        linked.filter((dataset) => conforms(dataset, standard)).join(' '),
        linked.filter((dataset) => !conforms(dataset, standard)).join(' '),
      ];
    };
    expect(split('QCVN 109:2017')).toEqual(['N01 S01 S07 S29', 'S12 S16']);
    expect(split('QCVN 120:2019')).toEqual(['S04', 'N07 O02 O03']);
  });
});

describe('the dictionary of the seed', () => {
  it('has 23 elements of the type of their columns', () => {
    expect(seed.dataElements.map((element) => element.code).join(' ')).toBe(ELEMENTS);
    for (const element of seed.dataElements) {
      for (const column of columnsNamed(element.code)) expect(typeOf.get(column), column).toBe(element.type);
    }
  });

  it('binds every column of an element’s name, 123, and six of another name to so_dinh_danh', () => {
    const sameName = seed.elementBindings.filter((binding) => nameOf(binding.field) === binding.element);
    const otherName = seed.elementBindings.filter((binding) => nameOf(binding.field) !== binding.element);
    expect(sameName).toHaveLength(123);
    expect(sameName.map((binding) => binding.field).toSorted()).toEqual(
      ELEMENTS.split(' ').flatMap(columnsNamed).toSorted(),
    );
    expect(
      otherName
        .map((binding) => binding.field)
        .toSorted()
        .join(' '),
    ).toBe(OTHER_NAMES);
    expect(new Set(otherName.map((binding) => binding.element))).toEqual(new Set(['so_dinh_danh']));
  });

  it('leaves homonyms alone', () => {
    for (const name of HOMONYMS) {
      expect(columnsNamed(name).length, name).toBeGreaterThan(1);
      expect(
        columnsNamed(name).filter((column) => elementOf.has(column)),
        name,
      ).toEqual([]);
    }
  });

  it('has N01 as approved master source of three elements, and a second claim to ho_ten', () => {
    expect(seed.masterClaims.map((claim) => [claim.element, claim.dataset, claim.approved])).toEqual([
      ['so_dinh_danh', 'N01', true],
      ['ho_ten', 'N01', true],
      ['ngay_sinh', 'N01', true],
      ['ho_ten', 'S01', false],
    ]);
    for (const claim of seed.masterClaims) {
      expect(elementOf.get(`${claim.dataset}.${claim.element}`)).toBe(claim.element);
    }
  });
});

describe('code lists of the seed', () => {
  it('are six, of four to ten distinct codes, and ten for communes', () => {
    expect(seed.codeLists.map((list) => list.code)).toEqual([
      'ma_phuong',
      'muc_dich',
      'trang_thai',
      'su_kien',
      'ma_icd',
      'ma_tthc',
    ]);
    for (const list of seed.codeLists) {
      expect(list.codes.length, list.code).toBeGreaterThanOrEqual(4);
      expect(list.codes.length, list.code).toBeLessThanOrEqual(10);
      expect(new Set(list.codes.map((item) => item.code)).size, list.code).toBe(list.codes.length);
    }
    expect(seed.codeLists[0]?.codes).toHaveLength(10);
  });

  it('bind through the element of their name, and trang_thai directly', () => {
    const throughElement = seed.dataElements.filter((element) => element.codeList !== null);
    expect(throughElement.map((element) => element.code).toSorted()).toEqual([
      'ma_icd',
      'ma_phuong',
      'ma_tthc',
      'muc_dich',
      'su_kien',
    ]);
    for (const element of throughElement) expect(element.codeList).toBe(element.code);
    expect(seed.codeListBindings.map((binding) => `${binding.field} ${binding.codeList}`)).toEqual([
      'S04.trang_thai trang_thai',
      'O03.trang_thai trang_thai',
    ]);
    expect(columnsNamed('trang_thai')).toEqual(['S04.trang_thai', 'O03.trang_thai']);
  });
});
