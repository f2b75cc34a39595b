import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** What was reached of a target on a day, as somebody reported it. Never changed: a correction is a report of its own. */
export const ProgressReportEntity = defineEntity({
  name: 'ProgressReport',
  tableName: 'progress_report',
  properties: {
    /** `<target>/<number>`. */
    code: p.text().primary(),
    targetCode: p.text(),
    number: p.integer(),
    /** Of the target: what decides who may see the report. */
    datasetCode: p.text().strictNullable(),
    /** Responsible when it was reported. */
    agencyCode: p.text(),
    measuredOn: p.datetime(),
    value: p.decimal('number'),
    reporterPostVi: p.text(),
    reporterPostEn: p.text(),
    evidence: p.text(),
    corrects: p.text().strictNullable(),
    reasonVi: p.text().strictNullable(),
    reasonEn: p.text().strictNullable(),
    /** The report that stands in its place; null while it is in force. */
    correctedBy: p.text().strictNullable(),
    recordedAt: p.datetime(),
    mark: p.text(),
    source: p.text(),
  },
});
export type ProgressReportRow = InferEntity<typeof ProgressReportEntity>;
