import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { MandateListRow, MandateListVersionRow } from './mandate-list.entity.ts';

/** The whole state of a mandate list without its versions, told whenever it changes. */
export const mandateListDeclared = (list: MandateListRow): NewFact => ({
  kind: 'mandate-list.declared',
  key: list.code,
  body: {
    code: list.code,
    titleVi: list.titleVi,
    titleEn: list.titleEn,
    document: list.documentCode,
    date: list.date.toISOString(),
    statedCount: list.statedCount,
  },
});

/**
 * A version of a mandate list, whole: `mandate-list-version.proposed`, then `.approved` or `.rejected`. An approved one is
 * in force from `approvedOn` until the next one's.
 */
export const mandateListVersionTold = (version: MandateListVersionRow, members: readonly string[]): NewFact => ({
  kind: `mandate-list-version.${version.state.toLowerCase()}`,
  key: version.id,
  body: {
    list: version.listCode,
    version: version.version,
    document: version.document,
    article: version.article,
    approvedOn: version.approvedOn?.toISOString() ?? null,
    members: [...members],
  },
});
