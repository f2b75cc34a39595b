import { readRows } from '../../kernel/database/read-rows.ts';
import { ofVisibleDatasets } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { byKeyAndArguments, manyByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { ConformanceEntity, type ConformanceRow } from './conformance.entity.ts';
import { DATASETS_OF_STANDARD } from './conformance.inputs.ts';
import type { NestedPage } from './nested-page.ts';

/** Per-request loaders of conformance, seen from the dataset and from the standard; only of datasets that the viewer sees. */
export function conformanceLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  return {
    ofDataset: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          ConformanceEntity,
          { $and: [{ datasetCode: { $in: [...codes] } }, ofVisibleDatasets(em, viewer)] },
          { orderBy: { standardCode: 'asc' } },
        ),
      (conformance: ConformanceRow) => conformance.datasetCode,
    ),
    datasetsOfStandard: byKeyAndArguments(scope, (codes, page: NestedPage) =>
      pagesByKey(
        em,
        ConformanceEntity,
        DATASETS_OF_STANDARD,
        'standardCode',
        codes,
        ofVisibleDatasets(em, viewer),
        page,
      ),
    ),
  };
}

/** The loaders of one request. */
export type ConformanceLoaders = ReturnType<typeof conformanceLoaders>;
