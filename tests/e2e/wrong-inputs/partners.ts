import { type Wrong, written } from './wrong.ts';

/** Writes of partners and their assignments that contradict what is there, or themselves. */
export const PARTNERS_WRITES: readonly Wrong[] = written([
  [
    'five partners at once',
    'assignPartners',
    {
      agency: 'A11',
      validFrom: '2026-06-01',
      partners: ['MBF', 'VNPT', 'VTL', 'FPT', 'MK'].map((partner, i) => ({ partner, isLead: i === 0 })),
    },
    'CONFLICT',
    /at most 4 partners; given: 5 .*Leave some out/,
  ],
  [
    'a fifth partner',
    'addPartnerAssignment',
    { agency: 'A11', partner: 'CMC', validFrom: '2026-06-01' },
    'CONFLICT',
    /A11 has four partners already \(.*\): end one first with endPartnerAssignment/,
  ],
  [
    'a second lead',
    'addPartnerAssignment',
    { agency: 'A05', partner: 'CMC', isLead: true, validFrom: '2026-06-01' },
    'CONFLICT',
    /FPT leads agency A05 already, .*setLeadPartner/,
  ],
  [
    'two leads at once',
    'assignPartners',
    {
      agency: 'A05',
      validFrom: '2026-06-01',
      partners: [
        { partner: 'FPT', isLead: true },
        { partner: 'CMC', isLead: true },
      ],
    },
    'CONFLICT',
    /one lead partner; given: .*Say isLead of one/,
  ],
  [
    'several partners without a lead',
    'assignPartners',
    { agency: 'A05', validFrom: '2026-06-01', partners: [{ partner: 'FPT' }, { partner: 'CMC' }] },
    'CONFLICT',
    /no lead .*Say isLead of one/,
  ],
  [
    'a period that overlaps another',
    'addPartnerAssignment',
    { agency: 'A05', partner: 'VNPT', validFrom: '2026-06-01', validTo: '2026-09-01' },
    'CONFLICT',
    /VNPT works for agency A05 from .* already: validity periods must not overlap\. End it first/,
  ],
  [
    'the end of a lead that others need',
    'endPartnerAssignment',
    { agency: 'A11', partner: 'VTL' },
    'CONFLICT',
    /hand the lead over first with setLeadPartner/,
  ],
  [
    'a partner that is not there',
    'addPartnerAssignment',
    { agency: 'A09', partner: 'VNPTT', validFrom: '2026-06-01' },
    'NOT_FOUND',
    /"VNPTT"\. Did you mean VNPT/,
  ],
]);
