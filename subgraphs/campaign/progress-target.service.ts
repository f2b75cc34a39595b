import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { requireVisibleDatasets } from '../../kernel/dataset-visibility/require-visible-datasets.ts';
import { ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type Condition, type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { progressTargetDeclared } from './progress.facts.ts';
import { ProgressTargetEntity, type ProgressTargetRow } from './progress-target.entity.ts';
import {
  type CreateProgressTargetInput,
  PROGRESS_TARGETS,
  type ProgressTargetFilter,
  type ProgressTargetOrderField,
  type UpdateProgressTargetInput,
} from './progress-target.inputs.ts';
import { checkFigures, checkResponsible, checkTask } from './progress-target.rules.ts';
import { askedTargets, seenProgress } from './progress-target.visibility.ts';
import { TaskEntity } from './task.entity.ts';

/** Most targets of one campaign: a roll-up reads them all. */
const MOST_TARGETS = 10_000;
/** Most targets of one dataset and of one task: their lists are plain. */
const MOST_OF_ONE = 100;

/** The verbs of targets: who may do what, and what must hold. */
export class ProgressTargetService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none that the viewer sees. */
  get(code: string): Promise<ProgressTargetRow> {
    return seenTarget(this.#scope.em, this.#scope.viewer, code);
  }

  list(
    filter: ProgressTargetFilter | null,
    request: Omit<PageRequest<ProgressTargetOrderField>, 'filter'>,
  ): Promise<Page<ProgressTargetRow>> {
    const { em, viewer } = this.#scope;
    const where = { $and: [askedTargets(em, filter), seenProgress(em, viewer)] };
    return pageOf(em, ProgressTargetEntity, PROGRESS_TARGETS, where, { ...request, filter });
  }

  create(input: CreateProgressTargetInput): Promise<ProgressTargetRow> {
    const { viewer } = this.#scope;
    requireAdministrator(viewer, 'set a target');
    const trainingTopic = input.trainingTopic ?? null;
    checkFigures({ ...input, trainingTopic });
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const dataset = input.dataset ?? null;
      const task = input.task === null || input.task === undefined ? null : await taskOf(em, input.task);
      checkTask(task, input.campaign, trainingTopic);
      const agency = input.agency ?? (dataset === null ? (task?.agencyCode ?? null) : null);
      checkResponsible(dataset, agency);
      if (dataset !== null) await requireVisibleDatasets(em, viewer, [dataset]);
      await room(em, { campaignCode: input.campaign }, MOST_TARGETS, `Campaign ${input.campaign}`);
      if (dataset !== null) await room(em, { datasetCode: dataset }, MOST_OF_ONE, `Dataset ${dataset}`);
      if (task !== null) await room(em, { taskCode: task.code }, MOST_OF_ONE, `Task ${task.code}`);
      const target = em.create(ProgressTargetEntity, {
        code: input.code,
        campaignCode: input.campaign,
        datasetCode: dataset,
        agencyCode: agency,
        taskCode: task?.code ?? null,
        trainingTopic,
        measureVi: input.measureVi,
        measureEn: input.measureEn,
        unitVi: input.unitVi,
        unitEn: input.unitEn,
        baseline: input.baseline,
        value: input.value,
        dueOn: input.dueOn,
        ...markOf(input),
      });
      await em.persist(target).flush();
      emit(progressTargetDeclared(target));
      return target;
    });
  }

  update({ code, ...input }: UpdateProgressTargetInput): Promise<ProgressTargetRow> {
    requireAdministrator(this.#scope.viewer, 'change a target');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const target = await lockedTarget(em, this.#scope.viewer, code);
      em.assign(
        target,
        definedOnly({
          measureVi: input.measureVi ?? undefined,
          measureEn: input.measureEn ?? undefined,
          baseline: input.baseline ?? undefined,
          value: input.value ?? undefined,
          dueOn: input.dueOn ?? undefined,
        }),
      );
      checkFigures(target);
      if (await flushChanges(em)) emit(progressTargetDeclared(target));
      return target;
    });
  }
}

/** @throws NotFoundError with near codes that the viewer sees. */
async function seenTarget(em: EntityManager, viewer: Viewer, code: string): Promise<ProgressTargetRow> {
  const seen = seenProgress(em, viewer);
  const target = await em.findOne(ProgressTargetEntity, { $and: [{ code }, seen] } as never);
  if (target === null) throw await unknownCode(em, ProgressTargetEntity, 'target', code, seen);
  return target;
}

/** The target for a change or a report: of two at once, the second finds what the first left. */
export async function lockedTarget(em: EntityManager, viewer: Viewer, code: string): Promise<ProgressTargetRow> {
  const target = await em.findOne(ProgressTargetEntity, { $and: [{ code }, seenProgress(em, viewer)] } as never, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
  });
  return target ?? seenTarget(em, viewer, code);
}

async function taskOf(em: EntityManager, code: string) {
  const task = await em.findOne(TaskEntity, { code });
  if (task === null) throw await unknownCode(em, TaskEntity, 'task', code);
  return task;
}

async function room(em: EntityManager, where: Condition, most: number, what: string): Promise<void> {
  if ((await em.count(ProgressTargetEntity, where as never)) < most) return;
  throw new ConflictError(`${what} has ${most} targets already, the most that one may have.`);
}
