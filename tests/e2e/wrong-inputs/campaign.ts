import { type Written, type Wrong, written } from './wrong.ts';

const TASK = {
  code: 'C2026-90',
  campaign: 'C2026',
  group: 'DATA',
  kind: 'CLEANSE',
  titleVi: 'Thử',
  titleEn: 'Test',
  agency: 'A11',
  responsiblePostVi: 'Phó Giám đốc',
  responsiblePostEn: 'Deputy Director',
  textVi: 'Làm sạch',
  textEn: 'Cleanse',
  dueOn: '2026-12-31',
  accountablePostVi: 'Giám đốc',
  accountablePostEn: 'Director',
  deliverableVi: 'Báo cáo',
  deliverableEn: 'Report',
  authority: '214/NQ-CP',
};

/** Tasks that say five of the six clears: one is left out, or blank. */
export const FIVE_CLEARS: readonly Wrong[] = written([
  ...(
    [
      ['responsibility', { agency: null }],
      ['responsibility', { responsiblePostVi: ' ' }],
      ['task', { textVi: '', textEn: '' }],
      ['timeline', { dueOn: null }],
      ['accountability', { accountablePostEn: null }],
      ['deliverable', { deliverableVi: null, deliverableEn: null }],
      ['authority', { authority: null }],
    ] as const
  ).map(
    ([clear, left]): Written => [
      `${clear} (${Object.keys(left).join(', ')})`,
      'createTask',
      { ...TASK, ...left },
      'BAD_USER_INPUT',
      new RegExp(`lacks 1 of its six clears: ${clear} \\(.*A task is accepted when it says all six`),
    ],
  ),
]);

const target = (more: Record<string, unknown>) => ({
  code: 'C2026-90-share',
  campaign: 'C2026',
  dataset: 'S27',
  measureVi: 'x',
  measureEn: 'x',
  unitVi: '%',
  unitEn: '%',
  baseline: 0,
  value: 100,
  dueOn: '2026-12-31',
  ...more,
});
const report = (more: Record<string, unknown>) => ({
  target: 'C2026-S12-matched',
  measuredOn: '2026-02-15',
  value: 50,
  reporterPostVi: 'x',
  reporterPostEn: 'x',
  evidence: 'x',
  source: 'x',
  ...more,
});

/** Writes of campaigns, tasks, targets and reports that contradict what is there, or themselves. */
export const CAMPAIGN_WRITES: readonly Wrong[] = written([
  [
    'a campaign that is there',
    'createCampaign',
    { code: 'C2026', titleVi: 'x', titleEn: 'x', launchedOn: '2026-01-14' },
    'CONFLICT',
    /Use updateCampaign/,
  ],
  [
    'a change of a campaign that is not there',
    'updateCampaign',
    { code: 'C2025', titleEn: 'x' },
    'NOT_FOUND',
    /Did you mean C2026/,
  ],
  [
    'a task of a campaign that is not there',
    'createTask',
    { ...TASK, campaign: 'C2025' },
    'CONFLICT',
    /campaign does not exist\. Create it first with createCampaign/,
  ],
  ['a task about a dataset that is not there', 'createTask', { ...TASK, datasets: ['S1'] }, 'NOT_FOUND', /"S1"/],
  [
    'a target where it begins',
    'createProgressTarget',
    target({ value: 0 }),
    'BAD_USER_INPUT',
    /value must differ from baseline.*Give what is to be reached/,
  ],
  [
    'a target of a dataset and of an agency',
    'createProgressTarget',
    target({ agency: 'A11' }),
    'BAD_USER_INPUT',
    /given: S27 and A11\. Give one of dataset and agency/,
  ],
  [
    'a number of people in a task that does not train',
    'createProgressTarget',
    target({ dataset: null, task: 'C2026-05', trainingTopic: 'DIGITAL_SKILLS' }),
    'BAD_USER_INPUT',
    /trainingTopic goes with a task of the kind TRAIN/,
  ],
  [
    'a report on what is not there',
    'reportProgress',
    report({ target: 'C2026-S12-match' }),
    'NOT_FOUND',
    /Did you mean C2026-S12-matched/,
  ],
  [
    'a report of the future',
    'reportProgress',
    report({ measuredOn: '2090-01-01' }),
    'BAD_USER_INPUT',
    /measuredOn must not lie in the future/,
  ],
  [
    'a second report for one instant',
    'reportProgress',
    report({ measuredOn: '2026-02-28' }),
    'CONFLICT',
    /says already what was reached.*Correct it with correctProgress/,
  ],
  ['a report without evidence', 'reportProgress', report({ evidence: ' ' }), 'BAD_USER_INPUT', /evidence/],
  [
    'a milestone that was reached, nobody says by what it is known',
    'updateMilestone',
    { code: 'C2026-one-platform', reachedOn: '2026-02-01' },
    'BAD_USER_INPUT',
    /evidence is missing\. Give both, or neither/,
  ],
  [
    'a milestone that is not there',
    'updateMilestone',
    { code: 'C2026-lunch', titleEn: 'x' },
    'NOT_FOUND',
    /Did you mean C2026-launch/,
  ],
  [
    'a role in a campaign that the agency has already',
    'assignOversight',
    { campaign: 'C2026', agency: 'A18', role: 'INSPECTOR', validFrom: '2026-06-01' },
    'CONFLICT',
    /has this role in the campaign at that time already\. End that first with endOversight/,
  ],
  [
    'the end of a role that the agency does not have',
    'endOversight',
    { campaign: 'C2026', agency: 'A18', role: 'SECURITY', validTo: '2026-06-01' },
    'CONFLICT',
    /A18 is not SECURITY of C2026 without an end\. Ask for Campaign\.oversight/,
  ],
  [
    'a latest value of an indicator that is not there',
    'updateIndicator',
    { code: 'growth-2031', latestValue: 1, latestOn: '2026-01-01' },
    'NOT_FOUND',
    /Did you mean growth-203/,
  ],
]);
