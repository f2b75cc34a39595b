import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A technical standard or regulation that datasets conform to. */
export const StandardEntity = defineEntity({
  name: 'Standard',
  tableName: 'standard',
  properties: {
    code: p.text().primary(),
    titleVi: p.text(),
    titleEn: p.text(),
    issuer: p.text(),
    status: p.text(),
    edition: p.text().strictNullable(),
    inForceFrom: p.datetime().strictNullable(),
    replacedByCode: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type StandardRow = InferEntity<typeof StandardEntity>;

/** An element that a standard requires, by name: it may or may not be in the dictionary. */
export const RequiredElementEntity = defineEntity({
  name: 'RequiredElement',
  tableName: 'required_element',
  properties: {
    standardCode: p.text().primary(),
    name: p.text().primary(),
    type: p.text(),
    codeListCode: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type RequiredElementRow = InferEntity<typeof RequiredElementEntity>;
