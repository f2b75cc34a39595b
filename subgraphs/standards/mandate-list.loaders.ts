import { readRows } from '../../kernel/database/read-rows.ts';
import { ofVisibleDatasets } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { byKeyAndArguments, manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { MandateItemEntity, type MandateItemRow, MandateListEntity } from './mandate-list.entity.ts';
import { MANDATE_LISTS } from './mandate-list.inputs.ts';
import type { NestedPage } from './nested-page.ts';

/** Per-request loaders of mandate lists and their items; only of datasets that the viewer sees. */
export function mandateListLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
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
    items: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          MandateItemEntity,
          { $and: [{ listCode: { $in: [...codes] } }, ofVisibleDatasets(em, viewer)] },
          { orderBy: { datasetCode: 'asc' } },
        ),
      (item: MandateItemRow) => item.listCode,
    ),
    ofDataset: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          MandateItemEntity,
          { $and: [{ datasetCode: { $in: [...codes] } }, ofVisibleDatasets(em, viewer)] },
          { orderBy: { listCode: 'asc' } },
        ),
      (item: MandateItemRow) => item.datasetCode,
    ),
  };
}

/** The loaders of one request. */
export type MandateListLoaders = ReturnType<typeof mandateListLoaders>;
