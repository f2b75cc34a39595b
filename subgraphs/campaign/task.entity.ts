import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A task of a campaign with its six clears, none of which may be empty. */
export const TaskEntity = defineEntity({
  name: 'Task',
  tableName: 'task',
  properties: {
    code: p.text().primary(),
    campaignCode: p.text(),
    taskGroup: p.text(),
    kind: p.text(),
    titleVi: p.text(),
    titleEn: p.text(),
    agencyCode: p.text(),
    responsiblePostVi: p.text(),
    responsiblePostEn: p.text(),
    textVi: p.text(),
    textEn: p.text(),
    dueOn: p.datetime(),
    accountablePostVi: p.text(),
    accountablePostEn: p.text(),
    deliverableVi: p.text(),
    deliverableEn: p.text(),
    authorityCode: p.text(),
    state: p.text(),
    startedOn: p.datetime().strictNullable(),
    doneOn: p.datetime().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type TaskRow = InferEntity<typeof TaskEntity>;

/** Which datasets a task is about. */
export const TaskDatasetEntity = defineEntity({
  name: 'TaskDataset',
  tableName: 'task_dataset',
  properties: {
    taskCode: p.text().primary(),
    datasetCode: p.text().primary(),
  },
});
export type TaskDatasetRow = InferEntity<typeof TaskDatasetEntity>;
