import { readRows } from '../../kernel/database/read-rows.ts';
import { ofVisibleDatasets } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import { manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { ObservedCodesEntity, type ObservedCodesRow } from './observed-codes.entity.ts';

/** Per-request loaders of codes that were found in fields; only of datasets that the viewer sees. */
export function observedCodesLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  return {
    ofField: oneByKey(
      scope,
      (refs: readonly string[]) =>
        readRows(em, ObservedCodesEntity, { $and: [{ ref: { $in: [...refs] } }, ofVisibleDatasets(em, viewer)] }),
      (observed: ObservedCodesRow) => observed.ref,
    ),
    ofDataset: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, ObservedCodesEntity, {
          $and: [{ datasetCode: { $in: [...codes] } }, ofVisibleDatasets(em, viewer)],
        }),
      (observed: ObservedCodesRow) => observed.datasetCode,
    ),
  };
}

/** The loaders of one request. */
export type ObservedCodesLoaders = ReturnType<typeof observedCodesLoaders>;
