import type { NewFact } from '../../kernel/outbox/fact.ts';

/** A dataset is declared to conform to a standard, to the level that its publisher states. */
export const conformanceDeclared = (dataset: string, standard: string, level: string | null): NewFact => ({
  kind: 'conformance.declared',
  key: dataset,
  body: { dataset, standard, level },
});

/** A dataset no longer conforms to a standard. */
export const conformanceWithdrawn = (dataset: string, standard: string): NewFact => ({
  kind: 'conformance.withdrawn',
  key: dataset,
  body: { dataset, standard },
});
