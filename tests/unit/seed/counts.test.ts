import { describe, expect, it } from 'vitest';
import { loadSeedCatalogue } from '../../../seed/data/index.ts';

const seed = loadSeedCatalogue();

const startingWith = (letter: string, records: readonly { readonly code: string }[]): number =>
  records.filter((record) => record.code.startsWith(letter)).length;

describe('the size of the seed', () => {
  it('has 27 city agencies, 12 central bodies and 6 former agencies', () => {
    expect(['A', 'B', 'X'].map((letter) => startingWith(letter, seed.agencies))).toEqual([27, 12, 6]);
    expect(seed.agencies).toHaveLength(45);
  });

  it('has 75 datasets: 12 national, 5 ministry, 36 specialized, 22 open', () => {
    expect(['N', 'M', 'S', 'O'].map((letter) => startingWith(letter, seed.datasets))).toEqual([12, 5, 36, 22]);
    expect(seed.datasets).toHaveLength(75);
  });

  it('has 314 columns, 70 flows and 183 column edges', () => {
    expect(seed.datasets.flatMap((dataset) => dataset.fields)).toHaveLength(314);
    expect(seed.flows).toHaveLength(70);
    expect(seed.flows.flatMap((flow) => flow.columns)).toHaveLength(183);
  });

  it('has 6 partners and 47 assignments', () => {
    expect(seed.partners.map((partner) => partner.code)).toEqual(['MBF', 'VNPT', 'VTL', 'FPT', 'MK', 'CMC']);
    expect(seed.assignments).toHaveLength(47);
  });

  it('numbers datasets and flows without a gap', () => {
    const numbered = (letter: string, count: number): string[] =>
      Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`);
    expect(seed.datasets.map((dataset) => dataset.code)).toEqual([
      ...numbered('N', 12),
      ...numbered('M', 5),
      ...numbered('S', 36),
      ...numbered('O', 22),
    ]);
    expect(seed.flows.map((flow) => flow.code)).toEqual(numbered('F', 70));
  });
});
