import { readRows } from '../../kernel/database/read-rows.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import type { ListSpec } from '../../kernel/pagination/ordering.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { byKeyAndArguments, manyByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { DistributionEntity } from './distribution.entity.ts';

const PLATFORM_SERVICES: ListSpec<'CODE'> = {
  name: 'platform.services',
  key: 'code',
  orderings: { CODE: 'code' },
  ordering: 'CODE',
};

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
    /** A page of those that are had through a platform. */
    throughPlatform: byKeyAndArguments(
      scope,
      (platforms: readonly string[], page: { readonly first: number; readonly after: string | null }) =>
        pagesByKey(em, DistributionEntity, PLATFORM_SERVICES, 'accessService', platforms, visible, page),
    ),
  };
}

/** The loaders of one request. */
export type DistributionLoaders = ReturnType<typeof distributionLoaders>;
