import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** Which post of an agency answers for one duty, from when to when. */
export const AccountablePostEntity = defineEntity({
  name: 'AccountablePost',
  tableName: 'accountable_post',
  properties: {
    agencyCode: p.text().primary(),
    duty: p.text().primary(),
    validFrom: p.datetime().primary(),
    postVi: p.text(),
    postEn: p.text(),
    validTo: p.datetime().strictNullable(),
  },
});
export type AccountablePostRow = InferEntity<typeof AccountablePostEntity>;
