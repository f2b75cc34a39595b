import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { History } from './assignment-history.ts';

/** Who works for an agency at which time, all of its history, told whenever any of it changes. */
export const assignmentsSet = (agency: string, history: History): NewFact => ({
  kind: 'assignments.set',
  key: agency,
  body: {
    agency,
    assignments: history.map(({ partner, isLead, validFrom, validTo }) => ({
      partner,
      isLead,
      validFrom: validFrom.toISOString(),
      validTo: validTo?.toISOString() ?? null,
    })),
  },
});
