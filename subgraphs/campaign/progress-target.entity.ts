import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A figure that a dataset, or an agency, is to reach in a campaign by a day. */
export const ProgressTargetEntity = defineEntity({
  name: 'ProgressTarget',
  tableName: 'progress_target',
  properties: {
    code: p.text().primary(),
    campaignCode: p.text(),
    /** One of the two: with a dataset, its publisher is responsible. */
    datasetCode: p.text().strictNullable(),
    agencyCode: p.text().strictNullable(),
    taskCode: p.text().strictNullable(),
    trainingTopic: p.text().strictNullable(),
    measureVi: p.text(),
    measureEn: p.text(),
    unitVi: p.text(),
    unitEn: p.text(),
    baseline: p.decimal('number'),
    value: p.decimal('number'),
    dueOn: p.datetime(),
    /** Year of dueOn in the city, kept by the database. */
    year: p.integer().persist(false),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type ProgressTargetRow = InferEntity<typeof ProgressTargetEntity>;
