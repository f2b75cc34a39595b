import { readRows } from '../../kernel/database/read-rows.ts';
import { type PageRequest } from '../../kernel/pagination/page.ts';
import { pagesThrough } from '../../kernel/pagination/pages-through.ts';
import { byKeyAndArguments, manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { CampaignDocumentEntity, CampaignEntity } from './campaign.entity.ts';
import { CAMPAIGNS, type CampaignOrderField } from './campaign.inputs.ts';
import { IndicatorEntity } from './indicator.entity.ts';

/** Per-request loaders of campaigns and their indicators: one statement each, however many are asked for. */
export const campaignLoaders = (scope: RequestScope) => ({
  byCode: oneByKey(
    scope,
    (codes: readonly string[]) => readRows(scope.em, CampaignEntity, { code: { $in: [...codes] } }),
    (campaign) => campaign.code,
  ),
  /** A page of those that rest on a document. */
  ofDocument: byKeyAndArguments(
    scope,
    (documents: readonly string[], page: Pick<PageRequest<CampaignOrderField>, 'first' | 'after'>) =>
      pagesThrough(
        scope.em,
        CampaignEntity,
        CAMPAIGNS,
        'code',
        { entity: CampaignDocumentEntity, owner: 'documentCode', member: 'campaignCode', where: {} },
        documents,
        {},
        page,
      ),
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
