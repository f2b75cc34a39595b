import { readRows } from '../../kernel/database/read-rows.ts';
import { manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { CampaignEntity } from './campaign.entity.ts';
import { IndicatorEntity } from './indicator.entity.ts';

/** Per-request loaders of campaigns and their indicators: one statement each, however many are asked for. */
export const campaignLoaders = (scope: RequestScope) => ({
  byCode: oneByKey(
    scope,
    (codes: readonly string[]) => readRows(scope.em, CampaignEntity, { code: { $in: [...codes] } }),
    (campaign) => campaign.code,
  ),
  indicators: manyByKey(
    scope,
    (codes: readonly string[]) =>
      readRows(
        scope.em,
        IndicatorEntity,
        { campaignCode: { $in: [...codes] } },
        { orderBy: { year: 'asc', code: 'asc' } },
      ),
    (indicator) => indicator.campaignCode,
  ),
});

/** The loaders of one request. */
export type CampaignLoaders = ReturnType<typeof campaignLoaders>;
