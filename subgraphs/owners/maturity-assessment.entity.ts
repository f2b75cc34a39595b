import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** How mature the data governance of an agency was found to be on a day. */
export const MaturityAssessmentEntity = defineEntity({
  name: 'MaturityAssessment',
  tableName: 'maturity_assessment',
  properties: {
    agencyCode: p.text().primary(),
    assessedOn: p.datetime().primary(),
    level: p.integer(),
    postVi: p.text(),
    postEn: p.text(),
    evidence: p.text(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type MaturityAssessmentRow = InferEntity<typeof MaturityAssessmentEntity>;
