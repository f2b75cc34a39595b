import { readRows } from '../../kernel/database/read-rows.ts';
import { oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { ElectronicCodeEntity } from './electronic-code.entity.ts';

/** Per-request loaders of electronic identification codes. */
export const electronicCodeLoaders = (scope: RequestScope) => ({
  ofAgency: oneByKey(
    scope,
    (codes: readonly string[]) => readRows(scope.em, ElectronicCodeEntity, { agencyCode: { $in: [...codes] } }),
    ({ agencyCode }) => agencyCode,
  ),
});

/** The loaders of one request. */
export type ElectronicCodeLoaders = ReturnType<typeof electronicCodeLoaders>;
