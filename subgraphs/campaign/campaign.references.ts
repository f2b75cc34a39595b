import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Campaign } from './campaign.type.ts';

/** Campaigns by code: one statement for any number of references. */
export const campaignReference: ReferenceResolver<CampaignContext> = async ({ code }, { campaignLoaders }) => {
  const row = await campaignLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('campaign', String(code));
  return Campaign.from(row);
};
