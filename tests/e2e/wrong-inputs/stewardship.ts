import { type Wrong, written } from './wrong.ts';

/** Writes of requests for access that contradict what is there, or themselves. */
export const STEWARDSHIP_WRITES: readonly Wrong[] = written([
  [
    'access to a dataset that is not there',
    'requestAccess',
    { dataset: 'S1', requester: 'A12', purposeVi: 'x', purposeEn: 'x' },
    'NOT_FOUND',
    /"S1"\. Did you mean/,
  ],
  [
    'an approval of a request that is decided',
    'approveAccessRequest',
    { code: 'AR-02' },
    'CONFLICT',
    /APPROVED|approved|open/i,
  ],
  [
    'a refusal without a legal ground',
    'refuseAccessRequest',
    { code: 'AR-01', reasonVi: 'x', reasonEn: 'x', document: '', article: '' },
    'BAD_USER_INPUT',
    /document|article/,
  ],
  ['access granted before it is approved', 'grantAccess', { code: 'AR-01' }, 'CONFLICT', /approve/i],
]);
