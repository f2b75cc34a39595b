import type { NewFact } from '../../kernel/outbox/fact.ts';

/** By which document a dataset has a class, told whenever it is decided. */
export const classificationRecorded = (
  dataset: string,
  decision: {
    readonly kind: string;
    readonly class: string;
    readonly document: string;
    readonly article: string | null;
    readonly listItem: string | null;
  },
): NewFact => ({
  kind: 'classification.recorded',
  key: dataset,
  body: {
    dataset,
    kind: decision.kind,
    class: decision.class,
    document: decision.document,
    article: decision.article,
    listItem: decision.listItem,
  },
});
