import { readRows } from '../../kernel/database/read-rows.ts';
import { ofVisibleDatasets } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import type { ListSpec } from '../../kernel/pagination/ordering.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { byKeyAndArguments, manyByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { ConformanceEntity, type ConformanceRow } from './conformance.entity.ts';
import { CONFORMANCES_OF_STANDARD, DATASETS_OF_STANDARD } from './conformance.inputs.ts';
import type { NestedPage } from './nested-page.ts';

/** Per-request loaders of conformance, seen from the dataset and from the standard; only of datasets that the viewer sees. */
export function conformanceLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  const ofStandard = (list: ListSpec<'CODE'>) =>
    byKeyAndArguments(scope, (codes, page: NestedPage) =>
      pagesByKey(em, ConformanceEntity, list, 'standardCode', codes, ofVisibleDatasets(em, viewer), page),
    );
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
    datasetsOfStandard: ofStandard(DATASETS_OF_STANDARD),
    ofStandard: ofStandard(CONFORMANCES_OF_STANDARD),
  };
}

/** The loaders of one request. */
export type ConformanceLoaders = ReturnType<typeof conformanceLoaders>;
