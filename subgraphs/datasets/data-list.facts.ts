import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { DataListRow, DataListVersionRow } from './data-list.entity.ts';

/** The whole state of a list without its versions, told whenever it changes. */
export const dataListDeclared = (list: DataListRow): NewFact => ({
  kind: 'list.declared',
  key: list.code,
  body: {
    code: list.code,
    kind: list.kind,
    titleVi: list.titleVi,
    titleEn: list.titleEn,
    reviewInterval: list.reviewInterval,
  },
});

/**
 * A version of a list, whole: `list-version.proposed`, then `list-version.approved` or `list-version.rejected`; of a list
 * of platforms `platform-list-version.…`. An approved version is in force from `approvedOn` until the next one's.
 */
export const dataListVersionTold = (
  list: DataListRow,
  version: DataListVersionRow,
  members: readonly string[],
): NewFact => ({
  kind: `${list.kind === 'PLATFORM' ? 'platform-list' : 'list'}-version.${version.state.toLowerCase()}`,
  key: version.id,
  body: {
    list: list.code,
    kind: list.kind,
    version: version.version,
    document: version.document,
    article: version.article,
    approvedOn: version.approvedOn?.toISOString() ?? null,
    members: [...members],
  },
});
