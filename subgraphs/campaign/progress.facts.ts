import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { ProgressReportRow } from './progress-report.entity.ts';
import type { ProgressTargetRow } from './progress-target.entity.ts';

/** The whole state of a target, told whenever it changes. */
export const progressTargetDeclared = (target: ProgressTargetRow): NewFact => ({
  kind: 'progress-target.declared',
  key: target.code,
  body: {
    code: target.code,
    campaign: target.campaignCode,
    dataset: target.datasetCode,
    agency: target.agencyCode,
    task: target.taskCode,
    trainingTopic: target.trainingTopic,
    baseline: target.baseline,
    value: target.value,
    dueOn: target.dueOn.toISOString(),
  },
});

/** A report, told once: it never changes, and a correction names what it stands for. */
export const progressReported = (report: ProgressReportRow): NewFact => ({
  kind: 'progress.reported',
  key: report.targetCode,
  body: {
    code: report.code,
    target: report.targetCode,
    dataset: report.datasetCode,
    agency: report.agencyCode,
    measuredOn: report.measuredOn.toISOString(),
    value: report.value,
    corrects: report.corrects,
  },
});
