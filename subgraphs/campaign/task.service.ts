import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { requireVisibleDatasets } from '../../kernel/dataset-visibility/require-visible-datasets.ts';
import { ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator, requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type Condition, type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { type GivenClears, requireSixClears } from './six-clears.ts';
import { TaskDatasetEntity, TaskEntity, type TaskRow } from './task.entity.ts';
import { taskDeclared } from './task.facts.ts';
import {
  type CreateTaskInput,
  MOST_DATASETS,
  type SixClearsInput,
  TASKS,
  type TaskAndDataset,
  type TaskFilter,
  type TaskOrderField,
  type UpdateTaskInput,
} from './task.inputs.ts';
import { checkPast, datesAfter } from './task-dates.ts';

/** Most tasks that are about one dataset: `Dataset.tasks` is a plain list. */
const MOST_TASKS = 1_000;

const clearsOf = ({ agency, authority, ...input }: SixClearsInput): GivenClears => ({
  agencyCode: agency,
  responsiblePostVi: input.responsiblePostVi,
  responsiblePostEn: input.responsiblePostEn,
  textVi: input.textVi,
  textEn: input.textEn,
  dueOn: input.dueOn,
  accountablePostVi: input.accountablePostVi,
  accountablePostEn: input.accountablePostEn,
  deliverableVi: input.deliverableVi,
  deliverableEn: input.deliverableEn,
  authorityCode: authority,
});

/** The condition that a filter asks for. */
export const taskCondition = (filter: TaskFilter | null): Condition =>
  definedOnly({
    campaignCode: filter?.campaign ?? undefined,
    agencyCode: filter?.agency ?? undefined,
    taskGroup: filter?.group ?? undefined,
    kind: filter?.kind ?? undefined,
    state: filter?.state ?? undefined,
    dueOn: filter?.dueBefore === null || filter?.dueBefore === undefined ? undefined : { $lt: filter.dueBefore },
  });

/** The verbs of tasks: who may do what, and what must hold. */
export class TaskService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none. */
  get(code: string): Promise<TaskRow> {
    return existing(this.#scope.em, code);
  }

  list(filter: TaskFilter | null, request: Omit<PageRequest<TaskOrderField>, 'filter'>): Promise<Page<TaskRow>> {
    const where = taskCondition(filter);
    return pageOf(this.#scope.em, TaskEntity, TASKS, where, { ...request, filter: where });
  }

  /** @throws BadInputError that names every one of the six clears that is missing. */
  create(input: CreateTaskInput): Promise<TaskRow> {
    const { viewer } = this.#scope;
    requireAdministrator(viewer, 'create a task');
    const clears = clearsOf(input);
    requireSixClears(input.code, clears);
    checkPast(input, this.#scope.clock.now());
    const datasets = [...new Set(input.datasets ?? [])];
    return this.#transact(this.#scope, async ({ em, emit }) => {
      await requireVisibleDatasets(em, viewer, datasets);
      const task = em.create(TaskEntity, {
        code: input.code,
        campaignCode: input.campaign,
        taskGroup: input.group,
        kind: input.kind,
        titleVi: input.titleVi,
        titleEn: input.titleEn,
        ...datesAfter({ state: 'PLANNED', startedOn: null, doneOn: null }, input, null),
        ...clears,
        ...markOf(input),
      });
      await em.persist(task).flush();
      for (const dataset of datasets) {
        await roomOf(em, dataset);
        em.create(TaskDatasetEntity, { taskCode: task.code, datasetCode: dataset }, { persist: true });
      }
      emit(taskDeclared(task, datasets));
      return task;
    });
  }

  /** Stewards of the responsible agency; only administrators give a task to another agency. */
  update(input: UpdateTaskInput): Promise<TaskRow> {
    const { viewer } = this.#scope;
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const task = await locked(em, input.code);
      requireStewardOf(viewer, task.agencyCode, 'change a task');
      if (input.agency !== undefined && input.agency !== null && input.agency !== task.agencyCode) {
        requireAdministrator(viewer, 'give a task to another agency');
      }
      checkPast(input, this.#scope.clock.now());
      const clears = definedOnly(clearsOf(input));
      requireSixClears(task.code, { ...task, ...clears });
      em.assign(
        task,
        definedOnly({
          taskGroup: input.group ?? undefined,
          kind: input.kind ?? undefined,
          titleVi: input.titleVi ?? undefined,
          titleEn: input.titleEn ?? undefined,
          ...datesAfter(task, input, this.#scope.clock.now()),
          ...clears,
        }) as Partial<TaskRow>,
      );
      if (await flushChanges(em)) emit(taskDeclared(task, await datasetsOf(em, task.code)));
      return task;
    });
  }

  /** The task is about the dataset. Given again, it changes nothing. */
  link({ task: code, dataset }: TaskAndDataset): Promise<TaskRow> {
    return this.#withDatasets(code, dataset, 'link a dataset to a task', async (em, linked) => {
      if (linked.includes(dataset)) return undefined;
      if (linked.length >= MOST_DATASETS) {
        throw new ConflictError(
          `Task ${code} is about ${MOST_DATASETS} datasets already, the most that one may be. Unlink one, or make another task.`,
        );
      }
      await roomOf(em, dataset);
      em.create(TaskDatasetEntity, { taskCode: code, datasetCode: dataset }, { persist: true });
      return [...linked, dataset];
    });
  }

  /** The task is no longer about the dataset. Given again, it changes nothing. */
  unlink({ task: code, dataset }: TaskAndDataset): Promise<TaskRow> {
    return this.#withDatasets(code, dataset, 'unlink a dataset from a task', async (em, linked) => {
      if (!linked.includes(dataset)) return undefined;
      await em.nativeDelete(TaskDatasetEntity, { taskCode: code, datasetCode: dataset });
      return linked.filter((other) => other !== dataset);
    });
  }

  #withDatasets(
    code: string,
    dataset: string,
    what: string,
    change: (em: EntityManager, linked: readonly string[]) => Promise<readonly string[] | undefined>,
  ): Promise<TaskRow> {
    const { viewer } = this.#scope;
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const task = await locked(em, code);
      requireStewardOf(viewer, task.agencyCode, what);
      await requireVisibleDatasets(em, viewer, [dataset]);
      const after = await change(em, await datasetsOf(em, code));
      if (after !== undefined) emit(taskDeclared(task, after));
      return task;
    });
  }
}

async function existing(em: EntityManager, code: string): Promise<TaskRow> {
  const task = await em.findOne(TaskEntity, { code });
  if (task === null) throw await unknownCode(em, TaskEntity, 'task', code);
  return task;
}

/** The task for a change: what is told of it is then what was stored, in the order in which it was stored. */
async function locked(em: EntityManager, code: string): Promise<TaskRow> {
  const task = await em.findOne(TaskEntity, { code }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return task ?? existing(em, code);
}

async function datasetsOf(em: EntityManager, taskCode: string): Promise<string[]> {
  const links = await em.find(TaskDatasetEntity, { taskCode });
  return links.map(({ datasetCode }) => datasetCode);
}

async function roomOf(em: EntityManager, datasetCode: string): Promise<void> {
  if ((await em.count(TaskDatasetEntity, { datasetCode })) < MOST_TASKS) return;
  throw new ConflictError(
    `${MOST_TASKS} tasks are about dataset ${datasetCode} already, the most that may be. Unlink one first.`,
  );
}
