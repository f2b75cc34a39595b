import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { MandateItemRow, MandateListRow } from './mandate-list.entity.ts';

/** The whole state of a mandate list with the codes of its items, told whenever it changes. */
export const mandateListDeclared = (list: MandateListRow, items: readonly MandateItemRow[]): NewFact => ({
  kind: 'mandate-list.declared',
  key: list.code,
  body: {
    code: list.code,
    titleVi: list.titleVi,
    titleEn: list.titleEn,
    document: list.documentCode,
    date: list.date.toISOString(),
    statedCount: list.statedCount,
    items: items.map((item) => item.datasetCode),
  },
});
