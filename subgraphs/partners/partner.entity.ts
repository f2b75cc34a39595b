import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A technology partner: a company that works with agencies on their data. */
export const PartnerEntity = defineEntity({
  name: 'Partner',
  tableName: 'partner',
  properties: {
    code: p.text().primary(),
    nameVi: p.text(),
    nameEn: p.text(),
    shortName: p.text(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type PartnerRow = InferEntity<typeof PartnerEntity>;
