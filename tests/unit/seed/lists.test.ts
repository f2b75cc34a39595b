import { describe, expect, it } from 'vitest';
import { loadSeedCatalogue } from '../../../seed/data/index.ts';

const seed = loadSeedCatalogue();
const codesOf = (sharingClass: 'OPEN' | 'SHARED'): string[] =>
  seed.datasets.filter((dataset) => dataset.sharingClass === sharingClass).map((dataset) => dataset.code);
const versionsOf = (kind: 'OPEN' | 'SHARED' | 'PLATFORM') =>
  seed.dataLists.filter((list) => list.kind === kind).flatMap((list) => list.versions);

describe('data lists of the seed', () => {
  it('approve opening of every open dataset but O21, which a second version proposes', () => {
    expect(versionsOf('OPEN')).toEqual([
      {
        version: 1,
        state: 'APPROVED',
        document: '127/KH-UBND',
        approvedOn: '2026-01-20',
        members: codesOf('OPEN').filter((code) => code !== 'O21'),
      },
      { version: 2, state: 'PROPOSED', document: null, approvedOn: null, members: codesOf('OPEN') },
    ]);
  });

  it('approve sharing of every shared dataset but S31', () => {
    expect(versionsOf('SHARED')).toEqual([
      {
        version: 1,
        state: 'APPROVED',
        document: '127/KH-UBND',
        approvedOn: '2026-01-20',
        members: codesOf('SHARED').filter((code) => code !== 'S31'),
      },
    ]);
    expect(codesOf('SHARED')).toHaveLength(24);
  });

  it('share every platform but the data exchange, which a second version proposes', () => {
    const all = seed.platforms.map(({ code }) => code).sort();
    expect(versionsOf('PLATFORM').map(({ state, members }) => [state, members])).toEqual([
      ['APPROVED', all.filter((code) => code !== 'EXCHANGE')],
      ['PROPOSED', all],
    ]);
  });
});

describe('mandate lists of the seed', () => {
  const codes = (list: (typeof seed.mandateLists)[number] | undefined): string | undefined =>
    list?.versions.find(({ state }) => state === 'APPROVED')?.datasets.join(' ');
  const [of2026, of2025] = seed.mandateLists;

  it('are the twelve of 2026 and the eleven of 2025', () => {
    expect(seed.mandateLists.map((list) => [list.code, list.date, list.document])).toEqual([
      ['ML-2026-12', '2026-01-14', null],
      ['ML-2025-11', '2025-07-23', '214/NQ-CP'],
    ]);
    expect(codes(of2026)).toBe('N01 N02 N03 N04 N05 N06 N07 N08 N09 N10 N11 N12');
    expect(codes(of2025)).toBe('N01 N02 N03 N04 N05 N06 N07 N09 N10 N11 N12');
  });

  it('propose N08 for the eleven as well', () => {
    expect(of2025?.versions.map(({ state, datasets }) => [state, datasets.length])).toEqual([
      ['APPROVED', 11],
      ['PROPOSED', 12],
    ]);
    expect(of2025?.versions[1]?.datasets).toEqual(of2026?.versions[0]?.datasets);
  });

  it('state a number as a fact and the names as sample data', () => {
    for (const list of seed.mandateLists) {
      expect(list.mark).toBe('FACT');
      const [first] = list.versions;
      expect(first?.datasets).toHaveLength(list.statedCount);
      expect(list.versions.every(({ mark }) => mark === 'ILLUSTRATIVE')).toBe(true);
    }
  });
});

describe('policy documents of the seed', () => {
  it('are the eighteen of the legal frame, and two general bases for publishing', () => {
    const bases = new Set(seed.publicBasis.map((basis) => basis.document));
    expect(
      seed.policyDocuments.filter((document) => !bases.has(document.code)).map((document) => document.code),
    ).toEqual([
      '57-NQ/TW',
      '204-QĐ/TW',
      '06/QĐ-TTg',
      '214/NQ-CP',
      '02-KH/BCĐTW',
      '60/2024/QH15',
      '165/2025/NĐ-CP',
      '20/2025/QĐ-TTg',
      '194/2025/NĐ-CP',
      '278/2025/NĐ-CP',
      '2439/QĐ-TTg',
      '3090/QĐ-BKHCN',
      '91/2025/QH15',
      '356/2025/NĐ-CP',
      '47/2020/NĐ-CP',
      '13/2023/NĐ-CP',
      '328/QĐ-UBND',
      '127/KH-UBND',
    ]);
    expect(seed.policyDocuments).toHaveLength(20);
  });

  it('are in force but for one that is replaced and one that is partly', () => {
    const others = seed.policyDocuments.filter((document) => document.status !== 'IN_FORCE');
    expect(others.map(({ code, status, replacedBy }) => [code, status, replacedBy])).toEqual([
      ['47/2020/NĐ-CP', 'PARTLY_REPLACED', '194/2025/NĐ-CP'],
      ['13/2023/NĐ-CP', 'REPLACED', '356/2025/NĐ-CP'],
    ]);
  });

  it('never come into force before they were issued', () => {
    for (const { code, issuedOn, inForceFrom } of seed.policyDocuments) {
      if (issuedOn !== null && inForceFrom !== null) expect(inForceFrom >= issuedOn, code).toBe(true);
    }
  });
});
