import { readRows } from '../../kernel/database/read-rows.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { manyByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { ClassificationEntity } from './classification.entity.ts';

/** Per-request loaders of decisions on classes; those of datasets that the viewer may not see are not found. */
export function classificationLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  return {
    ofDataset: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          ClassificationEntity,
          { $and: [{ dataset: { $in: [...codes] } }, { dataset: datasetCondition(viewer) }] },
          { orderBy: { id: 'asc' } },
        ),
      (decision) => decision.dataset,
    ),
  };
}

/** The loaders of one request. */
export type ClassificationLoaders = ReturnType<typeof classificationLoaders>;
