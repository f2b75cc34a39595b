import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { DataListRow, DataListVersionRow } from './data-list.entity.ts';

/** The whole state of a list without its versions, told whenever it changes. */
export const dataListDeclared = (list: DataListRow): NewFact => ({
  kind: 'list.declared',
  key: list.code,
  body: { code: list.code, kind: list.kind, titleVi: list.titleVi, titleEn: list.titleEn },
});

/**
 * A version of a list, whole: `list-version.proposed`, then `list-version.approved`. An approved version is in force
 * from `approvedOn` until the next one's.
 */
export const dataListVersionTold = (
  list: DataListRow,
  version: DataListVersionRow,
  members: readonly string[],
): NewFact => ({
  kind: version.state === 'APPROVED' ? 'list-version.approved' : 'list-version.proposed',
  key: version.id,
  body: {
    list: list.code,
    kind: list.kind,
    version: version.version,
    document: version.document,
    approvedOn: version.approvedOn?.toISOString() ?? null,
    members: [...members],
  },
});
