import { AgencyPartnerEntity } from '../../kernel/agency-partners/agency-partner.entity.ts';
import { readRows } from '../../kernel/database/read-rows.ts';
import { ofVisibleDatasets } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import { visibleCodes } from '../../kernel/dataset-visibility/visible-codes.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import type { PageRequest } from '../../kernel/pagination/page.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { pagesThrough } from '../../kernel/pagination/pages-through.ts';
import { byKeyAndArguments, manyByKey, oneByKey, present } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { validAt } from '../../kernel/validity.ts';
import { TaskDatasetEntity, TaskEntity, type TaskRow } from './task.entity.ts';
import { TASKS, type TaskFilter, type TaskOrderField } from './task.inputs.ts';
import { taskCondition } from './task.service.ts';

/** A page of tasks as it is asked for. */
export interface TasksRequest extends Omit<PageRequest<TaskOrderField>, 'filter'> {
  readonly filter: TaskFilter | null;
}

/** Per-request loaders of tasks: a constant number of statements, however many campaigns, agencies or datasets ask. */
export function taskLoaders(scope: RequestScope) {
  const { em, viewer, clock } = scope;
  const pagesOf = (ownerProperty: 'campaignCode' | 'agencyCode' | 'authorityCode') =>
    byKeyAndArguments(
      scope,
      (owners: readonly string[], { filter, ...request }: TasksRequest): Promise<Page<TaskRow>[]> => {
        const where = taskCondition(filter);
        return pagesByKey(em, TaskEntity, TASKS, ownerProperty, owners, where, { ...request, filter: where });
      },
    );
  const byCode = oneByKey(
    scope,
    (codes: readonly string[]) => readRows(em, TaskEntity, { code: { $in: [...codes] } }),
    (task) => task.code,
  );
  const linksOfDataset = manyByKey(
    scope,
    async (codes: readonly string[]) => {
      const seen = await visibleCodes(em, viewer, codes);
      return readRows(em, TaskDatasetEntity, { datasetCode: { $in: [...seen] } }, { orderBy: { taskCode: 'asc' } });
    },
    (link) => link.datasetCode,
  );
  return {
    byCode,
    ofCampaign: pagesOf('campaignCode'),
    ofAgency: pagesOf('agencyCode'),
    ofAuthority: pagesOf('authorityCode'),
    /** Those of the agencies that a partner works for now. */
    ofPartner: byKeyAndArguments(
      scope,
      (partners: readonly string[], { filter, ...request }: TasksRequest): Promise<Page<TaskRow>[]> => {
        const where = taskCondition(filter);
        const working = {
          entity: AgencyPartnerEntity,
          owner: 'partnerCode',
          member: 'agencyCode',
          where: validAt(clock.now()),
        };
        return pagesThrough(em, TaskEntity, TASKS, 'agencyCode', working, partners, where, {
          ...request,
          filter: where,
        });
      },
    ),
    /** Those of a dataset, by code; none when the viewer does not see the dataset. */
    ofDataset: async (code: string) =>
      present(await byCode.loadMany((await linksOfDataset.load(code)).map((link) => link.taskCode))),
    /** Links of a task to datasets that the viewer sees, by code. */
    datasets: manyByKey(
      scope,
      (codes: readonly string[]) =>
        // One statement, whatever is hidden: a second one for tasks that have links would tell of links.
        readRows(
          em,
          TaskDatasetEntity,
          { $and: [{ taskCode: { $in: [...codes] } }, ofVisibleDatasets(em, viewer)] },
          { orderBy: { datasetCode: 'asc' } },
        ),
      (link) => link.taskCode,
    ),
  };
}

/** The loaders of one request. */
export type TaskLoaders = ReturnType<typeof taskLoaders>;
