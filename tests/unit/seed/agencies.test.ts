import { describe, expect, it } from 'vitest';
import { loadSeedCatalogue } from '../../../seed/data/index.ts';
import { isValidAt } from './reach.ts';

const seed = loadSeedCatalogue();
const city = seed.agencies.filter((agency) => agency.code.startsWith('A'));
const central = seed.agencies.filter((agency) => agency.code.startsWith('B'));
const former = seed.agencies.filter((agency) => agency.code.startsWith('X'));

const codesWhere = (keep: (agency: (typeof city)[number]) => boolean): string =>
  city
    .filter(keep)
    .map((agency) => agency.code)
    .join(' ');

describe('agencies of the seed', () => {
  it('belong to the blocs of the political system', () => {
    expect(codesWhere((agency) => agency.bloc === 'PARTY')).toBe('A19 A20 A25 A27');
    expect(codesWhere((agency) => agency.bloc === 'FATHERLAND_FRONT')).toBe('A21');
    expect(codesWhere((agency) => agency.bloc === 'SOCIO_POLITICAL')).toBe('A26');
    expect(new Set([...central, ...former].map((agency) => agency.bloc))).toEqual(new Set(['GOVERNMENT']));
  });

  it('are of the city but for wards, commune and special zone, and there is no district', () => {
    expect(codesWhere((agency) => agency.level === 'WARD')).toBe('A22 A27');
    expect(codesWhere((agency) => agency.level === 'COMMUNE')).toBe('A23');
    expect(codesWhere((agency) => agency.level === 'SPECIAL_ZONE')).toBe('A24');
    expect(codesWhere((agency) => agency.level === 'CITY').split(' ')).toHaveLength(23);
    expect(central.every((agency) => agency.level === 'CENTRAL')).toBe(true);
  });

  it('have one line of command each, and only Public Security of the city has the central one', () => {
    expect(codesWhere((agency) => agency.line === 'CENTRAL_VERTICAL')).toBe('A02');
    expect(codesWhere((agency) => agency.line === 'PARTY')).toBe('A19 A20 A25 A27');
    expect(codesWhere((agency) => agency.line === 'FRONT')).toBe('A21 A26');
    expect(central.every((agency) => agency.line === 'CENTRAL_VERTICAL')).toBe(true);
  });

  it('stand under exactly the parents that are known', () => {
    const parents = seed.agencies.flatMap((agency) => (agency.parent === null ? [] : [[agency.code, agency.parent]]));
    expect(Object.fromEntries(parents)).toEqual({
      A02: 'B01',
      A04: 'A03',
      A22: 'A01',
      A23: 'A01',
      A24: 'A01',
      A27: 'A19',
      B11: 'B03',
      B12: 'B01',
    });
  });

  it('took over from the former agencies on 2025-03-01, city time', () => {
    expect(Object.fromEntries(former.map((agency) => [agency.code, agency.successors]))).toEqual({
      X01: ['A03'],
      X02: ['A05'],
      X03: ['A08'],
      X04: ['A06'],
      X05: ['A10'],
      X06: ['A10'],
    });
    expect(new Set(former.map((agency) => agency.validTo))).toEqual(new Set(['2025-03-01T00:00:00+07:00']));
    expect([...city, ...central].every((agency) => agency.successors.length === 0)).toBe(true);
  });

  it('number 45 on 2025-02-28 and 39 from the day after', () => {
    const validAt = (at: string): number => seed.agencies.filter((agency) => isValidAt(agency, at)).length;
    expect(validAt('2025-02-28T23:59:59+07:00')).toBe(45);
    expect(validAt('2025-03-01T00:00:00+07:00')).toBe(39);
    expect(validAt('2026-02-01T00:00:00+07:00')).toBe(39);
  });

  it('each name an accountable post since 2026-01-01 and one contact post in the city', () => {
    for (const agency of city) {
      expect(agency.accountablePost?.validFrom, agency.code).toBe('2026-01-01T00:00:00+07:00');
      expect(agency.accountablePost?.validTo, agency.code).toBeNull();
      expect(agency.contactPoints, agency.code).toHaveLength(1);
    }
    expect(city.find((agency) => agency.code === 'A11')?.accountablePost).toMatchObject({
      postVi: 'Giám đốc Sở Y tế',
      postEn: 'Director of the Department of Health',
    });
  });

  it('carry no invented e-mail address or telephone number', () => {
    const contacts = seed.agencies.flatMap((agency) => agency.contactPoints);
    expect(contacts.filter((contact) => contact.email !== null || contact.phone !== null)).toEqual([]);
  });

  it('are facts where the press names them, and sample data elsewhere', () => {
    const facts = seed.agencies.filter((agency) => agency.mark === 'FACT').map((agency) => agency.code);
    expect(facts.join(' ')).toBe('A01 A02 A03 A18 A19 A20 A25 A27');
  });
});
