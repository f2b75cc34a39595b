import { describe, expect, it } from 'vitest';
import { loadSeedCatalogue } from '../../../seed/data/index.ts';

const seed = loadSeedCatalogue();
const of = (agency: string) => seed.assignments.filter((assignment) => assignment.agency === agency);

describe('partner assignments of the seed', () => {
  it('give every city agency one to four partners, but for the unassigned Steering Committee', () => {
    for (const agency of seed.agencies) {
      const count = of(agency.code).length;
      if (!agency.code.startsWith('A') || agency.code === 'A25') expect(count, agency.code).toBe(0);
      else {
        expect(count, agency.code).toBeGreaterThanOrEqual(1);
        expect(count, agency.code).toBeLessThanOrEqual(4);
      }
    }
    expect(of('A04')).toHaveLength(4);
    expect(of('A11')).toHaveLength(4);
  });

  it('name exactly one lead wherever there is a partner', () => {
    for (const agency of new Set(seed.assignments.map((assignment) => assignment.agency))) {
      expect(of(agency).filter((assignment) => assignment.isLead).length, agency).toBe(1);
    }
  });

  it('say of each agency who leads', () => {
    const leads = seed.assignments.filter((assignment) => assignment.isLead);
    const ledBy = (partner: string): string =>
      leads
        .filter((lead) => lead.partner === partner)
        .map((lead) => lead.agency)
        .join(' ');
    expect(ledBy('MBF')).toBe('A01 A02 A14 A16 A23 A26');
    expect(ledBy('VNPT')).toBe('A03 A06 A10 A21 A22 A24 A27');
    expect(ledBy('VTL')).toBe('A04 A08 A11 A12 A19 A20');
    expect(ledBy('FPT')).toBe('A05 A13 A17');
    expect(ledBy('CMC')).toBe('A07 A09 A18');
    expect(ledBy('MK')).toBe('A15');
  });

  it('start together at the launch of the campaign and are open', () => {
    expect(new Set(seed.assignments.map(({ validFrom, validTo }) => `${validFrom} ${validTo}`))).toEqual(
      new Set(['2026-01-14T00:00:00+07:00 null']),
    );
  });

  it('are facts for the Office of the People’s Committee and Public Security alone', () => {
    const facts = seed.assignments.filter((assignment) => assignment.mark === 'FACT');
    expect(facts.map(({ agency, partner, isLead }) => [agency, partner, isLead])).toEqual([
      ['A01', 'MBF', true],
      ['A01', 'VTL', false],
      ['A01', 'VNPT', false],
      ['A02', 'MBF', true],
    ]);
  });

  it('name the six partners as the press does', () => {
    expect(seed.partners.map((partner) => `${partner.nameVi} / ${partner.nameEn}`)).toEqual([
      'Tổng Công ty Viễn thông Mobifone / Mobifone Telecommunications Corporation',
      'Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT) / Vietnam Post and Telecommunications Group',
      'Tập đoàn Công nghiệp - Viễn thông Quân đội (Viettel) / Viettel Group',
      'Công ty Cổ phần FPT / FPT Corporation',
      'Công ty Cổ phần Tập đoàn MK / MK Group Corporation',
      'Công ty cổ phần Tập đoàn Công nghệ CMC / CMC Technology Group Corporation',
    ]);
    expect(seed.partners.every((partner) => partner.mark === 'FACT')).toBe(true);
  });
});
