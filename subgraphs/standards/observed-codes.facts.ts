import type { NewFact } from '../../kernel/outbox/fact.ts';

/** How many codes were found in a field; the codes themselves stay here. */
export const codesObserved = (field: string, observedAt: Date, total: number): NewFact => ({
  kind: 'codes.observed',
  key: field,
  body: { field, observedAt: observedAt.toISOString(), total },
});
