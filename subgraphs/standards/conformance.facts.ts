import type { NewFact } from '../../kernel/outbox/fact.ts';

/** A dataset conforms to a standard. */
export const conformanceDeclared = (dataset: string, standard: string): NewFact => ({
  kind: 'conformance.declared',
  key: dataset,
  body: { dataset, standard },
});

/** A dataset no longer conforms to a standard. */
export const conformanceWithdrawn = (dataset: string, standard: string): NewFact => ({
  kind: 'conformance.withdrawn',
  key: dataset,
  body: { dataset, standard },
});
