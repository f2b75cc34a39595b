import { readRows } from '../../kernel/database/read-rows.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { ProcessingEntity } from './processing.entity.ts';

/** Per-request loaders of why data is processed; what is said of datasets that the viewer may not see is not found. */
export function processingLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  return {
    ofDataset: oneByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, ProcessingEntity, {
          $and: [{ dataset: { $in: [...codes] } }, { dataset: datasetCondition(viewer) }],
        }),
      (processing) => processing.dataset,
    ),
  };
}

/** The loaders of one request. */
export type ProcessingLoaders = ReturnType<typeof processingLoaders>;
