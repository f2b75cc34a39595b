import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { ProcessingRow } from './processing.entity.ts';

/** Why the data of a dataset is processed and how long it is kept, told whenever that changes. */
export const processingRecorded = (processing: ProcessingRow): NewFact => ({
  kind: 'processing.recorded',
  key: processing.dataset,
  body: {
    dataset: processing.dataset,
    purposeVi: processing.purposeVi,
    purposeEn: processing.purposeEn,
    document: processing.document,
    article: processing.article,
    retention: processing.retention,
  },
});
