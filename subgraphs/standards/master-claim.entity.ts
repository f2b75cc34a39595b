import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A dataset claims to be the master source of an element; at most one claim of an element is approved. */
export const MasterClaimEntity = defineEntity({
  name: 'MasterClaim',
  tableName: 'master_claim',
  properties: {
    elementCode: p.text().primary(),
    datasetCode: p.text().primary(),
    approved: p.boolean(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type MasterClaimRow = InferEntity<typeof MasterClaimEntity>;
