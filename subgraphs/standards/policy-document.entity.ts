import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A law, decree, resolution, plan or other official document that data work rests on. */
export const PolicyDocumentEntity = defineEntity({
  name: 'PolicyDocument',
  tableName: 'policy_document',
  properties: {
    code: p.text().primary(),
    titleVi: p.text(),
    titleEn: p.text(),
    issuedOn: p.datetime().strictNullable(),
    inForceFrom: p.datetime().strictNullable(),
    status: p.text(),
    replacedByCode: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
    /** The day of issue for ordering, kept by PostgreSQL and never null there: the year 1800 where it is not known. */
    issuedOrder: p.datetime().generated('stored').nullable(),
  },
});
export type PolicyDocumentRow = InferEntity<typeof PolicyDocumentEntity>;
