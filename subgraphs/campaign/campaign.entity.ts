import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { TextArray } from '../../kernel/database/text-array.ts';

/** A campaign: a drive with a start, tasks and indicators. */
export const CampaignEntity = defineEntity({
  name: 'Campaign',
  tableName: 'campaign',
  properties: {
    code: p.text().primary(),
    titleVi: p.text(),
    titleEn: p.text(),
    launchedOn: p.datetime(),
    documentCodes: p.type(TextArray),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type CampaignRow = InferEntity<typeof CampaignEntity>;

/** That a campaign rests on a document; a view. */
export const CampaignDocumentEntity = defineEntity({
  name: 'CampaignDocument',
  tableName: 'campaign_document',
  properties: {
    campaignCode: p.text().primary(),
    documentCode: p.text().primary(),
  },
});
export type CampaignDocumentRow = InferEntity<typeof CampaignDocumentEntity>;
