import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** The databases that a document, or a statement of its day, orders to be completed. */
export const MandateListEntity = defineEntity({
  name: 'MandateList',
  tableName: 'mandate_list',
  properties: {
    code: p.text().primary(),
    titleVi: p.text(),
    titleEn: p.text(),
    documentCode: p.text().strictNullable(),
    date: p.datetime(),
    statedCount: p.integer().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type MandateListRow = InferEntity<typeof MandateListEntity>;

/** A dated composition of a mandate list, proposed, and approved or rejected by a document. */
export const MandateListVersionEntity = defineEntity({
  name: 'MandateListVersion',
  tableName: 'mandate_list_version',
  properties: {
    /** `<list>@<version>`. */
    id: p.text().primary(),
    listCode: p.text(),
    version: p.integer(),
    state: p.text(),
    /** Number of the approved version that the proposal changes; null when it states the whole list. */
    basedOn: p.integer().strictNullable(),
    /** Document, and article where one is named, of the decision. */
    document: p.text().strictNullable(),
    article: p.text().strictNullable(),
    /** In force from this instant on. */
    approvedOn: p.datetime().strictNullable(),
    /** In force until before this instant; null while no later version is approved. */
    supersededOn: p.datetime().strictNullable(),
    rejectedOn: p.datetime().strictNullable(),
    /** Why it was rejected, in both languages; null unless it was. */
    reasonVi: p.text().strictNullable(),
    reasonEn: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type MandateListVersionRow = InferEntity<typeof MandateListVersionEntity>;

/** A dataset on a version of a mandate list; its mark may differ from that of the list. */
export const MandateItemEntity = defineEntity({
  name: 'MandateItem',
  tableName: 'mandate_item',
  properties: {
    listCode: p.text().primary(),
    version: p.integer().primary(),
    datasetCode: p.text().primary(),
    /** `<list>@<version>`, kept by the database. */
    versionId: p.text().persist(false),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type MandateItemRow = InferEntity<typeof MandateItemEntity>;

/** Key of a version of a mandate list; codes hold no `@`. */
export const mandateListVersionId = (list: string, version: number): string => `${list}@${version}`;
