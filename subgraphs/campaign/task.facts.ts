import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { TaskRow } from './task.entity.ts';

/** The whole state of a task with the datasets that it is about, told whenever it or they change. */
export const taskDeclared = (task: TaskRow, datasets: readonly string[]): NewFact => ({
  kind: 'task.declared',
  key: task.code,
  body: {
    code: task.code,
    campaign: task.campaignCode,
    group: task.taskGroup,
    kind: task.kind,
    titleVi: task.titleVi,
    titleEn: task.titleEn,
    agency: task.agencyCode,
    dueOn: task.dueOn.toISOString(),
    authority: task.authorityCode,
    state: task.state,
    startedOn: task.startedOn?.toISOString() ?? null,
    doneOn: task.doneOn?.toISOString() ?? null,
    datasets: [...datasets].sort(),
  },
});
