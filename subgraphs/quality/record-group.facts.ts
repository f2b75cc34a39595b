import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { RecordGroupCountRow } from './record-group.entity.ts';

/** The records of a dataset were counted. */
export const recordsCounted = ({
  datasetCode,
  countedAt,
  complete,
  missing,
  toRebuild,
}: RecordGroupCountRow): NewFact => ({
  kind: 'records.counted',
  key: datasetCode,
  body: { dataset: datasetCode, countedAt: countedAt.toISOString(), complete, missing, toRebuild },
});

/** The data of a dataset changed. */
export const datasetUpdated = (dataset: string, updatedAt: Date): NewFact => ({
  kind: 'dataset.updated',
  key: dataset,
  body: { dataset, updatedAt: updatedAt.toISOString() },
});
