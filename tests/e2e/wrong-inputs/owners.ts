import { type Wrong, written } from './wrong.ts';

const agency = (more: Record<string, unknown>) => ({
  code: 'A90',
  nameVi: 'Cơ quan thử',
  nameEn: 'Test agency',
  bloc: 'GOVERNMENT',
  level: 'CITY',
  line: 'CITY',
  validFrom: '2026-01-01',
  ...more,
});

/** Writes of agencies that contradict what is there, or themselves. */
export const OWNERS_WRITES: readonly Wrong[] = written([
  ['an agency that is there', 'createAgency', agency({ code: 'A01' }), 'CONFLICT', /A01|exists|taken/],
  [
    'an electronic code of another form',
    'setElectronicCode',
    { agency: 'A11', code: 'h-29' },
    'BAD_USER_INPUT',
    /code takes a letter and two digits.*such as H29/,
  ],
  [
    'the electronic code of another agency',
    'setElectronicCode',
    { agency: 'A11', code: 'H29' },
    'CONFLICT',
    /Another agency has this electronic identification code/,
  ],
  [
    'a level of maturity that does not exist',
    'assessMaturity',
    { agency: 'A11', assessedOn: '2026-02-01', level: 6, postVi: 'x', postEn: 'x', evidence: 'x' },
    'BAD_USER_INPUT',
    /level takes a whole number from 1 to 5/,
  ],
  [
    'another level for a day that was assessed',
    'assessMaturity',
    { agency: 'A11', assessedOn: '2026-01-20', level: 4, postVi: 'x', postEn: 'x', evidence: 'x' },
    'CONFLICT',
    /assessed at that instant already/,
  ],
  [
    'an agency with a dot in its code',
    'createAgency',
    agency({ code: 'A.90' }),
    'BAD_USER_INPUT',
    /code takes a code of letters/,
  ],
  [
    'an agency with a blank name',
    'createAgency',
    agency({ nameVi: '  ' }),
    'BAD_USER_INPUT',
    /nameVi must not be blank/,
  ],
  [
    'NUL in a name',
    'createAgency',
    agency({ nameEn: 'a\0b' }),
    'BAD_USER_INPUT',
    /nameEn.*cannot be stored.*Remove it/,
  ],
  [
    'half a surrogate pair in a name',
    'updateAgency',
    { code: 'A01', nameEn: 'a\ud800' },
    'BAD_USER_INPUT',
    /cannot be stored/,
  ],
  [
    'a name of 1,025 characters',
    'updateAgency',
    { code: 'A01', nameEn: 'x'.repeat(1_025) },
    'BAD_USER_INPUT',
    /at most 1024/,
  ],
  [
    'an agency that ends before it begins',
    'createAgency',
    agency({ validTo: '2025-01-01' }),
    'BAD_USER_INPUT',
    /validTo must be after validFrom/,
  ],
  [
    'an agency below one that is not there',
    'createAgency',
    agency({ parent: 'A1' }),
    'CONFLICT',
    /parent does not exist\. Create it first, or leave parent out/,
  ],
  ['an agency that is its own parent', 'updateAgency', { code: 'A01', parent: 'A01' }, 'CONFLICT', /A01/],
  [
    'a change of an agency that is not there',
    'updateAgency',
    { code: 'A1', nameEn: 'x' },
    'NOT_FOUND',
    /Did you mean .*A01/,
  ],
]);
