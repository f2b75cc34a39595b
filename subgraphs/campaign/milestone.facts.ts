import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { MilestoneRow } from './milestone.entity.ts';

/** The whole state of a milestone, told whenever it changes. */
export const milestoneDeclared = (milestone: MilestoneRow): NewFact => ({
  kind: 'milestone.declared',
  key: milestone.code,
  body: {
    code: milestone.code,
    campaign: milestone.campaignCode,
    titleVi: milestone.titleVi,
    titleEn: milestone.titleEn,
    dueOn: milestone.dueOn.toISOString(),
    document: milestone.documentCode,
    reachedOn: milestone.reachedOn?.toISOString() ?? null,
    evidence: milestone.evidence,
  },
});
