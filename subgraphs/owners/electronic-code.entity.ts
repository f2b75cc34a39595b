import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** The electronic identification code of an agency, by which document packets name it; one of an agency. */
export const ElectronicCodeEntity = defineEntity({
  name: 'ElectronicCode',
  tableName: 'electronic_code',
  properties: {
    agencyCode: p.text().primary(),
    code: p.text(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type ElectronicCodeRow = InferEntity<typeof ElectronicCodeEntity>;
