import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { CampaignRow } from './campaign.entity.ts';

/** The whole state of a campaign, told whenever it changes. */
export const campaignDeclared = (campaign: CampaignRow): NewFact => ({
  kind: 'campaign.declared',
  key: campaign.code,
  body: {
    code: campaign.code,
    titleVi: campaign.titleVi,
    titleEn: campaign.titleEn,
    launchedOn: campaign.launchedOn.toISOString(),
    documents: campaign.documentCodes,
  },
});
