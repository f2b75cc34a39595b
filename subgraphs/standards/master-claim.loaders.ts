import { readRows } from '../../kernel/database/read-rows.ts';
import { ofVisibleDatasets } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import { manyByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { MasterClaimEntity, type MasterClaimRow } from './master-claim.entity.ts';

/** Per-request loaders of claims to be master source; only of datasets that the viewer sees. */
export function masterClaimLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  return {
    ofElement: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          MasterClaimEntity,
          { $and: [{ elementCode: { $in: [...codes] } }, ofVisibleDatasets(em, viewer)] },
          { orderBy: { datasetCode: 'asc' } },
        ),
      (claim: MasterClaimRow) => claim.elementCode,
    ),
  };
}

/** The loaders of one request. */
export type MasterClaimLoaders = ReturnType<typeof masterClaimLoaders>;
