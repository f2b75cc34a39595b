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

/** A dataset on a mandate list; its mark may differ from that of the list. */
export const MandateItemEntity = defineEntity({
  name: 'MandateItem',
  tableName: 'mandate_item',
  properties: {
    listCode: p.text().primary(),
    datasetCode: p.text().primary(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type MandateItemRow = InferEntity<typeof MandateItemEntity>;
