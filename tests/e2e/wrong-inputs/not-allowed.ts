import { ANONYMOUS, ARCHITECT, DEVELOPER, stewardOf } from '../../support/instance.ts';
import { type Wrong, written } from './wrong.ts';

/** Writes of those who may not. */
export const NOT_ALLOWED: readonly Wrong[] = written([
  [
    'nobody in particular',
    'updateAgency',
    { code: 'A01', nameEn: 'x' },
    'UNAUTHENTICATED',
    /signed in.*nguon token/,
    ANONYMOUS,
  ],
  [
    'a developer',
    'createDataset',
    {
      code: 'S90',
      titleVi: 'x',
      titleEn: 'x',
      descriptionVi: 'x',
      descriptionEn: 'x',
      publisher: 'A11',
      tier: 'SPECIALIZED',
    },
    'FORBIDDEN',
    /your role is developer/,
    DEVELOPER,
  ],
  ['an architect', 'updateAgency', { code: 'A01', nameEn: 'x' }, 'FORBIDDEN', /architect/, ARCHITECT],
  [
    'a steward of another agency',
    'updateDataset',
    { code: 'O13', titleEn: 'x' },
    'FORBIDDEN',
    /steward of A11\. A steward of A12 or/,
    stewardOf('A11'),
  ],
  [
    'a steward who gives a dataset away',
    'updateDataset',
    { code: 'S27', publisher: 'A12' },
    'FORBIDDEN',
    /A12/,
    stewardOf('A11'),
  ],
  [
    'a steward for a finding about another agency',
    'acceptFinding',
    { rule: 'R3', target: 'O13', document: '127/KH-UBND' },
    'FORBIDDEN',
    /accept a finding for A12/,
    stewardOf('A11'),
  ],
  [
    'a steward for a finding about an element',
    'acceptFinding',
    { rule: 'R6', target: 'element:ho_ten', document: '127/KH-UBND' },
    'FORBIDDEN',
    /administrator/,
    stewardOf('A11'),
  ],
  [
    'a steward for the flow into another agency',
    'declareFlow',
    { code: 'F90', type: 'MANUAL', from: 'O01', to: 'O02', channel: 'MANUAL', validFrom: '2026-02-01', columns: [] },
    'FORBIDDEN',
    /A01/,
    stewardOf('A11'),
  ],
  [
    'a steward of partners',
    'assignPartners',
    { agency: 'A11', validFrom: '2026-06-01', partners: [] },
    'FORBIDDEN',
    /administrator/,
    stewardOf('A11'),
  ],
]);
