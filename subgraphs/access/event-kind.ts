import { registerEnumType } from 'type-graphql';

/** Kinds of lineage events as they are published. */
export enum LineageEventKind {
  RUN = 'RUN',
  JOB = 'JOB',
  DATASET = 'DATASET',
}
registerEnumType(LineageEventKind, {
  name: 'LineageEventKind',
  description: 'Kind of a lineage event (OpenLineage).',
  valuesConfig: {
    RUN: { description: 'What a run of a job did (RunEvent).' },
    JOB: { description: 'What a job reads and writes, by design (JobEvent).' },
    DATASET: { description: 'What a dataset is (DatasetEvent).' },
  },
});
