import { readRows } from '../../kernel/database/read-rows.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import type { PageRequest } from '../../kernel/pagination/page.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { byKeyAndArguments, manyByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { MilestoneEntity, type MilestoneRow } from './milestone.entity.ts';
import { MILESTONES } from './milestone.inputs.ts';

/** Per-request loaders of milestones: a constant number of statements, however many campaigns or documents ask. */
export const milestoneLoaders = (scope: RequestScope) => ({
  /** Of a campaign, by day, then code. */
  ofCampaign: manyByKey(
    scope,
    (codes: readonly string[]) =>
      readRows(
        scope.em,
        MilestoneEntity,
        { campaignCode: { $in: [...codes] } },
        { orderBy: { dueOn: 'asc', code: 'asc' } },
      ),
    (milestone) => milestone.campaignCode,
  ),
  /** A page of those whose day a document sets. */
  ofDocument: byKeyAndArguments(
    scope,
    (documents: readonly string[], page: Pick<PageRequest<'CODE'>, 'first' | 'after'>): Promise<Page<MilestoneRow>[]> =>
      pagesByKey(scope.em, MilestoneEntity, MILESTONES, 'documentCode', documents, {}, { ...page, filter: {} }),
  ),
});

/** The loaders of one request. */
export type MilestoneLoaders = ReturnType<typeof milestoneLoaders>;
