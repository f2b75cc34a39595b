import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** What an agency watches over in a campaign, from when to when. */
export const OversightEntity = defineEntity({
  name: 'Oversight',
  tableName: 'oversight',
  properties: {
    campaignCode: p.text().primary(),
    role: p.text().primary(),
    agencyCode: p.text().primary(),
    validFrom: p.datetime().primary(),
    validTo: p.datetime().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type OversightRow = InferEntity<typeof OversightEntity>;
