import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A campaign: a drive with a start, tasks and indicators. */
export const CampaignEntity = defineEntity({
  name: 'Campaign',
  tableName: 'campaign',
  properties: {
    code: p.text().primary(),
    titleVi: p.text(),
    titleEn: p.text(),
    launchedOn: p.datetime(),
    documentCodes: p.array(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type CampaignRow = InferEntity<typeof CampaignEntity>;
