import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A dataset: a database or a published collection, described by its publisher (DCAT 3 `dcat:Dataset`). */
export const DatasetEntity = defineEntity({
  name: 'Dataset',
  tableName: 'dataset',
  properties: {
    code: p.text().primary(),
    titleVi: p.text(),
    titleEn: p.text(),
    /** First 256 characters of the Vietnamese title, kept by the database: what lists are ordered by. */
    titleOrder: p.text().persist(false),
    descriptionVi: p.text(),
    descriptionEn: p.text(),
    publisherCode: p.text(),
    tier: p.text(),
    /** 1 NATIONAL to 4 OPEN, kept by the database: what lists are ordered by. */
    tierRank: p.smallint().persist(false),
    sharingClass: p.text().strictNullable(),
    importanceClass: p.text(),
    /** Strongest class of the fields; written together with them. */
    piiClass: p.text(),
    highValue: p.boolean(),
    updateInterval: p.text().strictNullable(),
    dataLayer: p.text().strictNullable(),
    dataBlock: p.text().strictNullable(),
    /** The platform or system in which it is kept. */
    systemCode: p.text().strictNullable(),
    surveyState: p.text(),
    contactPostVi: p.text().strictNullable(),
    contactPostEn: p.text().strictNullable(),
    /** Number of the schema version in force. */
    schemaVersion: p.integer(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type DatasetRow = InferEntity<typeof DatasetEntity>;
