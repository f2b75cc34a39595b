import { type Wrong, written } from './wrong.ts';

/** Writes of quality that contradict what is there, or themselves. */
export const QUALITY_WRITES: readonly Wrong[] = written([
  [
    'weights that do not add up',
    'setQualityProfile',
    { weights: { accurate: 0.5, complete: 0.5, clean: 0.5, live: 0, unified: 0, sharedUse: 0 } },
    'BAD_USER_INPUT',
    /add up to 1\.5; they must add up to 1\. Change some/,
  ],
  [
    'a metric with the code of one that is computed',
    'defineQualityMetric',
    {
      code: 'freshness',
      criterion: 'LIVE',
      nameVi: 'x',
      nameEn: 'x',
      definitionVi: 'x',
      definitionEn: 'x',
      characteristics: ['CURRENTNESS'],
    },
    'CONFLICT',
    /freshness is a metric that the catalog computes .*Give another code/,
  ],
  [
    'a count of fewer records than none',
    'addRecordGroupCount',
    { dataset: 'S27', countedAt: '2026-02-01', complete: -1, missing: 0, toRebuild: 0 },
    'BAD_USER_INPUT',
    /complete takes a number of records from 0/,
  ],
  [
    'an update in the future',
    'reportDatasetUpdate',
    { dataset: 'S27', updatedAt: '2099-01-01' },
    'BAD_USER_INPUT',
    /in the future; given: 2098-12-31.*Give when/,
  ],

  [
    'a pass mark over 1',
    'setQualityProfile',
    {
      weights: { accurate: 1, complete: 0, clean: 0, live: 0, unified: 0, sharedUse: 0 },
      passMark: 2,
    },
    'BAD_USER_INPUT',
    /passMark/,
  ],
  [
    'a count of the records of a dataset that is not there',
    'addRecordGroupCount',
    { dataset: 'S1', countedAt: '2026-02-01', complete: 1, missing: 0, toRebuild: 0 },
    'NOT_FOUND',
    /"S1"/,
  ],
]);
