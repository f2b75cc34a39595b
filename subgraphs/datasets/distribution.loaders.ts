import { readRows } from '../../kernel/database/read-rows.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { manyByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { DistributionEntity } from './distribution.entity.ts';

/** Per-request loaders of distributions; those of datasets that the viewer may not see are not found. */
export function distributionLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  const visible = { dataset: datasetCondition(viewer) };
  return {
    ofDataset: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          DistributionEntity,
          { $and: [{ dataset: { $in: [...codes] } }, visible] },
          {
            orderBy: { code: 'asc' },
          },
        ),
      (distribution) => distribution.dataset,
    ),
  };
}

/** The loaders of one request. */
export type DistributionLoaders = ReturnType<typeof distributionLoaders>;
