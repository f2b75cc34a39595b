import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { MaturityAssessmentRow } from './maturity-assessment.entity.ts';

/** How mature the data governance of an agency was found to be, told of every assessment. */
export const maturityAssessed = (assessment: MaturityAssessmentRow): NewFact => ({
  kind: 'maturity.assessed',
  key: assessment.agencyCode,
  body: {
    agency: assessment.agencyCode,
    assessedOn: assessment.assessedOn.toISOString(),
    level: assessment.level,
    postVi: assessment.postVi,
    postEn: assessment.postEn,
    evidence: assessment.evidence,
  },
});
