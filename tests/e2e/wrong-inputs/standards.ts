import { stewardOf } from '../../support/instance.ts';
import { type Wrong, written } from './wrong.ts';

/** Writes of standards, the dictionary and master sources that contradict what is there, or themselves. */
export const STANDARDS_WRITES: readonly Wrong[] = written([
  [
    'a standard that is not there',
    'declareConformance',
    { standard: 'TCVN 7798', datasets: ['O01'] },
    'NOT_FOUND',
    /Did you mean TCVN 7789/,
  ],
  [
    'conformance of a dataset that is not there',
    'declareConformance',
    { standard: 'DCAT 3', datasets: ['O13', 'O99'] },
    'NOT_FOUND',
    /"O99"/,
    stewardOf('A12'),
  ],
  [
    'a second approved master source',
    'approveMasterSource',
    { element: 'ho_ten', dataset: 'S01' },
    'CONFLICT',
    /approved master source already\. Take that approval back first/,
  ],
  [
    'an element that is a homonym',
    'createDataElement',
    { code: 'dia_chi', nameVi: 'x', nameEn: 'x', definitionVi: 'x', definitionEn: 'x', type: 'STR' },
    'CONFLICT',
    /declared to be a homonym.*Give the element a code/,
  ],
  [
    'a homonym that is an element',
    'declareHomonym',
    { name: 'ho_ten', noteVi: 'x', noteEn: 'x' },
    'CONFLICT',
    /has an element of this code.*Give another name/,
  ],
  [
    'codes of a field without a code list',
    'reportObservedCodes',
    { field: 'S04.ma_ho_so', codes: ['1'], observedAt: '2026-02-01' },
    'CONFLICT',
    /S04\.ma_ho_so has no code list.*Bind one first/,
  ],
  [
    'a suggestion for a field that is bound',
    'decideSuggestion',
    { field: 'N01.ho_ten', element: 'so_dinh_danh', accept: true },
    'CONFLICT',
    /N01\.ho_ten is bound to an element already\. Unbind it first/,
  ],
  [
    'a decision taken back that was not made',
    'undoSuggestionDecision',
    { field: 'N01.ho_ten', element: 'so_dinh_danh' },
    'CONFLICT',
    /Nothing was decided on so_dinh_danh.*bindingDecisions/,
  ],
  [
    'a binding to an element that is not there',
    'bindFields',
    { element: 'ho_tem', fields: ['N01.ho_ten'] },
    'NOT_FOUND',
    /Did you mean ho_ten/,
  ],

  [
    'a version of a mandate list approved without a document',
    'approveMandateListVersion',
    { mandateList: 'ML-2025-11', version: 2, document: '', approvedOn: '2026-05-01' },
    'BAD_USER_INPUT',
    /document/,
  ],
  [
    'an approval by a document that is not there',
    'approveMandateListVersion',
    { mandateList: 'ML-2025-11', version: 2, document: '215/NQ-CP', approvedOn: '2026-05-01' },
    'CONFLICT',
    /policy document does not exist\. Create it first with createPolicyDocument/,
  ],
  [
    'an approval of a version of a mandate list that is approved',
    'approveMandateListVersion',
    { mandateList: 'ML-2025-11', version: 1, document: '127/KH-UBND', approvedOn: '2026-05-01' },
    'CONFLICT',
    /approved already by 214\/NQ-CP.*A decision is final/,
  ],
  [
    'the rejection of a version that there is not',
    'rejectMandateListVersion',
    { mandateList: 'ML-2025-11', version: 9, document: '127/KH-UBND', reasonVi: 'x', reasonEn: 'x' },
    'NOT_FOUND',
    /version of the mandate list ML-2025-11 "9"/,
  ],
  [
    'a version of a mandate list of a number too high',
    'proposeMandateListVersion',
    { mandateList: 'ML-2025-11', version: 7, datasets: ['N01'] },
    'CONFLICT',
    /next version of ML-2025-11 is 3; given: 7/,
  ],
  [
    'a change of a mandate list that removes what is not on it',
    'proposeMandateListChanges',
    { mandateList: 'ML-2025-11', remove: ['N08'] },
    'CONFLICT',
    /N08 does not stand on version 1.*Leave it out/,
  ],
]);
