import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** An organisation of the city, a central body that publishes, or a former agency. */
export const AgencyEntity = defineEntity({
  name: 'Agency',
  tableName: 'agency',
  properties: {
    code: p.text().primary(),
    nameVi: p.text(),
    nameEn: p.text(),
    bloc: p.text(),
    level: p.text(),
    line: p.text(),
    parentCode: p.text().strictNullable(),
    validFrom: p.datetime(),
    validTo: p.datetime().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type AgencyRow = InferEntity<typeof AgencyEntity>;

/** Successor of a former agency: who took its work over. */
export const SuccessionEntity = defineEntity({
  name: 'Succession',
  tableName: 'succession',
  properties: {
    predecessorCode: p.text().primary(),
    successorCode: p.text().primary(),
  },
});
export type SuccessionRow = InferEntity<typeof SuccessionEntity>;

/** How an agency is reached; a post, never a person. */
export const ContactPointEntity = defineEntity({
  name: 'ContactPoint',
  tableName: 'contact_point',
  properties: {
    agencyCode: p.text().primary(),
    postVi: p.text().primary(),
    postEn: p.text(),
    email: p.text().strictNullable(),
    phone: p.text().strictNullable(),
  },
});
export type ContactPointRow = InferEntity<typeof ContactPointEntity>;

/** A post that is answerable for an agency's data, for a time. */
export const StewardEntity = defineEntity({
  name: 'Steward',
  tableName: 'steward',
  properties: {
    agencyCode: p.text().primary(),
    postVi: p.text().primary(),
    validFrom: p.datetime().primary(),
    postEn: p.text(),
    validTo: p.datetime().strictNullable(),
  },
});
export type StewardRow = InferEntity<typeof StewardEntity>;
