import type { EntityManager } from '@mikro-orm/postgresql';
import { readRows } from '../../kernel/database/read-rows.ts';
import { ofVisibleDatasets } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { byKeyAndArguments, manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import {
  MandateItemEntity,
  type MandateItemRow,
  MandateListEntity,
  MandateListVersionEntity,
  type MandateListVersionRow,
} from './mandate-list.entity.ts';
import { MANDATE_LIST_VERSIONS, MANDATE_LISTS } from './mandate-list.inputs.ts';
import type { NestedPage } from './nested-page.ts';

/** Per-request loaders of mandate lists and their items; only of datasets that the viewer sees. */
export function mandateListLoaders(scope: RequestScope) {
  const { em, viewer, clock } = scope;
  return {
    byCode: oneByKey(
      scope,
      (codes: readonly string[]) => readRows(em, MandateListEntity, { code: { $in: [...codes] } }),
      (list) => list.code,
    ),
    /** A page of those that a document orders. */
    ofDocument: byKeyAndArguments(scope, (documents: readonly string[], page: NestedPage) =>
      pagesByKey(em, MandateListEntity, MANDATE_LISTS, 'documentCode', documents, {}, page),
    ),
    /** All versions of a list, by number. */
    versions: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          MandateListVersionEntity,
          { listCode: { $in: [...codes] } },
          { orderBy: { listCode: 'asc', version: 'asc' } },
        ),
      (version: MandateListVersionRow) => version.listCode,
    ),
    /** What a version names, by the id of the version. */
    items: manyByKey(
      scope,
      (ids: readonly string[]) =>
        readRows(
          em,
          MandateItemEntity,
          { $and: [{ versionId: { $in: [...ids] } }, ofVisibleDatasets(em, viewer)] },
          { orderBy: { datasetCode: 'asc' } },
        ),
      (item: MandateItemRow) => item.versionId,
    ),
    /** A page of the versions that a document approves or rejects. */
    versionsOfDocument: byKeyAndArguments(scope, (documents: readonly string[], page: NestedPage) =>
      pagesByKey(em, MandateListVersionEntity, MANDATE_LIST_VERSIONS, 'document', documents, {}, page),
    ),
    /** Where versions that are in force now name a dataset. */
    ofDataset: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          MandateItemEntity,
          {
            $and: [
              { datasetCode: { $in: [...codes] } },
              { versionId: { $in: inForce(em, clock.now()) } },
              ofVisibleDatasets(em, viewer),
            ],
          },
          { orderBy: { listCode: 'asc' } },
        ),
      (item: MandateItemRow) => item.datasetCode,
    ),
  };
}

/** The loaders of one request. */
export type MandateListLoaders = ReturnType<typeof mandateListLoaders>;

/** Ids of the versions that are in force at an instant. */
const inForce = (em: EntityManager, at: Date) =>
  em
    .createQueryBuilder(MandateListVersionEntity, 'version')
    .select('id')
    .where({ approvedOn: { $lte: at }, $or: [{ supersededOn: null }, { supersededOn: { $gt: at } }] });
