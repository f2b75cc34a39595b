import { describe, expect, it } from 'vitest';
import { type OpennessFacts, opennessChecklist } from '../../../subgraphs/datasets/openness.ts';

const DAY = 86_400_000;
const BARE: OpennessFacts = { updateMs: null, completeness: [], distributions: [] };
const had = (format: string, more: object = {}) => ({ format, accessUrl: null, accessService: null, ...more });
const met = (facts: Partial<OpennessFacts>): Record<string, boolean | null> =>
  Object.fromEntries(opennessChecklist({ ...BARE, ...facts }, 90 * DAY).map((one) => [one.principle, one.met]));

describe('the checklist of open data', () => {
  it('leaves open what the catalogue does not know, and misses what it knows not to be there', () => {
    expect(met({})).toEqual({
      COMPLETE: null,
      LATEST: null,
      ONLINE: false,
      MACHINE_PROCESSABLE: false,
      NO_IDENTIFICATION: null,
      OPEN_FORMAT: false,
      FREE: null,
      DEMAND_LED: null,
    });
  });

  it('takes an interval of the limit itself for the latest, and no longer one', () => {
    expect([met({ updateMs: 90 * DAY })['LATEST'], met({ updateMs: 90 * DAY + 1 })['LATEST']]).toEqual([true, false]);
  });

  it('takes data for complete when every measurement of it is 1', () => {
    expect([met({ completeness: [1, 1] })['COMPLETE'], met({ completeness: [1, 0.99] })['COMPLETE']]).toEqual([
      true,
      false,
    ]);
  });

  it.each([
    ['csv', true, true],
    ['XLSX', true, false],
    ['API', true, false],
    ['PDF', false, false],
  ])('%s: for a machine %s, open %s', (format, machine, open) => {
    const { MACHINE_PROCESSABLE, OPEN_FORMAT } = met({ distributions: [had('PDF'), had(format)] });
    expect([MACHINE_PROCESSABLE, OPEN_FORMAT]).toEqual([machine, open]);
  });

  it('is online by an address or by a platform', () => {
    expect([
      met({ distributions: [had('CSV')] })['ONLINE'],
      met({ distributions: [had('CSV', { accessUrl: 'https://example.org/a.csv' })] })['ONLINE'],
      met({ distributions: [had('CSV'), had('API', { accessService: 'LGSP' })] })['ONLINE'],
    ]).toEqual([false, true, true]);
  });

  it('says in both languages what it found', () => {
    const [, latest, , machine] = opennessChecklist(
      { ...BARE, updateMs: 91 * DAY, distributions: [had('JSON'), had('CSV'), had('JSON')] },
      90 * DAY,
    );
    expect(latest).toMatchObject({ reasonVi: 'Chu kỳ cập nhật dài hơn thời hạn.', met: false });
    expect(machine?.reasonEn).toBe('It is had in a machine-readable format: CSV, JSON.');
  });
});
